import type { Instant } from '../shared/instant.ts';
import { later } from '../shared/instant.ts';
import { Durations } from '../vocabulary/limits.ts';
import { PresenceStatus, presencePrecedence } from '../vocabulary/presence.ts';
import type { DeviceSign } from './device-sign.ts';

/** What others see of a user. */
export interface Presence {
  readonly status: PresenceStatus;
  readonly note: string | null;
  /** When any device was last heard of, whatever it said; `null` for never. */
  readonly lastSeenAt: Instant | null;
  /** When they are OFFLINE unless a device gives a sign before; `null` for OFFLINE. */
  readonly expiresAt: Instant | null;
}

/** What is known of someone of whom nothing is known, or nothing may be. */
export const unseen: Presence = { status: PresenceStatus.OFFLINE, note: null, lastSeenAt: null, expiresAt: null };

/** A sign is void from this moment on. */
const voidAt = ({ at }: DeviceSign): Instant => later(at, Durations.presence);

/** A user's presence by the signs of all of their devices: the weightiest live status, and the newest live note. */
export function presenceOf(signs: readonly DeviceSign[], now: Instant): Presence {
  const newestFirst = byAge(signs);
  const live = newestFirst.filter((sign) => now < voidAt(sign));
  const status =
    presencePrecedence.find((weighty) => live.some((sign) => sign.status === weighty)) ?? PresenceStatus.OFFLINE;
  const lasting = live.find((sign) => sign.status !== PresenceStatus.OFFLINE);
  return {
    status,
    note: live.find(({ note }) => note !== null)?.note ?? null,
    lastSeenAt: newestFirst[0]?.at ?? null,
    expiresAt: lasting === undefined ? null : voidAt(lasting),
  };
}

/** Newest first; of one moment, in order of the device ids. */
export const byAge = (signs: readonly DeviceSign[]): readonly DeviceSign[] =>
  [...signs].sort((a, b) => b.at - a.at || (a.deviceId < b.deviceId ? -1 : 1));
