import type { Instant } from '../shared/instant.ts';
import { later } from '../shared/instant.ts';
import type { CallId, UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { CallDurations, CallLimits } from '../vocabulary/call-limits.ts';
import type { CallMode } from '../vocabulary/calls.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { refusalOfPosting } from '../vocabulary/permissions.ts';
import type { CallMember, CallSession } from './call-session.ts';
import { memberIn } from './call-session.ts';
import { channelOf } from './channel.ts';
import { callNotFound } from './decision.ts';
import { withParticipant } from './participants.ts';
import type { VideoCallState } from './state.ts';

export interface StartVideoCall {
  readonly id: CallId;
  /** What makes the channel's name unguessable: 22 characters of base64url. */
  readonly secret: string;
  readonly session: CallSession;
  readonly by: UserId;
  /** What the starter's client calls itself; left out or `null` where it has no name. */
  readonly clientId?: string | null;
  readonly mode: CallMode;
  /** Whom it rings, of the members: the starter and strangers among them are passed over. */
  readonly rings: readonly UserId[];
  readonly at: Instant;
}

/** A call as it begins, with its starter in it, and whose being a member it rests on. */
export interface StartedCall {
  readonly state: VideoCallState;
  readonly starter: CallMember;
}

/** Refused: `CallNotFound` to a stranger, `SessionReadOnly`, `NotAllowed`, `Muted`, `BadInput`. */
export function startedCall(wish: StartVideoCall): Result<StartedCall> {
  const { id, secret, session, by, clientId = null, mode, rings, at } = wish;
  const starter = memberIn(session, by);
  if (starter === undefined) return refused(callNotFound);
  const refusal = refusalOfPosting(session, starter, at);
  if (refusal !== undefined) return refused(refusal);
  const called = [...new Set(rings)].filter((user) => user !== by && memberIn(session, user) !== undefined);
  if (called.length === 0 || called.length > CallLimits.invites) {
    const why = `a call rings 1 to ${CallLimits.invites} other members of the session`;
    return refused({ code: ErrorCode.BadInput, why, info: { limit: CallLimits.invites } });
  }
  const arriving = { microphone: true, camera: mode === 'VIDEO', clientId };
  const state: VideoCallState = {
    id,
    sessionId: session.id,
    isPair: session.kind === 'DIRECT',
    channel: channelOf(id, secret),
    startedBy: by,
    mode,
    phase: { state: 'INITIATED' },
    createdAt: at,
    ringsUntil: later(at, CallDurations.ring),
    invited: called.map((userId) => ({ userId, answer: 'PENDING' })),
    participants: withParticipant({ participants: [] }, by, arriving, at),
    recordings: [],
  };
  return done({ state, starter });
}
