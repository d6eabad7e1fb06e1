import { changeMedia } from '../../domain/video-call/decisions/change-media.ts';
import type { CallService } from '../ports/call-service.ts';
import { answerChangeOfCall } from '../video-calls/answer-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/**
 * Switches microphone, camera and screen, and raises or lowers the hand. Refused: `CallNotFound`, `CallEnded`, `NotInCall`,
 * `ScreenTaken`, `TryAgain`.
 */
export const updateCallMedia =
  (dependencies: CallDependencies): CallService['updateCallMedia'] =>
  ({ media, ...asked }) =>
    answerChangeOfCall(dependencies, asked, changeMedia(media));
