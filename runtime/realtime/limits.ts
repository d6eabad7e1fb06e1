/** AppSync's own limits first, then those that keep this process safe. Sizes in bytes, times in milliseconds. */
export interface RealtimeLimits {
  readonly subscriptionsPerConnection: number;
  /** A larger payload is dropped, as AppSync does without a word to anyone. */
  readonly payloadBytes: number;
  readonly keepAliveMs: number;
  /** What `connection_ack` tells the client to wait for a sign of life. */
  readonly connectionTimeoutMs: number;
  readonly connectionLifetimeMs: number;
  /** What one client message may weigh. */
  readonly messageBytes: number;
  /** What may wait for a reader that does not read. */
  readonly bufferedBytes: number;
  /** How long a connection that was refused may stay without asking for anything. */
  readonly handshakeMs: number;
  /** How long a closing handshake may take. */
  readonly closingMs: number;
}

export const realtimeLimits: RealtimeLimits = {
  subscriptionsPerConnection: 200,
  payloadBytes: 240 * 1024,
  keepAliveMs: 60_000,
  connectionTimeoutMs: 300_000,
  connectionLifetimeMs: 24 * 3_600_000,
  messageBytes: 128 * 1024,
  bufferedBytes: 4 * 1024 * 1024,
  handshakeMs: 10_000,
  closingMs: 2_000,
};
