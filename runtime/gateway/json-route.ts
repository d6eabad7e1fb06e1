import type { Json } from '../contract.ts';
import { parseJson } from '../json.ts';
import { HttpRefusal, jsonAnswer } from './http.ts';
import type { RouteHandler } from './http.ts';

export interface JsonRequest {
  readonly query: URLSearchParams;
  /** Absent on GET. */
  readonly body?: Json;
}

/**
 * A route that takes and answers JSON. A body must be declared as `application/json`: that is what a page of another
 * site cannot send without asking first.
 *
 * @param handle May throw {@link HttpRefusal}.
 */
export function jsonRoute(handle: (request: JsonRequest) => Json | Promise<Json>): RouteHandler {
  return async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      return jsonAnswer(200, await handle({ query: request.query }));
    }
    const [type] = (request.headers['content-type'] ?? '').split(';');
    if (type?.trim().toLowerCase() !== 'application/json') {
      throw new HttpRefusal(415, 'UnsupportedMediaTypeException', 'The body must be application/json.');
    }
    const body = parseJson((await request.body()).toString('utf8'));
    if (body === undefined) throw new HttpRefusal(400, 'BadRequestException', 'The body is no JSON.');
    return jsonAnswer(200, await handle({ query: request.query, body }));
  };
}
