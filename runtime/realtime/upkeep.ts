import type { Clock, Metrics } from '../contract.ts';
import type { Admission } from './admission.ts';
import type { Connection } from './connection.ts';
import { CloseCode } from './connection.ts';
import { textFrame } from './frames.ts';
import type { RealtimeLimits } from './limits.ts';
import { faults, serverMessages } from './messages.ts';
import type { Protocol } from './protocol.ts';

const KEEP_ALIVE = textFrame(serverMessages.keepAlive());

export interface UpkeepSettings {
  readonly connections: ReadonlyMap<Connection, Admission>;
  readonly protocol: Protocol;
  readonly limits: RealtimeLimits;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

/**
 * What falls due by time, for all connections in one pass: keep-alives, expired credentials, refused clients that never
 * asked, closing handshakes that nobody answers, the end of a connection's day. One timer runs it, not one a connection.
 */
export function createUpkeep({ connections, protocol, limits, metrics, clock }: UpkeepSettings): () => void {
  function expire(connection: Connection, admission: Admission, now: number): void {
    const expired = faults.unauthorized('Token has expired.');
    if (admission.expiresAt <= now) {
      metrics.count('realtime.expired.connections');
      connection.send(serverMessages.connectionError(expired));
      connection.close(CloseCode.policy, expired.errorType, now);
      return;
    }
    connection.nextExpiry = admission.expiresAt;
    for (const slot of connection.slots.values()) {
      if (slot.kind !== 'active') continue;
      if (slot.subscription.expiresAt > now) {
        connection.expireAt(slot.subscription.expiresAt);
        continue;
      }
      metrics.count('realtime.expired.subscriptions');
      protocol.release(slot.subscription);
      connection.send(serverMessages.error(slot.subscription.id, [expired]));
    }
  }

  return () => {
    const now = clock.now();
    for (const [connection, admission] of connections) {
      if (connection.closingSince !== undefined) {
        if (now - connection.closingSince >= limits.closingMs) connection.terminate();
        continue;
      }
      if (now - connection.openedAt >= limits.connectionLifetimeMs) {
        connection.close(CloseCode.normal, 'connection reached its lifetime', now);
        continue;
      }
      if (admission.isRefused && now - connection.openedAt >= limits.handshakeMs) admission.dismiss();
      if (connection.nextExpiry <= now) expire(connection, admission, now);
      if (now - connection.lastKeepAlive >= limits.keepAliveMs) {
        connection.lastKeepAlive = now;
        connection.sendFrame(KEEP_ALIVE);
      }
    }
  };
}
