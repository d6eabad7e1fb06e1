import { badInput } from '../../domain/chat-session/decision.ts';
import { pinMessage as deciding } from '../../domain/chat-session/decisions/pin-message.ts';
import { standingPins } from '../../domain/chat-session/pins.ts';
import type { Seq } from '../../domain/shared/ids.ts';
import { parseMessageId, positionOf } from '../../domain/shared/ids.ts';
import { parseMoment } from '../../domain/shared/instant.ts';
import { refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { answerChangeOfPin } from '../chat-sessions/answer-change-of-pin.ts';
import type { PinDependencies } from '../chat-sessions/answer-change-of-pin.ts';
import type { LogPosition, SessionChanges } from '../ports/session-changes.ts';
import { messageNotFound, refusedWhenBusy } from './refusals.ts';

/**
 * Keeps a message at hand, until a time where one is given. Nothing is pinned that is not there, or not any more; what was
 * deleted since it was pinned is not shown, and makes room where there is none.
 * Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `TooManyPins`, `BadInput`, `TryAgain`.
 */
export const pinMessage =
  (dependencies: PinDependencies): SessionChanges['pinMessage'] =>
  async ({ until: named, ...pin }) => {
    const until = named === null ? null : parseMoment(named);
    if (until === undefined) return refused(badInput('until is not a time'));
    const absence = async ({ sessionId, seq }: LogPosition) => {
      const entry = await dependencies.sessionLog.entryAt(sessionId, seq);
      return entry?.kind === 'MESSAGE' && entry.message.deletion === null ? undefined : messageNotFound;
    };
    const pinning = (deleted: readonly Seq[]) =>
      answerChangeOfPin(dependencies, pin, ({ seq }) => deciding(seq, until, deleted), absence);

    const answer = await pinning([]);
    const id = parseMessageId(pin.messageId);
    if (id === undefined) return answer;
    const message = positionOf(id);
    return refusedWhenBusy(async () => {
      if (answer.ok) {
        // What is pinned already may have been deleted since.
        const refusal = answer.value === null ? await absence(message) : undefined;
        return refusal === undefined ? answer : refused(refusal);
      }
      if (answer.refusal.code !== ErrorCode.TooManyPins) return answer;
      const gone = await gonePins(dependencies, message);
      return gone.length === 0 ? answer : pinning(gone);
    });
  };

/** Where pins are whose messages were deleted, or are no longer kept. What is gone stays so. @throws {StoreBusy} */
async function gonePins(
  { chatSessions, sessionLog, clock }: PinDependencies,
  { sessionId }: LogPosition,
): Promise<readonly Seq[]> {
  const session = await chatSessions.find(sessionId, []);
  const pins = standingPins(session?.changes().state.pins ?? [], clock.now());
  const pinned = pins.map(({ seq }) => seq);
  const entries = await sessionLog.entriesAt(sessionId, pinned);
  const there = entries.flatMap((entry) =>
    entry.kind === 'MESSAGE' && entry.message.deletion === null ? [entry.seq] : [],
  );
  return pinned.filter((seq) => !there.includes(seq));
}
