import { muteParticipant as deciding } from '../../domain/video-call/decisions/rule-participant.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerChangeOfParticipant } from '../video-calls/answer-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/**
 * Switches someone's microphone off. Refused: `CallNotFound`, `CallEnded`, `ParticipantNotFound`, `NotAllowed`, `TryAgain`.
 */
export const muteParticipant =
  (dependencies: CallDependencies): CallService['muteParticipant'] =>
  (wish) =>
    answerChangeOfParticipant(dependencies, wish, deciding);
