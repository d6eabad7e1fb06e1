import { end } from '../../domain/video-call/decisions/end.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerChangeOfCall } from '../video-calls/answer-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/** Ends a call for everyone. Refused: `CallNotFound`, `NotAllowed`, `TryAgain`. */
export const endCall =
  (dependencies: CallDependencies): CallService['endCall'] =>
  (wish) =>
    answerChangeOfCall(dependencies, wish, end);
