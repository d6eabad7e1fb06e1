import type { Result } from '../../shared/result.ts';
import { refused } from '../../shared/result.ts';
import { CallLimits } from '../../vocabulary/call-limits.ts';
import { noTalking, readOnly } from '../../vocabulary/permissions.ts';
import type { CallAct, CallChange, CallDecision, CallHappening } from '../decision.ts';
import { actorNow, callFull, changed, consentRequired, notAllowed, nothing } from '../decision.ts';
import type { Arriving, Participant } from '../participants.ts';
import { presentIn, withParticipant } from '../participants.ts';
import { stepped } from '../phase.ts';
import { runningIn, withRecording } from '../recording.ts';
import type { VideoCallState } from '../state.ts';

export interface ComeIn extends Arriving {
  /** Whether they agree to being recorded, where the call is. */
  readonly consentsToRecording: boolean;
}

/**
 * Comes into a call. Someone who is in it with another client goes over to this one, which must have a name for that; the same
 * client that asks again after a lost answer changes nothing.
 * Refused: `CallNotFound`, `CallEnded`, `CallFull`, `ConsentRequired`, `NotAllowed`, `SessionReadOnly`.
 */
export const join =
  (wish: ComeIn): CallDecision =>
  (state, act) =>
    comingIn(state, act, wish);

/** As `join`, for those who were rung. Refused: `NotAllowed` to anyone else, too. */
export const accept =
  (wish: ComeIn): CallDecision =>
  (state, act) => {
    const actor = actorNow(state, act);
    if (!actor.ok) return actor;
    return state.invited.some(({ userId }) => userId === act.by)
      ? comingIn(state, act, wish)
      : refused(notAllowed('the caller was not rung'));
  };

function comingIn(state: VideoCallState, act: CallAct, wish: ComeIn): Result<CallChange | null> {
  const actor = actorNow(state, act);
  if (!actor.ok) return actor;
  const { userId } = actor.value;
  if (act.session.isClosed) return refused(noTalking);
  if (act.session.status !== 'ACTIVE') return refused(readOnly);
  const was = state.participants.find((one) => one.userId === userId);
  const isPresent = was?.leftAt === null;
  if (isPresent && !isAnother(was, wish)) return nothing;
  if (was?.isBarred === true) return refused(notAllowed('the caller was removed from this call'));
  const isFull =
    presentIn(state).length >= CallLimits.participants ||
    (was === undefined && state.participants.length >= CallLimits.attendees);
  if (isFull && !isPresent) return refused(callFull);
  const recording = runningIn(state);
  if (recording !== undefined && !wish.consentsToRecording) return refused(consentRequired);

  const answered = userId === state.startedBy ? undefined : stepped(state.phase, 'ANSWERED', act.at);
  const joined: CallHappening = { event: isPresent ? 'PARTICIPANT_MOVED' : 'PARTICIPANT_JOINED', userId };
  return changed({
    becomes: {
      ...(answered === undefined ? {} : { phase: answered }),
      participants: withParticipant(state, userId, wish, act.at),
      invited: state.invited.map((one) => (one.userId === userId ? { userId, answer: 'ACCEPTED' } : one)),
      ...(recording === undefined || recording.shownTo.includes(userId)
        ? {}
        : { recordings: withRecording(state, { ...recording, shownTo: [...recording.shownTo, userId] }) }),
    },
    happens: answered === undefined ? [joined] : [joined, { event: 'CALL_ANSWERED', userId }],
    restsOn: [actor.value],
  });
}

/** Whether someone comes with another client than the one that they are in the call with. */
const isAnother = (was: Participant, { clientId = null }: ComeIn): boolean =>
  clientId !== null && clientId !== was.clientId;
