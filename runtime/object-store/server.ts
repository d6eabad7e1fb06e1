import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Log } from '../contract.ts';
import { sourceOf } from './body/request-body.ts';
import { crossOriginHeaders, preflight } from './cross-origin.ts';
import { Failure, NotModified } from './failure.ts';
import type { StoreLimits } from './limits.ts';
import { isForm, postObject } from './operations/post-object.ts';
import { readRequest, type StoreRequest } from './request.ts';
import { route } from './routes.ts';
import { authorize } from './signatures/authorize.ts';
import { xmlAnswer, type Answer, type Store } from './store.ts';
import { writeXml } from './xml.ts';

export interface ServerParts {
  readonly store: Store;
  readonly limits: StoreLimits;
  readonly log: Log;
  readonly newRequestId: () => string;
}

export interface StoreServer {
  /** Not listening yet. */
  readonly server: Server;
  /** Every request that came was carried out, or dropped with all it had stored. */
  readonly settled: () => Promise<void>;
}

/** The store's HTTP side: S3's REST API with the bucket in the path. */
export const createStoreServer = (parts: ServerParts): StoreServer => {
  const underWay = new Set<Promise<void>>();
  const { limits, log, newRequestId } = parts;
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    keepAliveTimeout: limits.keepAliveMs,
    // A large upload may take its time; a pause may not (`idleMs`).
    requestTimeout: 0,
    noDelay: true,
  });
  server.maxConnections = limits.connections;
  server.timeout = 2 * limits.idleMs;

  const serve = (message: IncomingMessage, response: ServerResponse, goOn: () => void): void => {
    const exchange = new Exchange(parts, message, response, goOn, newRequestId());
    const running = exchange
      .run()
      .catch((cause: unknown) => {
        log.warn('object-store.broken-off', { error: nameOf(cause) });
        response.destroy();
      })
      .finally(() => underWay.delete(running));
    underWay.add(running);
  };
  server.on('request', (message, response) => serve(message, response, () => undefined));
  // The client waits with its body until the head is found good.
  server.on('checkContinue', (message, response) => serve(message, response, () => response.writeContinue()));
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    else socket.destroy();
  });
  return {
    server,
    settled: async () => {
      await Promise.all(underWay);
    },
  };
};

/** One request and its answer. */
class Exchange {
  readonly #parts: ServerParts;
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #goOn: () => void;
  readonly #requestId: string;

  constructor(
    parts: ServerParts,
    message: IncomingMessage,
    response: ServerResponse,
    goOn: () => void,
    requestId: string,
  ) {
    this.#parts = parts;
    this.#message = message;
    this.#response = response;
    this.#goOn = goOn;
    this.#requestId = requestId;
  }

  async run(): Promise<void> {
    const answer = await this.#answer();
    await this.#send(answer);
    this.#letPass();
  }

  async #answer(): Promise<Answer> {
    try {
      return await this.#carryOut(readRequest(this.#message, this.#requestId));
    } catch (cause) {
      if (cause instanceof NotModified) return { status: 304 };
      if (cause instanceof Failure) return this.#refusal(cause);
      // A client that went away is none of ours to look into.
      if (!this.#message.destroyed) this.#parts.log.error('object-store.failed', { error: nameOf(cause) });
      return this.#refusal(new Failure('InternalError'));
    }
  }

  async #carryOut(request: StoreRequest): Promise<Answer> {
    const { store, limits } = this.#parts;
    if (request.method === 'OPTIONS') return preflight(request);
    const body = sourceOf(this.#message, this.#goOn, limits.idleMs);
    if (isForm(request)) return await postObject(store, request, body);
    const { request: authorized, cover } = authorize(store.knowledge, request);
    const operation = route(authorized);
    if (!store.buckets.has(authorized.bucket)) throw new Failure('NoSuchBucket');
    return await operation(store, { request: authorized, cover, body });
  }

  #refusal({ status, code, message }: Failure): Answer {
    const fields = { Code: code, Message: message, RequestId: this.#requestId };
    return { ...xmlAnswer(writeXml('Error', fields)), status };
  }

  async #send({ status, headers, body }: Answer): Promise<void> {
    const response = this.#response;
    const held = typeof body === 'object' ? body : undefined;
    try {
      const length = held?.length ?? Buffer.byteLength(typeof body === 'string' ? body : '');
      response.writeHead(status, {
        'x-amz-request-id': this.#requestId,
        server: 'Parley',
        // What users stored is never a page or a script of this origin, whatever it says it is.
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        ...crossOriginHeaders({
          headers: { ...(this.#message.headers.origin && { origin: this.#message.headers.origin }) },
        }),
        ...headers,
        ...(status === 204 || status === 304 ? {} : { 'content-length': String(length) }),
      });
      if (held === undefined || this.#message.method === 'HEAD') {
        response.end(typeof body === 'string' && this.#message.method !== 'HEAD' ? body : undefined);
        return;
      }
      // A client that goes away ends the pipeline, which closes the file.
      await pipeline(Readable.from(held.bytes(), { objectMode: false, highWaterMark: 256 * 1024 }), response).catch(
        () => response.destroy(),
      );
    } finally {
      await held?.release();
    }
  }

  /**
   * What is left of a body goes by unread, for a while: closing at once would reset the connection, and the client would
   * never come to read the answer.
   */
  #letPass(): void {
    const message = this.#message;
    if (message.readableEnded || message.destroyed) return;
    const timer = setTimeout(() => message.socket.destroy(), this.#parts.limits.lingerMs);
    message.once('close', () => clearTimeout(timer));
    message.once('error', () => undefined);
    // Whoever stopped reading in the middle still waits for more, and while somebody does, nothing flows by itself: the
    // next request on this connection would stand behind the rest of this one until the time is over.
    message.removeAllListeners('readable');
    message.resume();
  }
}

const nameOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return 'unknown';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
};
