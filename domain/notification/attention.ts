import type { DeviceId } from '../presence/device-sign.ts';
import type { Instant } from '../shared/instant.ts';
import { later } from '../shared/instant.ts';
import type { Seq } from '../shared/ids.ts';
import { seqOf, seqZero } from '../shared/ids.ts';
import { NotificationDurations, NotificationLimits } from '../vocabulary/notifications.ts';

/**
 * What one user was told of one session lately, and what is held back from them.
 *
 * ```
 *             a push                       too many in a minute, or quiet hours
 *   CALM ────────────────▶ CALM   CALM ────────────────────────────────▶ HOLDING(dueAt)
 *                                   ▲                                      │  more: held too
 *                                   └──────── released, or all was read ───┘
 * ```
 * HOLDING is told by `dueAt`.
 */
export interface Attention {
  /** The last pushes, oldest first, at most `pushesInBurst`. */
  readonly recent: readonly Instant[];
  /** Positions of messages that are held back, at most `held`, and how many more there are. */
  readonly held: readonly Seq[];
  readonly heldMore: number;
  /** How many notifications are held back that are about no message. */
  readonly heldOthers: number;
  /** When what is held back is released; `null` while nothing is. */
  readonly dueAt: Instant | null;
  /** Devices that show something of the session, and the newest position that they do. */
  readonly shownOn: readonly DeviceId[];
  readonly shownSeq: Seq;
  /** The last e-mail, and how far the user had read then; `null` before the first. */
  readonly mailed: { readonly at: Instant; readonly readSeq: Seq } | null;
}

export const undisturbed: Attention = {
  recent: [],
  held: [],
  heldMore: 0,
  heldOthers: 0,
  dueAt: null,
  shownOn: [],
  shownSeq: seqZero,
  mailed: null,
};

/** What is to be told now, or held back. */
export interface Arrival {
  /** The position of the message; `null` for what is about none. */
  readonly seq: Seq | null;
  readonly now: Instant;
  /** When quiet hours are over that hold now. */
  readonly quietUntil: Instant | null;
  /** Whether many are gathered. */
  readonly gathers: boolean;
  /** Where it would be shown. */
  readonly devices: readonly DeviceId[];
}

/** Whether an arrival is told now, and what is known from then on. */
export function attend(
  attention: Attention,
  arrival: Arrival,
): { readonly tells: boolean; readonly attention: Attention } {
  const { now, quietUntil, gathers, devices } = arrival;
  const recent = inBurst(attention, now);
  const isFlood = gathers && recent.length >= NotificationLimits.pushesInBurst;
  if (quietUntil === null && attention.dueAt === null && !isFlood) {
    return { tells: true, attention: shownOn({ ...attention, recent: [...recent, now] }, arrival.seq, devices) };
  }
  const calmAt = later(recent[0] ?? now, NotificationDurations.burst);
  const dueAt = quietUntil ?? attention.dueAt ?? calmAt;
  return { tells: false, attention: { ...withHeld(attention, arrival.seq), recent, dueAt } };
}

const inBurst = ({ recent }: Attention, now: Instant): readonly Instant[] =>
  recent.filter((at) => now - at < NotificationDurations.burst).slice(-NotificationLimits.pushesInBurst);

function withHeld(attention: Attention, seq: Seq | null): Attention {
  if (seq === null) return { ...attention, heldOthers: attention.heldOthers + 1 };
  const held = [...attention.held, seq];
  const kept = held.slice(-NotificationLimits.held);
  return { ...attention, held: kept, heldMore: attention.heldMore + held.length - kept.length };
}

function shownOn(attention: Attention, seq: Seq | null, devices: readonly DeviceId[]): Attention {
  return {
    ...attention,
    shownOn: [...new Set([...attention.shownOn, ...devices])],
    shownSeq: seqOf(Math.max(attention.shownSeq, seq ?? 0)),
  };
}

/** What a digest says of a session. */
export interface HeldBack {
  readonly messages: number;
  readonly others: number;
}

/** What is still worth telling of what is held back: messages that are news. */
export function stillNews({ held, heldMore, heldOthers }: Attention, isNews: (seq: Seq) => boolean): HeldBack {
  const messages = held.filter(isNews).length;
  const [oldest] = held;
  // Those that are not known one by one are older than the others: read, where the oldest of these is.
  const areMoreNews = oldest !== undefined && isNews(oldest);
  return { messages: areMoreNews ? messages + heldMore : messages, others: heldOthers };
}

/** Nothing is held back any more; it was told now where `devices` are given. */
export function released(attention: Attention, now: Instant, devices: readonly DeviceId[]): Attention {
  const told = devices.length > 0;
  const empty = { ...attention, held: [], heldMore: 0, heldOthers: 0, dueAt: null };
  return told ? shownOn({ ...empty, recent: [now] }, attention.held.at(-1) ?? null, devices) : empty;
}

/** What is left once the user read up to a position, and the devices on which something is to be cleared. */
export function readUpTo(
  attention: Attention,
  seq: Seq,
): { readonly attention: Attention; readonly clears: readonly DeviceId[] } {
  const left = attention.held.filter((position) => position > seq);
  const held = left.length === attention.held.length ? attention.held : left;
  const heldMore = held.length === attention.held.length ? attention.heldMore : 0;
  const holdsNothing = held.length === 0 && heldMore === 0 && attention.heldOthers === 0;
  const isAllRead = seq >= attention.shownSeq;
  return {
    attention: {
      ...attention,
      held,
      heldMore,
      dueAt: holdsNothing ? null : attention.dueAt,
      shownOn: isAllRead ? [] : attention.shownOn,
    },
    clears: attention.shownOn,
  };
}

/** Whether an e-mail may go out: one a session until it is read, and at most one an hour. */
export const maySendEmail = ({ mailed }: Attention, readSeq: Seq, now: Instant): boolean =>
  mailed === null || (readSeq > mailed.readSeq && now - mailed.at >= NotificationDurations.emailPause);
