/** Sizes in bytes, times in milliseconds. */
export interface StoreLimits {
  readonly headerBytes: number;
  readonly connections: number;
  /** How long a client may take to send its headers. */
  readonly headersMs: number;
  /** How long a client may pause within a body, or in taking an answer. */
  readonly idleMs: number;
  readonly keepAliveMs: number;
  /** How long the rest of a refused body is let pass, so that the client comes to read why. */
  readonly lingerMs: number;
  /** How long closing waits for what is under way. */
  readonly closeMs: number;
  /** Uploads in parts that nobody completed are removed after this, as a bucket's lifecycle rule does. */
  readonly abandonedMs: number;
}

export const storeLimits: StoreLimits = {
  headerBytes: 16 * 1024,
  connections: 512,
  headersMs: 10_000,
  idleMs: 30_000,
  keepAliveMs: 30_000,
  lingerMs: 5_000,
  closeMs: 3_000,
  abandonedMs: 24 * 60 * 60_000,
};
