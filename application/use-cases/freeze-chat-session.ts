import { freeze } from '../../domain/chat-session/decisions/freeze.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Lets only those who moderate post for now. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`. */
export const freezeChatSession =
  (dependencies: SessionChangeDependencies): SessionChanges['freezeChatSession'] =>
  ({ user, sessionId }) =>
    answerChange(dependencies, { sessionId, by: user, decision: freeze });
