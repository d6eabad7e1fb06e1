import { unarchive } from '../../domain/chat-session/decisions/archive.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Takes entries in an archived session again. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`. */
export const unarchiveChatSession =
  (dependencies: SessionChangeDependencies): SessionChanges['unarchiveChatSession'] =>
  ({ user, sessionId }) =>
    answerChange(dependencies, { sessionId, by: user, decision: unarchive });
