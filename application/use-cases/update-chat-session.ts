import { updateSession } from '../../domain/chat-session/decisions/update-session.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/**
 * Changes name, description, pictures or tags.
 * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`, `TryAgain`.
 */
export const updateChatSession =
  (dependencies: SessionChangeDependencies): SessionChanges['updateChatSession'] =>
  ({ user, sessionId, appearance }) =>
    answerChange(dependencies, { sessionId, by: user, decision: updateSession(appearance) });
