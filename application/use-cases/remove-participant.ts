import { removeParticipant as deciding } from '../../domain/video-call/decisions/rule-participant.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerChangeOfParticipant } from '../video-calls/answer-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/**
 * Takes someone out of a call for good. Refused: `CallNotFound`, `CallEnded`, `ParticipantNotFound`, `NotAllowed`, `TryAgain`.
 */
export const removeParticipant =
  (dependencies: CallDependencies): CallService['removeParticipant'] =>
  (wish) =>
    answerChangeOfParticipant(dependencies, wish, deciding);
