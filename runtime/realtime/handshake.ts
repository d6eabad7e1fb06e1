import type { IncomingMessage } from 'node:http';
import type { Credentials } from '../contract.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { headersOf } from './messages.ts';

const HEADER_PROTOCOL = 'header-';

/** The only subprotocol AppSync speaks. */
export const GRAPHQL_WS = 'graphql-ws';

/** The headers of the handshake that resolvers may see, and the caller's address as the socket knows it. */
export function handshakeHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of ['host', 'origin', 'user-agent', 'accept-language']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const { remoteAddress } = request.socket;
  if (remoteAddress !== undefined) headers['x-forwarded-for'] = remoteAddress.replace(/^::ffff:/, '');
  return headers;
}

/**
 * Request headers together with those of an authorization object, which win as they are what a signature covers. Only
 * the caller's address is not theirs to say.
 */
export function withAuthorization(
  requestHeaders: Readonly<Record<string, string>>,
  authorization: Readonly<Record<string, string>>,
): Record<string, string> {
  const { 'x-forwarded-for': _claimed, ...given } = authorization;
  return { ...requestHeaders, ...given };
}

/**
 * The credentials of a WebSocket handshake: in the subprotocol `header-<base64url JSON>`, or in the query parameter
 * `header` (base64) of clients from before 2024.
 *
 * What cannot be decoded is no credential, which the authenticator words.
 */
export function handshakeCredentials(request: IncomingMessage): Credentials {
  const encoded = encodedHeader(request);
  const authorization = encoded === undefined ? undefined : parseJson(Buffer.from(encoded, 'base64').toString('utf8'));
  const given = isJsonObject(authorization) ? headersOf(authorization) : {};
  return {
    headers: withAuthorization(handshakeHeaders(request), given),
    signed: { method: 'POST', path: '/graphql/connect', body: '{}' },
  };
}

function encodedHeader(request: IncomingMessage): string | undefined {
  const protocols = request.headers['sec-websocket-protocol']?.split(',') ?? [];
  const inProtocol = protocols.map((each) => each.trim()).find((each) => each.startsWith(HEADER_PROTOCOL));
  if (inProtocol !== undefined) return inProtocol.slice(HEADER_PROTOCOL.length);
  const query = request.url?.split('?')[1];
  // A client that forgot to escape its base64 means "+" and not a space.
  return new URLSearchParams(query).get('header')?.replaceAll(' ', '+') ?? undefined;
}
