import { leaveWith } from '../../domain/video-call/decisions/leave.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerChangeOfCall } from '../video-calls/answer-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/** Leaves a call; the last one ends it. A client whose place another one took leaves nothing. Refused: `CallNotFound`, `TryAgain`. */
export const leaveCall =
  (dependencies: CallDependencies): CallService['leaveCall'] =>
  (wish) =>
    answerChangeOfCall(dependencies, wish, leaveWith(wish.clientId ?? null));
