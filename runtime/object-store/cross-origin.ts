import type { StoreRequest } from './request.ts';
import { Failure } from './failure.ts';
import type { Answer } from './store.ts';

/**
 * Pages of any origin may use what is signed for them, as on AWS the buckets' CORS rules let the app's: a signature is
 * what opens the store, and no browser adds one by itself. https://fetch.spec.whatwg.org/#http-cors-protocol
 */
const methods = ['GET', 'HEAD', 'PUT', 'POST'];

export const crossOriginHeaders = ({ headers }: Pick<StoreRequest, 'headers'>): Readonly<Record<string, string>> =>
  headers['origin'] === undefined
    ? {}
    : {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'ETag, x-amz-request-id',
        vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
      };

/** Answers a preflight. */
export const preflight = ({ headers }: Pick<StoreRequest, 'headers'>): Answer => {
  const method = headers['access-control-request-method'];
  if (headers['origin'] === undefined || method === undefined || !methods.includes(method)) {
    throw new Failure('AccessDenied', 'CORSResponse: This CORS request is not allowed.');
  }
  const asked = headers['access-control-request-headers'];
  return {
    status: 200,
    headers: {
      'access-control-allow-methods': methods.join(', '),
      ...(asked === undefined ? {} : { 'access-control-allow-headers': asked }),
      'access-control-max-age': '3000',
    },
  };
};
