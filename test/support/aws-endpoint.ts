import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { parseSignatureClaim, signatureOf } from '../../runtime/identity/signature-v4.ts';

export const awsCredentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a secret of the tests' };

/** A request as it arrived, after its signature was found to be right. */
export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type AwsReply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  /** The connection breaks before an answer. */
  | 'cut'
  /** The connection breaks in the middle of the answer. */
  | 'cut inside'
  /** No answer comes. */
  | 'silence'
  /** An answer begins and does not end. */
  | 'never ending';

export interface AwsEndpoint {
  readonly url: string;
  /** Those that were signed as they should be, in order. */
  readonly requests: readonly AwsRequest[];
  /** Why requests were turned away; empty where all were signed as they should be. */
  readonly unsigned: readonly string[];
  stop(): Promise<void>;
}

/** An AWS service on 127.0.0.1 that verifies every signature (Signature Version 4) and answers as a test says. */
export async function startAwsEndpoint(
  scope: { readonly service: string; readonly region: string },
  reply: (request: AwsRequest) => AwsReply,
): Promise<AwsEndpoint> {
  const requests: AwsRequest[] = [];
  const unsigned: string[] = [];
  const sockets = new Set<Socket>();

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    const fault = faultOfSignature(request, scope);
    if (fault !== undefined) {
      unsigned.push(fault);
      respond(response, { status: 403, body: '{"message":"signature"}' });
      return;
    }
    requests.push(request);
    respond(response, reply(request));
  };
  const server = createServer((incoming, response) => void answer(incoming, response));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    requests,
    unsigned,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export const portOf = (address: string | AddressInfo | null): number => {
  if (address === null || typeof address === 'string') throw new Error('unable to find the port; nothing listens');
  return address.port;
};

async function readRequest(incoming: IncomingMessage): Promise<AwsRequest> {
  const body = await text(incoming);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(',')]);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: Object.fromEntries(headers),
    body,
  };
}

function faultOfSignature(request: AwsRequest, scope: { service: string; region: string }): string | undefined {
  const claim = parseSignatureClaim(request.headers['authorization'] ?? '');
  if (claim === undefined) return 'no signature';
  if (claim.accessKeyId !== awsCredentials.accessKeyId) return 'another key';
  if (claim.service !== scope.service || claim.region !== scope.region) return `${claim.service} in ${claim.region}`;
  if (!claim.signedHeaders.includes('host')) return 'host is not signed';
  const expected = signatureOf(
    { ...request, signedHeaders: claim.signedHeaders },
    claim,
    awsCredentials.secretAccessKey,
  );
  return expected === claim.signature ? undefined : 'another signature';
}

function respond(response: ServerResponse, reply: AwsReply): void {
  if (reply === 'silence') return;
  if (reply === 'cut') {
    response.socket?.destroy();
    return;
  }
  if (reply === 'cut inside' || reply === 'never ending') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('{"MessageResponse": {', () => {
      if (reply === 'cut inside') response.socket?.destroy();
    });
    return;
  }
  response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
  response.end(reply.body);
}
