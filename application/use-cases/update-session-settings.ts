import { updateSettings } from '../../domain/chat-session/decisions/update-settings.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Changes rules of a session. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`, `TryAgain`. */
export const updateSessionSettings =
  (dependencies: SessionChangeDependencies): SessionChanges['updateSessionSettings'] =>
  ({ user, sessionId, settings }) =>
    answerChange(dependencies, { sessionId, by: user, decision: updateSettings(settings) });
