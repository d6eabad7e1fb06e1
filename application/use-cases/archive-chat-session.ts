import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Keeps a session for reading. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`. */
export const archiveChatSession =
  (dependencies: SessionChangeDependencies): SessionChanges['archiveChatSession'] =>
  ({ user, sessionId }) =>
    answerChange(dependencies, { sessionId, by: user, decision: archive });
