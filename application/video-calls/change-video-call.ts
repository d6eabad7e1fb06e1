import type { CallId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { CallSession } from '../../domain/video-call/call-session.ts';
import type { CallAct, CallDecision } from '../../domain/video-call/decision.ts';
import { callNotFound } from '../../domain/video-call/decision.ts';
import { review } from '../../domain/video-call/decisions/review.ts';
import { dueOf } from '../../domain/video-call/due.ts';
import { presentIn } from '../../domain/video-call/participants.ts';
import { qualityOf } from '../../domain/video-call/quality.ts';
import type { VideoCall } from '../../domain/video-call/video-call.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import type { CallDependencies, DecidedCall, SavedCall } from './save-in-rounds.ts';
import { saveInRounds } from './save-in-rounds.ts';

/** One decision about a call. */
export interface CallActing {
  readonly callId: CallId;
  readonly by: CallAct['by'];
  /** Besides whoever acts, and those in the call. */
  readonly about?: readonly UserId[];
  readonly decision: CallDecision;
}

/** A call after a decision, with its session as the decision saw it. */
export interface ChangedCall extends SavedCall {
  readonly session: CallSession;
}

/**
 * Decides about a call as it stands, saves what was decided, and tells whoever listens. What time made of the call is decided
 * and saved before: who takes a call that rang out is told that it is over, whether or not anyone looked at the clock.
 * Refused: as the decision is, and `CallNotFound` where there is none.
 * @throws {ConcurrentCallChange} when no round came through.
 * @throws {StoreBusy}
 */
export function changeVideoCall(dependencies: CallDependencies, acting: CallActing): Promise<Result<ChangedCall>> {
  const { videoCalls, clock } = dependencies;
  const { callId, by, about = [], decision } = acting;

  const decided = async (
    found: VideoCall | undefined,
    { by: actor, decision: judge }: Pick<CallActing, 'by' | 'decision'>,
  ): Promise<Result<DecidedCall & { readonly session: CallSession }>> => {
    if (found === undefined) return refused(callNotFound);
    const people = [...presentIn(found.state).map(({ userId }) => userId), ...about];
    const users = actor === systemSender ? people : [actor, ...people];
    const session = await videoCalls.session(found.state.sessionId, users);
    if (session === undefined) return refused(callNotFound);
    const call = found.decide(judge, { by: actor, at: clock.now(), session });
    return call.ok ? done({ call: await toldWhole(dependencies, call.value), session }) : call;
  };
  const reviewed = () =>
    saveInRounds(dependencies, async () =>
      decided(await videoCalls.find(callId), { by: systemSender, decision: review }),
    );

  return saveInRounds(dependencies, async () => {
    const found = await videoCalls.find(callId);
    if (found === undefined || decision === review || !isOverdue(found, clock.now())) {
      return decided(found, { by, decision });
    }
    const inTime = await reviewed();
    return inTime.ok ? decided(await videoCalls.find(callId), { by, decision }) : inTime;
  });
}

const isOverdue = ({ state }: VideoCall, now: number): boolean => {
  const due = dueOf(state);
  return due !== null && due <= now;
};

/** A call that is over now is told with what its participants reported. */
async function toldWhole({ videoCalls }: Pick<CallDependencies, 'videoCalls'>, call: VideoCall): Promise<VideoCall> {
  if (!call.tellsOutcome) return call;
  const quality = qualityOf(await videoCalls.quality(call.id));
  return quality === undefined ? call : call.toldWith(quality.averages);
}
