import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Authenticator, Log, Metrics } from '../contract.ts';
import type { Realtime } from '../realtime/realtime.ts';
import { guardDev } from './dev-guard.ts';
import { corsHeaders, graphqlRoute } from './graphql-route.ts';
import { HttpRefusal, refusalAnswer, respond, toRouteRequest } from './http.ts';
import type { RouteAnswer, RouteHandler, RouteRequest } from './http.ts';
import { gatewayLimits } from './limits.ts';
import type { GatewayLimits } from './limits.ts';
import type { RunOperation } from './operations.ts';

export interface GatewaySettings {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly authenticator: Authenticator;
  readonly run: RunOperation;
  readonly realtime: Pick<Realtime, 'upgrade' | 'stop'>;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly uuid: () => string;
  /** By method and path: `GET /healthz`. Those under `/dev/` are kept to this machine. */
  readonly routes?: Readonly<Record<string, RouteHandler>>;
  /** Answers what no route does, for example with static files. */
  readonly fallback?: RouteHandler;
  readonly limits?: Partial<GatewayLimits>;
}

export interface Gateway {
  /**
   * Listens.
   *
   * @throws when the address cannot be had, with one clear sentence.
   */
  start(): Promise<{ readonly port: number; readonly url: string }>;
  /** Takes no more, finishes what is in flight, closes every socket. Settles within `limits.stopMs`. */
  stop(): Promise<void>;
}

const REALTIME_PATHS: ReadonlySet<string> = new Set(['/graphql/realtime', '/realtime']);

/** The HTTP and WebSocket front of the local AppSync: no input ends the process. */
export function createGateway(settings: GatewaySettings): Gateway {
  const { realtime, metrics, log, uuid } = settings;
  const limits = { ...gatewayLimits, ...settings.limits };
  const routes = new Map(Object.entries(settings.routes ?? {}));
  const graphql = graphqlRoute(settings);
  const sockets = new Set<Socket>();
  const inFlight = new Set<Promise<void>>();
  let stopping = false;

  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(limits.headersMs, 1_000),
    maxHeaderSize: limits.headerBytes,
  });
  server.maxConnections = limits.connections;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => metrics.count('http.socketErrors'));
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('drop', () => metrics.count('http.connections.dropped'));
  server.on('clientError', (error, socket) => {
    metrics.count('http.malformed');
    endWith(socket, statusOfParseError(error));
  });
  server.on('request', (request, response) => {
    const handled = handle(request, response).finally(() => inFlight.delete(handled));
    inFlight.add(handled);
  });
  server.on('upgrade', (request, socket, head) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (!REALTIME_PATHS.has(path)) endWith(socket, '404 Not Found');
    else if (stopping) endWith(socket, '503 Service Unavailable');
    else realtime.upgrade(request, socket, head);
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = uuid();
    response.setHeader('x-amzn-requestid', requestId);
    if (stopping) response.setHeader('connection', 'close');
    const route = toRouteRequest(request, limits.bodyBytes);
    const cors = route.path === '/graphql' ? corsHeaders : {};
    const answer = await answerTo(route, requestId);
    const headers = { ...cors, ...answer.headers };
    await respond(response, { ...answer, headers }, route.method !== 'HEAD');
  }

  async function answerTo(request: RouteRequest, requestId: string): Promise<RouteAnswer> {
    try {
      return await handlerOf(request)(request);
    } catch (cause) {
      if (cause instanceof HttpRefusal) return refusalAnswer(cause);
      metrics.count('http.failed');
      log.error('http.failed', {
        requestId,
        path: request.path,
        error: cause instanceof Error ? cause.name : 'unknown',
      });
      return refusalAnswer(new HttpRefusal(500, 'InternalFailure', 'An internal failure occurred.'));
    }
  }

  function handlerOf(request: RouteRequest): RouteHandler {
    if (request.path === '/graphql') return graphql;
    if (request.path.startsWith('/dev/')) guardDev(request);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const handler = routes.get(`${method} ${request.path}`) ?? settings.fallback;
    if (handler === undefined) throw new HttpRefusal(404, 'NotFoundException', 'There is nothing at this address.');
    return handler;
  }

  return {
    async start() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (cause) => reject(new Error(whyNotListening(settings, cause), { cause })));
        server.listen(settings.port, settings.host, resolve);
      });
      const { port } = boundAddress(server.address());
      return { port, url: `http://${hostToOpen(settings.host)}:${port}` };
    },
    async stop() {
      stopping = true;
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      // Operations first: what they still publish reaches the subscribers before those are sent away.
      await within(limits.stopMs / 2, Promise.allSettled([...inFlight]));
      await within(limits.stopMs / 2, realtime.stop());
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function endWith(socket: Duplex, status: string): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  else socket.destroy();
}

function statusOfParseError(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  return '400 Bad Request';
}

function whyNotListening({ host, port }: GatewaySettings, cause: Error): string {
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') return `unable to listen on ${host}:${port}; the port is in use`;
  if (code === 'EACCES') return `unable to listen on ${host}:${port}; this user may not use the port`;
  return `unable to listen on ${host}:${port}; ${String(code)}`;
}

/** The host of a link that works here: a wildcard address is for listening, and `/dev` serves no page of that name. */
function hostToOpen(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function boundAddress(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('unable to tell the port; the server has none');
  return address;
}

/** Waits for `work`, but no longer than that. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, elapsed]);
  clearTimeout(timer);
}
