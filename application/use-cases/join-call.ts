import { join } from '../../domain/video-call/decisions/come-in.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerEntry } from '../video-calls/answer-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/**
 * Comes into a call, rung or not. Refused: `CallNotFound`, `CallEnded`, `CallFull`, `ConsentRequired`, `NotAllowed`,
 * `SessionReadOnly`, `TryAgain`.
 */
export const joinCall =
  (dependencies: CallDependencies): CallService['joinCall'] =>
  (wish) =>
    answerEntry(dependencies, wish, join(wish));
