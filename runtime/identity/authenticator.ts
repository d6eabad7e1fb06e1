import type { Authenticator, Caller, Credentials } from '../contract.ts';
import { refusals } from './refusals.ts';

/** One way of saying who is calling, as an AppSync API lists them: the first is the default mode. */
export interface AuthModeVerifier {
  readonly mode: Caller['mode'];
  /** Whether these credentials are meant for this mode; a claim says nothing about their validity. */
  claims(credentials: Credentials): boolean;
  /** @throws {Unauthenticated} */
  verify(credentials: Credentials): Promise<Caller>;
}

/**
 * Answers who is calling, trying the configured modes in order: the first that recognises the form of the credentials
 * decides alone, so a forged token of one mode never falls through to a weaker one. What no mode recognises is refused by
 * the default mode, in its words.
 */
export function createAuthenticator({ modes }: { readonly modes: readonly AuthModeVerifier[] }): Authenticator {
  return {
    async authenticate(credentials) {
      const mode = modes.find((each) => each.claims(credentials));
      if (mode !== undefined) return mode.verify(credentials);
      const [standard] = modes;
      if (standard === undefined || bearerToken(credentials) === undefined) {
        throw credentials.headers['x-api-key'] === undefined ? refusals.missing() : refusals.unauthorized();
      }
      return standard.verify(credentials);
    },
  };
}

/** The token of an `Authorization` header: AppSync takes it bare or after `Bearer `. */
export function bearerToken(credentials: Credentials): string | undefined {
  const header = credentials.headers['authorization']?.trim();
  if (header === undefined || header === '') return undefined;
  return /^bearer /i.test(header) ? header.slice(7).trim() : header;
}

/**
 * `ctx.identity.sourceIp`. The gateway writes `x-forwarded-for` itself, from the socket, so that a caller cannot choose
 * the address under which it appears.
 */
export function sourceIps(credentials: Credentials): readonly string[] {
  const forwarded = credentials.headers['x-forwarded-for'];
  return forwarded === undefined ? [] : forwarded.split(',').map((address) => address.trim());
}
