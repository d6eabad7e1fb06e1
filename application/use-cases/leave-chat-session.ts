import { leave } from '../../domain/chat-session/decisions/leave.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Leaves a session. Refused: `SessionNotFound`, `NotAllowed` in a DIRECT session, `LastOwner`, `TryAgain`. */
export const leaveChatSession =
  (dependencies: SessionChangeDependencies): SessionChanges['leaveChatSession'] =>
  ({ user, sessionId }) =>
    answerChange(dependencies, { sessionId, by: user, decision: leave(user) });
