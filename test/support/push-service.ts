import type { LookupAddress } from 'node:dns';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { portOf } from './aws-endpoint.ts';
import { selfSigned } from './certificate.ts';

export interface PushRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type PushReply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The connection breaks before an answer. */
  | 'cut'
  /** No answer comes. */
  | 'silence'
  /** A status, and a body without end. */
  | 'flood';

export interface LocalPushService {
  /** `https://push.example.net:<port>`, a host that only `addressesOf` knows. */
  readonly origin: string;
  /** Its certificate, PEM. */
  readonly ca: string;
  readonly requests: readonly PushRequest[];
  /** Knows that one host, at 127.0.0.1. */
  readonly addressesOf: (hostname: string) => Promise<readonly LookupAddress[]>;
  /** How many bytes of a flood left, once its reader has hung up. */
  readonly flooded: Promise<number>;
  stop(): Promise<void>;
}

/** A browser's push service on 127.0.0.1, with TLS, that answers as a test says. RFC 8030. */
export async function startPushService(reply: (request: PushRequest) => PushReply): Promise<LocalPushService> {
  const host = 'push.example.net';
  const { cert, key } = selfSigned(host);
  const requests: PushRequest[] = [];
  const sockets = new Set<Duplex>();
  let hungUp: (bytes: number) => void = () => undefined;
  const flooded = new Promise<number>((resolve) => {
    hungUp = resolve;
  });
  const server = createServer({ cert, key }, (incoming, response) => {
    void buffer(incoming).then((body) => {
      const request = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body };
      requests.push(request);
      const answer = reply(request);
      if (answer === 'silence') return;
      if (answer === 'cut') {
        response.socket?.destroy();
      } else if (answer === 'flood') {
        response.writeHead(201);
        const chunk = 'x'.repeat(65_536);
        let bytes = 0;
        const pour = (): void => {
          if (response.destroyed) return;
          bytes += chunk.length;
          response.write(chunk, pour);
        };
        response.on('close', () => hungUp(bytes));
        pour();
      } else {
        response.writeHead(answer.status, answer.headers);
        response.end(answer.body);
      }
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `https://${host}:${portOf(server.address())}`,
    ca: cert,
    requests,
    addressesOf: async (hostname) => {
      if (hostname !== host) throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
      return [{ address: '127.0.0.1', family: 4 }];
    },
    flooded,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
