import { accept } from '../../domain/video-call/decisions/come-in.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerEntry } from '../video-calls/answer-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/**
 * Takes a call that rings for the caller. Refused: `CallNotFound`, `CallEnded`, `CallFull`, `ConsentRequired`, `NotAllowed`,
 * `SessionReadOnly`, `TryAgain`.
 */
export const acceptCall =
  (dependencies: CallDependencies): CallService['acceptCall'] =>
  (wish) =>
    answerEntry(dependencies, wish, accept(wish));
