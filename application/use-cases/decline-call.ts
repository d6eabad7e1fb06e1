import { decline } from '../../domain/video-call/decisions/decline.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerChangeOfCall } from '../video-calls/answer-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/** Does not take a call. Refused: `CallNotFound`, `CallEnded`, `NotAllowed`, `TryAgain`. */
export const declineCall =
  (dependencies: CallDependencies): CallService['declineCall'] =>
  (wish) =>
    answerChangeOfCall(dependencies, wish, decline);
