import { parseMessageId, positionOf } from '../../domain/shared/ids.ts';
import { refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { ChangeAnswer, ChangeOfPin, LogPosition } from '../ports/session-changes.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { messageNotFound } from '../use-cases/refusals.ts';
import { answerChange } from './answer-change.ts';
import type { SessionAct, SessionChangeDependencies } from './change-chat-session.ts';

export interface PinDependencies extends SessionChangeDependencies {
  readonly sessionLog: Pick<SessionLog, 'reserve' | 'seal' | 'entryAt' | 'entriesAt'>;
}

/**
 * As `answerChange`, about a message: a message of a session that the caller is not in is one that does not exist.
 * @param admit is asked once, before anything is changed.
 */
export async function answerChangeOfPin(
  dependencies: PinDependencies,
  { user, messageId }: ChangeOfPin,
  decide: (message: LogPosition) => SessionAct['decision'],
  admit: (message: LogPosition) => Promise<Refusal | undefined> = async () => undefined,
): ChangeAnswer {
  const id = parseMessageId(messageId);
  if (id === undefined) return refused(messageNotFound);
  const message = positionOf(id);
  const answer = await answerChange(dependencies, {
    sessionId: message.sessionId,
    by: user,
    decision: decide(message),
    admit: () => admit(message),
  });
  const isHidden = !answer.ok && answer.refusal.code === ErrorCode.SessionNotFound;
  return isHidden ? refused(messageNotFound) : answer;
}
