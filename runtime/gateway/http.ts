import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Json } from '../contract.ts';

export interface RouteRequest {
  readonly method: string;
  /** Without the query, as sent: still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly remoteAddress: string | undefined;
  /**
   * The whole body.
   *
   * @throws {HttpRefusal} when it is larger than the gateway takes.
   */
  body(): Promise<Buffer>;
}

export interface RouteAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | Readable;
}

export type RouteHandler = (request: RouteRequest) => Promise<RouteAnswer>;

/** A request that is answered with an HTTP error in AppSync's form. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  constructor(
    readonly status: number,
    readonly errorType: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** `{ "errors": [{ errorType, message }] }`, with the error's name in the header that AWS clients look at. */
export function refusalAnswer({ status, errorType, message, headers }: HttpRefusal): RouteAnswer {
  return {
    ...jsonAnswer(status, { errors: [{ errorType, message }] }),
    headers: { ...jsonHeaders, ...headers, 'x-amzn-errortype': errorType },
  };
}

const jsonHeaders = { 'content-type': 'application/json;charset=UTF-8', 'x-content-type-options': 'nosniff' };

export function jsonAnswer(status: number, value: Json): RouteAnswer {
  return { status, headers: jsonHeaders, body: JSON.stringify(value) };
}

/** The view of a Node request that routes work on. */
export function toRouteRequest(request: IncomingMessage, bodyBytes: number): RouteRequest {
  const [path = '/', query = ''] = splitOnce(request.url ?? '/', '?');
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: singleHeaders(request),
    remoteAddress: request.socket.remoteAddress,
    body: () => readBody(request, bodyBytes),
  };
}

/** Writes an answer; a client that went away meanwhile is no error. */
export async function respond(
  response: ServerResponse,
  { status, headers = {}, body }: RouteAnswer,
  withBody: boolean,
): Promise<void> {
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
    response.end(withBody ? body : undefined);
    return;
  }
  response.writeHead(status, headers);
  if (body === undefined || !withBody) {
    body?.destroy();
    response.end();
    return;
  }
  await pipeline(body, response).catch(() => response.destroy());
}

function singleHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/** Listens to events and does not iterate: leaving an iteration early destroys the socket the refusal is to go out on. */
function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = (): void => {
      request.off('data', take);
      request.resume();
      // What else comes is not read, so nothing sensible can follow on this connection.
      const message = `Request body exceeds the limit of ${limit} bytes.`;
      reject(new HttpRefusal(413, 'RequestEntityTooLargeException', message, { connection: 'close' }));
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) refuse();
      else chunks.push(chunk);
    };
    const interrupted = (): void =>
      reject(new HttpRefusal(400, 'MalformedHttpRequestException', 'Request body was not received.'));

    if (Number(request.headers['content-length'] ?? 0) > limit) {
      refuse();
      return;
    }
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', interrupted);
    request.once('close', interrupted);
  });
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
