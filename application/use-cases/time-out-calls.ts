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

type TimeOutDependencies = RingDependencies & RecordingDependencies;

/**
 * Looks at every call that is due: rings once more where it is not known that anyone was told, lets time have made of it what
 * it has, asks after its recordings. One that cannot be looked at now holds up no other. Run by a schedule.
 *
 * The recordings come last and at once: a service that records and does not answer keeps nobody in a call that is over.
 */
export const timeOutCalls = (dependencies: TimeOutDependencies) => async (): Promise<TimedOut> => {
  const due = await dependencies.videoCalls.due(dependencies.clock.now(), CallLimits.dueAtOnce);
  const reviewed: CallId[] = [];
  for (const id of due) if (await isDone(() => reviewCall(dependencies, id))) reviewed.push(id);
  const settled = await Promise.all(reviewed.map((id) => isDone(() => settleCall(dependencies, id))));
  return { due: due.length, left: due.length - settled.filter(Boolean).length };
};

async function reviewCall(dependencies: TimeOutDependencies, id: CallId): Promise<void> {
  const reviewed = await look(dependencies, id, review);
  if (reviewed.ok && reviewed.value.call.state.phase.state === 'INITIATED')
    await ringCall(dependencies, reviewed.value);
}

async function settleCall(dependencies: TimeOutDependencies, id: CallId): Promise<void> {
  await reconcileRecordings(dependencies)(id);
  // Those who are in it were heard of since: the next look is later.
  await look(dependencies, id, reschedule);
}

const look = (dependencies: TimeOutDependencies, callId: CallId, decision: typeof review) =>
  changeVideoCall(dependencies, { callId, by: systemSender, decision });

/** Whether it could be done now. */
async function isDone(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof StoreBusy || error instanceof ConcurrentCallChange) return false;
    throw error;
  }
}
