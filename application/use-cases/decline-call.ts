import { decline } from '../../domain/video-call/decisions/decline.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerChangeOfCall } from '../video-calls/answer-call.ts';
import type { AnsweringDependencies } from '../video-calls/stop-ringing.ts';
import { stopRinging } from '../video-calls/stop-ringing.ts';

/** Does not take a call. Refused: `CallNotFound`, `CallEnded`, `NotAllowed`, `TryAgain`. */
export const declineCall =
  (dependencies: AnsweringDependencies): CallService['declineCall'] =>
  async (wish) => {
    const answered = await answerChangeOfCall(dependencies, wish, decline);
    if (answered.ok) await stopRinging(dependencies, wish.user, answered.value);
    return answered;
  };
