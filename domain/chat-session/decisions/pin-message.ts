import type { Instant } from '../../shared/instant.ts';
import { toIso } from '../../shared/instant.ts';
import type { Seq } from '../../shared/ids.ts';
import { refused } from '../../shared/result.ts';
import { ErrorCode } from '../../vocabulary/error-codes.ts';
import { Limits } from '../../vocabulary/limits.ts';
import type { Decision } from '../decision.ts';
import { allowedActorNow, badInput, changed, nothing } from '../decision.ts';
import { standingPins } from '../pins.ts';

/**
 * Keeps the message at `seq` at hand, until a time where one is given; pinned again with another time, it is kept until
 * that. Pins whose time is over make room, and so do those of the messages at `deleted`. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`, `TooManyPins`.
 */
export const pinMessage =
  (seq: Seq, until: Instant | null, deleted: readonly Seq[] = []): Decision =>
  (state, act) => {
    const actor = allowedActorNow(state, act, 'PIN');
    if (!actor.ok) return actor;
    if (until !== null && until <= act.at) return refused(badInput('until is not a time to come'));
    const standing = standingPins(state.pins, act.at);
    if (standing.some((pin) => pin.seq === seq && pin.until === until)) return nothing;
    const others = standing.filter((pin) => pin.seq !== seq && !deleted.includes(pin.seq));
    if (others.length >= Limits.pins) {
      const why = `the session has ${Limits.pins} pins`;
      return refused({ code: ErrorCode.TooManyPins, why, info: { limit: Limits.pins } });
    }
    const pin = { seq, pinnedBy: actor.value.userId, pinnedAt: act.at, until };
    return changed({
      becomes: { pins: [pin, ...others] },
      tells: { event: 'MESSAGE_PINNED', messageSeq: seq, until: until === null ? null : toIso(until) },
    });
  };

/** Takes a pin away. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`. */
export const unpinMessage =
  (seq: Seq): Decision =>
  (state, act) => {
    const actor = allowedActorNow(state, act, 'PIN');
    if (!actor.ok) return actor;
    const standing = standingPins(state.pins, act.at);
    const pins = standing.filter((pin) => pin.seq !== seq);
    return pins.length === standing.length
      ? nothing
      : changed({ becomes: { pins }, tells: { event: 'MESSAGE_UNPINNED', messageSeq: seq } });
  };
