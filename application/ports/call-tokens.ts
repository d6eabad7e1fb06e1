import type { Instant } from '../../domain/shared/instant.ts';

/** A place in one channel. */
export interface Seat {
  readonly channel: string;
  /** The number that its holder has in the channel. */
  readonly uid: number;
}

/** What lets its holder into exactly one channel, as exactly one number, for an hour. */
export interface CallToken {
  readonly appId: string;
  readonly token: string;
  readonly expiresAt: Instant;
}

/** Lets participants into channels. Whether someone is a participant is for the caller to know. */
export interface CallTokens {
  /** `null` where calls go from browser to browser and there is nothing to be let into. */
  issue(seat: Seat, at: Instant): Promise<CallToken | null>;

  /**
   * Takes whoever holds a seat out of the channel and keeps them out for an hour, whatever token they still hold. At most
   * once by nature: an adapter tries again for a moment, and reports what it could not do.
   */
  expel(seat: Seat): Promise<void>;
}
