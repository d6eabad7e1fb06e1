import { refused } from '../../domain/shared/result.ts';
import { join } from '../../domain/video-call/decisions/come-in.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerEntry, refusalOfClient } from '../video-calls/answer-call.ts';
import type { AnsweringDependencies } from '../video-calls/stop-ringing.ts';
import { stopRinging } from '../video-calls/stop-ringing.ts';

/**
 * Comes into a call, rung or not. Refused: `BadInput`, `CallNotFound`, `CallEnded`, `CallFull`, `ConsentRequired`, `NotAllowed`,
 * `SessionReadOnly`, `TryAgain`.
 */
export const joinCall =
  (dependencies: AnsweringDependencies): CallService['joinCall'] =>
  async (wish) => {
    const refusal = refusalOfClient(wish);
    if (refusal !== undefined) return refused(refusal);
    const answered = await answerEntry(dependencies, wish, join(wish));
    if (answered.ok) await stopRinging(dependencies, wish.user, answered.value.call);
    return answered;
  };
