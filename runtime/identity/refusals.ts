import { Unauthenticated } from '../contract.ts';

/**
 * AppSync's own sentences for refused credentials, seen in its answers. They never say which part of a token was wrong
 * beyond "expired" and "not a token".
 */
export const refusals = {
  missing: () => new Unauthenticated('Valid authorization header not provided.'),
  unparseable: () => new Unauthenticated('Unable to parse JWT token.'),
  expired: () => new Unauthenticated('Token has expired.'),
  unauthorized: () => new Unauthenticated('You are not authorized to make this call.'),
};
