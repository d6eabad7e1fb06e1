import type { DeviceId } from '../presence/device-sign.ts';
import type { Instant } from '../shared/instant.ts';
import type { CallId, Seq, SessionId, UserId } from '../shared/ids.ts';
import { messageIdOf } from '../shared/ids.ts';

/**
 * That a user is told of something, once on each device.
 *
 * ```
 *   (nothing) ──opened──▶ OPEN(lease) ──a device was told, or is no more──▶ OPEN, one device fewer
 *                          │   ▲                                              │
 *                          │   └─── leased again: the lease ran out, or       │ nobody is left
 *                          │        whoever had it gave it back               ▼
 *                          └────────────────────────────────────────────▶  SETTLED
 * ```
 * Whoever has the lease is the only one to send. Who dies after sending and before saying so leaves the device in the notice: it is
 * told again by the next one, with the same collapse id, so that it shows one.
 */
export interface Notice {
  readonly user: UserId;
  /** What it is about, the same however often that is told. */
  readonly id: string;
  /** Who is still to be told. */
  readonly devices: readonly DeviceId[];
  /** Whether an e-mail is still to be sent. */
  readonly mails: boolean;
  /** Until when one worker has it for itself. */
  readonly leasedUntil: Instant;
  /** Of a digest: what it counts. */
  readonly digest: readonly DigestPart[];
}

export interface DigestPart {
  readonly sessionId: SessionId;
  readonly messages: number;
  readonly others: number;
}

export const isSettled = ({ devices, mails }: Pick<Notice, 'devices' | 'mails'>): boolean =>
  devices.length === 0 && !mails;

/** Ids of notices. User ids are no part of them: a notice is kept beside its user. */
export const noticeOfMessage = (sessionId: SessionId, seq: Seq): string => messageIdOf(sessionId, seq);
/** @param event of the stream, whose id is always the same. */
export const noticeOfEvent = (event: string): string => `event.${event}`;
/** That a call rings, and that it does not any more. */
export const noticeOfRing = (callId: CallId): string => `ring.${callId}`;
export const noticeOfRingOver = (callId: CallId): string => `ring-over.${callId}`;
/** What is told more than once of the same has a turn: another one begins when the one before is settled. */
export const noticeOfReading = (sessionId: SessionId, upTo: Seq, turn: number): string =>
  `read.${messageIdOf(sessionId, upTo)}.${turn}`;
export const noticeOfDigest = (at: Instant, turn: number): string => `digest.${at}.${turn}`;
