import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseSessionId, parseUserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { memberIn } from '../../domain/video-call/call-session.ts';
import { callInProgress } from '../../domain/video-call/decision.ts';
import { join } from '../../domain/video-call/decisions/come-in.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import { VideoCall } from '../../domain/video-call/video-call.ts';
import { CallLimits } from '../../domain/vocabulary/call-limits.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { CallEntry, CallService, InitiateCall } from '../ports/call-service.ts';
import type { ChatSessions } from '../ports/chat-sessions.ts';
import type { CallIds } from '../ports/ids.ts';
import { LiveCallExists } from '../ports/video-calls.ts';
import { entryOf, refusalOfClient } from '../video-calls/answer-call.ts';
import type { ChangedCall } from '../video-calls/change-video-call.ts';
import { changeVideoCall } from '../video-calls/change-video-call.ts';
import { lookAtCall } from '../video-calls/look-at-call.ts';
import type { RingDependencies } from '../video-calls/ring-call.ts';
import { ringCall } from '../video-calls/ring-call.ts';
import { saveInRounds } from '../video-calls/save-in-rounds.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

export interface InitiateCallDependencies extends RingDependencies {
  readonly chatSessions: Pick<ChatSessions, 'find'>;
  readonly callIds: CallIds;
}

const tooManyToRing: Refusal = {
  code: ErrorCode.BadInput,
  why: `the session has too many members to ring them all; name up to ${CallLimits.invites}`,
  info: { limit: CallLimits.invites },
};

/**
 * Starts a call in a session and rings others. Whoever started the call that goes on there already comes into it: asking again
 * after a lost answer starts nothing anew.
 * Refused: `SessionNotFound`, `SessionReadOnly`, `NotAllowed`, `Muted`, `BadInput`, `CallInProgress`, `TryAgain`.
 */
export function initiateCall(dependencies: InitiateCallDependencies): CallService['initiateCall'] {
  const { videoCalls, callIds, clock } = dependencies;

  /** Those who are to be rung. Refused: `BadInput`, `SessionNotFound`. */
  async function callees(sessionId: SessionId, { userIds }: InitiateCall): Promise<Result<readonly UserId[]>> {
    if (userIds !== null) return usersOf(userIds);
    const small = await dependencies.videoCalls.session(sessionId, []);
    if (small === undefined) return refused(sessionNotFound);
    if (small.memberCount > CallLimits.invites + 1) return refused(tooManyToRing);
    const session = await dependencies.chatSessions.find(sessionId);
    return session === undefined ? refused(sessionNotFound) : done(session.state.members.map(({ userId }) => userId));
  }

  async function start(
    sessionId: SessionId,
    wish: InitiateCall,
    rings: readonly UserId[],
  ): Promise<Result<ChangedCall>> {
    const { user: by, clientId = null, mode } = wish;
    return saveInRounds(dependencies, async () => {
      const session = await videoCalls.session(sessionId, [by, ...rings]);
      if (session === undefined || memberIn(session, by) === undefined) return refused(sessionNotFound);
      const names = { id: callIds.callId(), secret: callIds.callSecret() };
      const call = VideoCall.start({ ...names, session, by, clientId, mode, rings, at: clock.now() });
      return call.ok ? done({ call: call.value, session }) : call;
    });
  }

  /** The call that goes on, where the caller started it; `undefined` where none does any more. */
  async function goesOn(
    sessionId: SessionId,
    { user, clientId = null, mode }: InitiateCall,
  ): Promise<Result<ChangedCall> | undefined> {
    const live = await videoCalls.liveIn(sessionId);
    if (live === undefined) return undefined;
    const looked = await lookAtCall(dependencies, live, user);
    if (!looked.ok) return refused(sessionNotFound);
    const { phase, startedBy } = looked.value.call.state;
    if (isOver(phase)) return undefined;
    if (startedBy !== user) return refused(callInProgress);
    // Who asks for a call of their own agrees to what they have asked for in it.
    const wish = { clientId, microphone: true, camera: mode === 'VIDEO', consentsToRecording: true };
    return changeVideoCall(dependencies, { callId: live, by: user, decision: join(wish) });
  }

  async function startOrComeIn(sessionId: SessionId, wish: InitiateCall): Promise<Result<ChangedCall>> {
    const going = await goesOn(sessionId, wish);
    if (going !== undefined) return going;
    const rings = await callees(sessionId, wish);
    if (!rings.ok) return rings;
    try {
      const started = await start(sessionId, wish, rings.value);
      return started.ok ? await ringCall(dependencies, started.value) : started;
    } catch (error) {
      if (!(error instanceof LiveCallExists)) throw error;
      // Someone else was faster, or this very request: theirs is the one that goes on.
      return (await goesOn(sessionId, wish)) ?? refused(callInProgress);
    }
  }

  return (wish): Promise<Result<CallEntry>> =>
    refusedWhenBusy(async () => {
      const sessionId = parseSessionId(wish.sessionId);
      if (sessionId === undefined) return refused(sessionNotFound);
      const refusal = refusalOfClient(wish);
      if (refusal !== undefined) return refused(refusal);
      const changed = await startOrComeIn(sessionId, wish);
      return changed.ok ? entryOf(dependencies, changed.value, wish.user) : changed;
    });
}

function usersOf(userIds: readonly string[]): Result<readonly UserId[]> {
  const users = userIds.flatMap((userId) => parseUserId(userId) ?? []);
  if (users.length === userIds.length && users.length <= CallLimits.invites) return done(users);
  const why = `userIds names at most ${CallLimits.invites} users`;
  return refused({ code: ErrorCode.BadInput, why, info: { limit: CallLimits.invites } });
}
