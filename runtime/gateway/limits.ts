/** Sizes in bytes, times in milliseconds. */
export interface GatewayLimits {
  readonly bodyBytes: number;
  /** Tokens travel in headers, twice as long as base64 in a WebSocket handshake. */
  readonly headerBytes: number;
  readonly connections: number;
  /** How long a client may take to send its headers, and its whole request. */
  readonly headersMs: number;
  readonly requestMs: number;
  readonly keepAliveMs: number;
  /** How long stopping may take. */
  readonly stopMs: number;
}

export const gatewayLimits: GatewayLimits = {
  bodyBytes: 1024 * 1024,
  headerBytes: 32 * 1024,
  connections: 20_000,
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 30_000,
  stopMs: 3_000,
};
