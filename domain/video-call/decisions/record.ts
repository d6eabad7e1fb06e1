import { refused } from '../../shared/result.ts';
import { CallLimits } from '../../vocabulary/call-limits.ts';
import type { CallMember } from '../call-session.ts';
import type { CallAct, CallDecision } from '../decision.ts';
import { actorNow, changed, hasSay, noRecording, notAllowed, nothing } from '../decision.ts';
import { presentAs, presentIn } from '../participants.ts';
import type { Recording } from '../recording.ts';
import { nextCheck, progressed, runningIn, stoppingIn, withRecording } from '../recording.ts';
import type { VideoCallState } from '../state.ts';
import { tellsRecording } from './follow-recording.ts';

/**
 * Asks for a recording, which everyone who is in the call is shown from now on; of one that runs nothing changes.
 * Refused: `CallNotFound`, `CallEnded`, `NotAllowed` to whoever has no say over the call, `RecordingUnavailable` while nobody
 * has answered, while another one is being stopped, and after ten.
 */
export const requestRecording: CallDecision = (state, act) => {
  const actor = actorNow(state, act);
  if (!actor.ok) return actor;
  if (!mayRecord(state, act, actor.value)) {
    return refused(notAllowed('only those who started or moderate a call record it'));
  }
  if (state.phase.state !== 'ACTIVE') return refused(noRecording('nobody has answered'));
  if (runningIn(state) !== undefined) return nothing;
  if (stoppingIn(state) !== undefined) return refused(noRecording('the one before is still being stopped'));
  if (state.recordings.length >= CallLimits.recordings) {
    return refused(noRecording(`a call is recorded ${CallLimits.recordings} times at most`));
  }
  const asked: Recording = {
    number: state.recordings.length + 1,
    requestedBy: actor.value.userId,
    requestedAt: act.at,
    shownTo: presentIn(state).map(({ userId }) => userId),
    progress: { state: 'STARTING', resourceId: null },
    checkAt: null,
  };
  const recording = { ...asked, checkAt: nextCheck(asked, act.at) };
  return changed({
    becomes: { recordings: [...state.recordings, recording] },
    happens: [tellsRecording],
    restsOn: [actor.value],
  });
};

/** Asks for the end of what is being recorded; where nothing is, nothing changes. Refused as `requestRecording`. */
export const requestStop: CallDecision = (state, act) => {
  const actor = actorNow(state, act);
  if (!actor.ok) return actor;
  if (!mayRecord(state, act, actor.value)) {
    return refused(notAllowed('only those who started or moderate a call stop its recording'));
  }
  const recording = runningIn(state);
  if (recording === undefined) return nothing;
  const { progress } = recording;
  if (progress.state !== 'RECORDING') return refused(noRecording('it has not begun yet'));
  return changed({
    becomes: { recordings: withRecording(state, progressed(recording, { ...progress, state: 'STOPPING' }, act.at)) },
    happens: [tellsRecording],
    restsOn: [actor.value],
  });
};

const mayRecord = (state: VideoCallState, { session }: CallAct, actor: CallMember): boolean =>
  hasSay(state, session, actor) || (state.isPair && presentAs(state, actor.userId) !== undefined);
