import type { Instant } from '../shared/instant.ts';
import { Durations, Limits } from '../vocabulary/limits.ts';
import type { DeviceId, DeviceSign } from './device-sign.ts';
import type { Presence } from './presence.ts';
import { byAge, presenceOf } from './presence.ts';

/** What a user's watchers were last told. */
export interface ToldPresence extends Pick<Presence, 'status' | 'note' | 'expiresAt'> {
  readonly at: Instant;
}

/** What is stored of a user. */
export interface SignsOfUser {
  /** The last of each device. */
  readonly signs: readonly DeviceSign[];
  /** `null` for nothing yet. */
  readonly told: ToldPresence | null;
}

export const noSigns: SignsOfUser = { signs: [], told: null };

export interface JudgedSign {
  /** Newest first. */
  readonly before: readonly DeviceSign[];
  /** Newest first, with the new sign among them. */
  readonly after: readonly DeviceSign[];
  /** What watchers are to be told now; `null` for nothing. */
  readonly tell: ToldPresence | null;
  /** Devices beyond the twenty that a user may have. */
  readonly crowdedOut: readonly DeviceId[];
}

/**
 * What a new sign makes of a user's presence. `stored` is what was there at the moment the sign took its place, so that
 * signs of several devices are judged one after the other, each by the change that it made itself.
 *
 * Watchers are told of every change, also of one back to what they were told: another device may be telling them of what
 * was between. They are told again, without a change, in time before what they were told lapses at them.
 */
export function judgeSign({ signs, told }: SignsOfUser, sign: DeviceSign): JudgedSign {
  const others = byAge(signs.filter(({ deviceId }) => deviceId !== sign.deviceId));
  const before = newestSigns(signs);
  const after = byAge([sign, ...others.slice(0, Limits.devicesOfUser - 1)]);
  const [was, is] = [presenceOf(before, sign.at), presenceOf(after, sign.at)];
  const known = told !== null && looksLike(told, is) && looksLike(was, is) && !wantsRepeating(told, is, sign.at);
  return {
    before,
    after,
    tell: known ? null : { status: is.status, note: is.note, expiresAt: is.expiresAt, at: sign.at },
    crowdedOut: others.slice(Limits.devicesOfUser - 1).map(({ deviceId }) => deviceId),
  };
}

/** As many as a user may have, newest first. */
export const newestSigns = (signs: readonly DeviceSign[]): readonly DeviceSign[] =>
  byAge(signs).slice(0, Limits.devicesOfUser);

type Looks = Pick<Presence, 'status' | 'note'>;
const looksLike = (one: Looks, other: Looks): boolean => one.status === other.status && one.note === other.note;

/** Whether it was told long ago, or lapses before the next sign or two can be expected, while by now it lasts longer. */
const wantsRepeating = (told: ToldPresence, is: Presence, now: Instant): boolean =>
  now - told.at > Durations.presenceTold ||
  (told.expiresAt !== null && told.expiresAt - now < Durations.presenceTold && is.expiresAt !== told.expiresAt);
