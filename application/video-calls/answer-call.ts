import type { CallId, UserId } from '../../domain/shared/ids.ts';
import { parseCallId, parseUserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { CallDecision } from '../../domain/video-call/decision.ts';
import { callNotFound, noSuchParticipant } from '../../domain/video-call/decision.ts';
import { refusalOfCallClientId } from '../../domain/vocabulary/identifiers.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { CallEntry, CallView } from '../ports/call-service.ts';
import { refusedWhenBusy } from '../use-cases/refusals.ts';
import type { ChangedCall } from './change-video-call.ts';
import { changeVideoCall } from './change-video-call.ts';
import type { CallDependencies } from './save-in-rounds.ts';
import { seatInCall } from './seat-in-call.ts';
import { viewOfCall } from './view-of-call.ts';

/** A wish about a call as it came: what names the call may be anything. */
export interface AskedCall {
  readonly user: UserId;
  readonly callId: string;
}

/** Why a client cannot be called so, or `undefined` where it can. */
export const refusalOfClient = ({ clientId = null }: { readonly clientId?: string | null }): Refusal | undefined =>
  clientId === null ? undefined : refusalOfCallClientId(clientId);

/** Runs something on a call that can be one. Refused: `CallNotFound`, `TryAgain`, and as `run` is. */
export const onCall = <Value>(callId: string, run: (id: CallId) => Promise<Result<Value>>): Promise<Result<Value>> =>
  refusedWhenBusy(async () => {
    const id = parseCallId(callId);
    return id === undefined ? refused(callNotFound) : run(id);
  });

/** Does it, and answers the call. Refused as the decision is, and `CallNotFound`, `TryAgain`. */
export const answerChangeOfCall = (
  dependencies: CallDependencies,
  { user, callId }: AskedCall,
  decision: CallDecision,
  about: readonly UserId[] = [],
): Promise<Result<CallView>> =>
  onCall(callId, async (id) => {
    const changed = await changeVideoCall(dependencies, { callId: id, by: user, about, decision });
    return changed.ok ? done(viewOf(changed.value)) : changed;
  });

/** As `answerChangeOfCall`, about one other participant. Refused: `ParticipantNotFound` for what can be no user's id, too. */
export async function answerChangeOfParticipant(
  dependencies: CallDependencies,
  { userId, ...asked }: AskedCall & { readonly userId: string },
  decide: (target: UserId) => CallDecision,
): Promise<Result<CallView>> {
  const target = parseUserId(userId);
  if (target === undefined) return refused(noSuchParticipant);
  return answerChangeOfCall(dependencies, asked, decide(target), [target]);
}

/** As `answerChangeOfCall`, with the seat of whoever came in. */
export const answerEntry = (
  dependencies: CallDependencies,
  { user, callId }: AskedCall,
  decision: CallDecision,
): Promise<Result<CallEntry>> =>
  onCall(callId, async (id) => {
    const changed = await changeVideoCall(dependencies, { callId: id, by: user, decision });
    return changed.ok ? entryOf(dependencies, changed.value, user) : changed;
  });

/** A call with the seat of someone who is in it. Refused as `seatInCall`. */
export async function entryOf(
  dependencies: CallDependencies,
  changed: ChangedCall,
  user: UserId,
): Promise<Result<CallEntry>> {
  const seat = await seatInCall(dependencies, changed, user);
  return seat.ok ? done({ call: viewOf(changed), seat: seat.value }) : seat;
}

export const viewOf = ({ call, version, session }: ChangedCall): CallView => viewOfCall(call.state, version, session);
