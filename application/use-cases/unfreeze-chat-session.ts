import { unfreeze } from '../../domain/chat-session/decisions/freeze.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Lets everyone who may post do so again. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`. */
export const unfreezeChatSession =
  (dependencies: SessionChangeDependencies): SessionChanges['unfreezeChatSession'] =>
  ({ user, sessionId }) =>
    answerChange(dependencies, { sessionId, by: user, decision: unfreeze });
