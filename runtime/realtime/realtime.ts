import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import type { Authenticator, Clock, Executor, Json, Log, Metrics, MutationEvent } from '../contract.ts';
import { Admission } from './admission.ts';
import { CloseCode, Connection } from './connection.ts';
import { createFanOut } from './fan-out.ts';
import type { Project } from './fan-out.ts';
import { feedsOf } from './feeds.ts';
import { GRAPHQL_WS, handshakeCredentials, handshakeHeaders } from './handshake.ts';
import { realtimeLimits } from './limits.ts';
import type { RealtimeLimits } from './limits.ts';
import { faults } from './messages.ts';
import { OutboxFlusher } from './outbox.ts';
import { Protocol } from './protocol.ts';
import { SubscriptionRegistry } from './registry.ts';
import { createUpkeep } from './upkeep.ts';

export interface RealtimeSettings {
  readonly executor: Executor;
  readonly authenticator: Authenticator;
  readonly project: Project;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly clock: Clock;
  readonly limits?: Partial<RealtimeLimits>;
  /** Runs something about once a second until the returned function is called; a timer when not given. */
  readonly everySecond?: (run: () => void) => () => void;
}

/** AppSync's realtime side: its WebSocket protocol and the delivery of mutation results. */
export interface Realtime {
  /** Takes over a socket whose HTTP request asked for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Delivers mutation results to every subscription they feed. Never throws. */
  publish(events: readonly MutationEvent[]): void;
  /** Ends the subscriptions that payloads of `extensions.invalidateSubscriptions` name; their clients get `complete`. */
  invalidate(invalidations: readonly Json[]): void;
  /** Closes every connection on which `userId` (the token's `sub`) speaks; answers how many. */
  closeUser(userId: string): number;
  /** Tells every client to go away (1001) and settles when all are gone, at the latest after the closing time. */
  stop(): Promise<void>;
}

export function createRealtime(settings: RealtimeSettings): Realtime {
  const { executor, authenticator, metrics, log, clock } = settings;
  const limits = { ...realtimeLimits, ...settings.limits };
  const registry = new SubscriptionRegistry();
  const flusher = new OutboxFlusher();
  const connections = new Map<Connection, Admission>();
  const protocol = new Protocol({ executor, authenticator, registry, limits, metrics, log });
  const feeds = feedsOf(executor.schema);
  const publish = createFanOut({ registry, feeds, project: settings.project, limits, metrics, log, clock });
  const upkeep = createUpkeep({ connections, protocol, limits, metrics, clock });
  const stopUpkeep = (settings.everySecond ?? everySecond)(upkeep);
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.messageBytes,
    handleProtocols: (offered) => (offered.has(GRAPHQL_WS) ? GRAPHQL_WS : false),
  });
  let onIdle: (() => void) | undefined;

  metrics.gauge('realtime.connections', () => connections.size);
  metrics.gauge('realtime.subscriptions', () => registry.size);

  function open(webSocket: WebSocket, socket: Duplex, request: IncomingMessage): void {
    const connection = new Connection({
      webSocket,
      socket,
      flusher,
      openedAt: clock.now(),
      bufferedBytes: limits.bufferedBytes,
      onOverflow: cutOff,
    });
    const requestHeaders = handshakeHeaders(request);
    const admission = new Admission({ connection, protocol, authenticator, requestHeaders, log, clock });
    connections.set(connection, admission);
    metrics.count('realtime.connections.opened');

    webSocket.on('message', (data, isBinary) => {
      if (isBinary) connection.close(CloseCode.unsupportedData, 'only text is understood', clock.now());
      else admission.receive(textOf(data));
    });
    // Frames that break the protocol end up here; ws answers them with the close code they call for.
    webSocket.on('error', () => metrics.count('realtime.connections.faulty'));
    webSocket.on('close', () => {
      protocol.releaseAll(connection);
      connections.delete(connection);
      if (connections.size === 0) onIdle?.();
    });
    if (onIdle !== undefined) connection.close(CloseCode.goingAway, 'going away', clock.now());
    void admission.decide(webSocket.protocol === GRAPHQL_WS ? handshakeCredentials(request) : faults.noProtocol);
  }

  function cutOff(connection: Connection): void {
    metrics.count('realtime.dropped.slowReader');
    log.warn('realtime.slowReader', { subscriptions: connection.slots.size });
    protocol.releaseAll(connection);
    connection.close(CloseCode.tryAgainLater, 'reader too slow', clock.now());
  }

  return {
    upgrade(request, socket, head) {
      webSockets.handleUpgrade(request, socket, head, (webSocket) => open(webSocket, socket, request));
    },
    publish,
    invalidate: (invalidations) => protocol.invalidate(invalidations),
    closeUser(userId) {
      const theirs = [...connections.keys()].filter(({ userIds }) => userIds.has(userId));
      for (const connection of theirs) {
        protocol.releaseAll(connection);
        connection.close(CloseCode.policy, 'signed out', clock.now());
      }
      return theirs.length;
    },
    async stop() {
      stopUpkeep();
      const idle = new Promise<void>((resolve) => {
        onIdle = resolve;
      });
      if (connections.size === 0) return;
      for (const connection of connections.keys()) connection.close(CloseCode.goingAway, 'going away', clock.now());
      const impatience = setTimeout(() => {
        for (const connection of connections.keys()) connection.terminate();
      }, limits.closingMs);
      await idle;
      clearTimeout(impatience);
    },
  };
}

function everySecond(run: () => void): () => void {
  const timer = setInterval(run, 1_000);
  timer.unref();
  return () => clearInterval(timer);
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
