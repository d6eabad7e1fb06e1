import type { Branded } from '../shared/branded.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/instant.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { displayNameOf } from '../vocabulary/display-name.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { isForeignId } from '../vocabulary/identifiers.ts';
import { Limits } from '../vocabulary/limits.ts';
import type { PresenceStatus } from '../vocabulary/presence.ts';
import { refusalOfPresenceNote, refusalOfSaidStatus } from '../vocabulary/presence.ts';

/** Names one of a user's devices, or a call that speaks for the user; only ever seen beside that user. */
export type DeviceId = Branded<string, 'DeviceId'>;

const isDeviceId = (value: string): value is DeviceId => isForeignId(value);

/** `undefined` for what is not 1 to 128 visible ASCII characters, or has a `#`. */
export const parseDeviceId = (value: string): DeviceId | undefined => (isDeviceId(value) ? value : undefined);

/** The last that was heard of one device. */
export interface DeviceSign {
  readonly deviceId: DeviceId;
  readonly status: PresenceStatus;
  /** The user's own words beside the status. */
  readonly note: string | null;
  readonly at: Instant;
}

/** What a client says of its device. */
export interface SayPresence {
  readonly deviceId: string;
  readonly status: PresenceStatus;
  /** Blank and `null` are no note. */
  readonly note: string | null;
}

/** What the ids begin with that calls speak for users by. */
const callPrefix = 'call:';

/** The sign of a call that someone is in, or is not in any more. */
export function signOfCall(callId: CallId, isIn: boolean, at: Instant): DeviceSign {
  const deviceId = parseDeviceId(`${callPrefix}${callId}`);
  if (deviceId === undefined) throw new Error(`unable to say who is in a call; ${callId} names no device`);
  return { deviceId, status: isIn ? 'IN_CALL' : 'OFFLINE', note: null, at };
}

/** The sign that a client's word is. Refused: `BadInput`. */
export function signOf({ deviceId: named, status, note }: SayPresence, at: Instant): Result<DeviceSign> {
  const deviceId = parseDeviceId(named);
  if (deviceId === undefined) {
    const why = `deviceId is not 1 to ${Limits.foreignIdLength} visible ASCII characters without #`;
    return refused({ code: ErrorCode.BadInput, why, info: { limit: Limits.foreignIdLength } });
  }
  if (deviceId.startsWith(callPrefix)) {
    return refused({ code: ErrorCode.BadInput, why: `device ids that begin with ${callPrefix} are those of calls` });
  }
  const refusal = refusalOfSaidStatus(status) ?? (note === null ? undefined : refusalOfPresenceNote(note));
  if (refusal !== undefined) return refused(refusal);
  return done({ deviceId, status, note: note === null ? null : displayNameOf(note), at });
}
