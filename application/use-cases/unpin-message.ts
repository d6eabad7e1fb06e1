import { unpinMessage as deciding } from '../../domain/chat-session/decisions/pin-message.ts';
import { answerChangeOfPin } from '../chat-sessions/answer-change-of-pin.ts';
import type { PinDependencies } from '../chat-sessions/answer-change-of-pin.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Takes a pin away. Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`. */
export const unpinMessage =
  (dependencies: PinDependencies): SessionChanges['unpinMessage'] =>
  (pin) =>
    answerChangeOfPin(dependencies, pin, ({ seq }) => deciding(seq));
