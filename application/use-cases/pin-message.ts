import { badInput } from '../../domain/chat-session/decision.ts';
import { pinMessage as deciding } from '../../domain/chat-session/decisions/pin-message.ts';
import { parseMoment } from '../../domain/shared/instant.ts';
import { refused } from '../../domain/shared/result.ts';
import { answerChangeOfPin } from '../chat-sessions/answer-change-of-pin.ts';
import type { PinDependencies } from '../chat-sessions/answer-change-of-pin.ts';
import type { SessionChanges } from '../ports/session-changes.ts';
import { messageNotFound } from './refusals.ts';

/**
 * Keeps a message at hand, until a time where one is given. Nothing is pinned that is not there, or not any more.
 * Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `TooManyPins`, `BadInput`, `TryAgain`.
 */
export const pinMessage =
  (dependencies: PinDependencies): SessionChanges['pinMessage'] =>
  async ({ until: named, ...pin }) => {
    const until = named === null ? null : parseMoment(named);
    if (until === undefined) return refused(badInput('until is not a time'));
    return answerChangeOfPin(
      dependencies,
      pin,
      ({ seq }) => deciding(seq, until),
      async ({ sessionId, seq }) => {
        const entry = await dependencies.sessionLog.entryAt(sessionId, seq);
        return entry?.kind === 'MESSAGE' && entry.message.deletion === null ? undefined : messageNotFound;
      },
    );
  };
