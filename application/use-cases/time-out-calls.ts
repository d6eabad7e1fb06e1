import type { CallId } from '../../domain/shared/ids.ts';
import { CallLimits } from '../../domain/vocabulary/call-limits.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import { reschedule, review } from '../../domain/video-call/decisions/review.ts';
import { ConcurrentCallChange } from '../ports/video-calls.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { changeVideoCall } from '../video-calls/change-video-call.ts';
import type { RecordingDependencies } from '../video-calls/recording-dependencies.ts';
import type { RingDependencies } from '../video-calls/ring-call.ts';
import { ringCall } from '../video-calls/ring-call.ts';
import { reconcileRecordings } from './reconcile-recordings.ts';

/** What a look at the clock found. */
export interface TimedOut {
  /** Calls that were due. */
  readonly due: number;
  /** Of these, those to be looked at again by the next one. */
  readonly left: number;
}

/**
 * Looks at every call that is due: rings once more where it is not known that anyone was told, lets time have made of it what
 * it has, asks after its recordings. One that cannot be looked at now holds up no other. Run by a schedule.
 */
export const timeOutCalls = (dependencies: RingDependencies & RecordingDependencies) => async (): Promise<TimedOut> => {
  const ids = await dependencies.videoCalls.due(dependencies.clock.now(), CallLimits.dueAtOnce);
  let left = 0;
  for (const id of ids) if (!(await hasLookedAt(dependencies, id))) left += 1;
  return { due: ids.length, left };
};

async function hasLookedAt(dependencies: RingDependencies & RecordingDependencies, id: CallId): Promise<boolean> {
  const look = (decision: typeof review) => changeVideoCall(dependencies, { callId: id, by: systemSender, decision });
  try {
    const reviewed = await look(review);
    if (!reviewed.ok) return true;
    if (reviewed.value.call.state.phase.state === 'INITIATED') await ringCall(dependencies, reviewed.value);
    await reconcileRecordings(dependencies)(id);
    // Those who are in it were heard of since: the next look is later.
    await look(reschedule);
    return true;
  } catch (error) {
    if (error instanceof StoreBusy || error instanceof ConcurrentCallChange) return false;
    throw error;
  }
}
