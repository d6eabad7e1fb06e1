import type { Instant } from '../shared/instant.ts';
import type { Seq, UserId } from '../shared/ids.ts';

/** A message that is kept at hand. */
export interface Pin {
  /** The position of the message. */
  readonly seq: Seq;
  readonly pinnedBy: UserId;
  readonly pinnedAt: Instant;
  /** `null` for no end. */
  readonly until: Instant | null;
}

/** Those whose time is not over. */
export const standingPins = (pins: readonly Pin[], now: Instant): readonly Pin[] =>
  pins.filter(({ until }) => until === null || until > now);
