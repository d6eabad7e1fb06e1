import type { Instant } from '../shared/instant.ts';
import type { CallId, SessionId, UserId } from '../shared/ids.ts';
import type { CallAnswer, CallMode } from '../vocabulary/calls.ts';
import type { Participant } from './participants.ts';
import type { Phase } from './phase.ts';
import type { Recording } from './recording.ts';

/** Someone who was rung. */
export interface Invited {
  readonly userId: UserId;
  readonly answer: CallAnswer;
}

export interface VideoCallState {
  readonly id: CallId;
  readonly sessionId: SessionId;
  /** In a DIRECT session: it is over when one of the two leaves. */
  readonly isPair: boolean;
  /** What the media go through; nobody guesses it, and only those in the call are told. */
  readonly channel: string;
  readonly startedBy: UserId;
  readonly mode: CallMode;
  readonly phase: Phase;
  readonly createdAt: Instant;
  /** Until then it rings. */
  readonly ringsUntil: Instant;
  readonly invited: readonly Invited[];
  /** Everyone who is or was in it, in the order in which they first came. */
  readonly participants: readonly Participant[];
  /** Oldest first; at most one of them runs. */
  readonly recordings: readonly Recording[];
}
