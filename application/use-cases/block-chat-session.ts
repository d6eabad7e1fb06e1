import { block } from '../../domain/chat-session/decisions/block.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Closes a session, for operators: nobody posts and nobody listens. Refused: `SessionNotFound`, `TryAgain`. */
export const blockChatSession =
  (dependencies: SessionChangeDependencies): SessionChanges['blockChatSession'] =>
  ({ sessionId }) =>
    answerChange(dependencies, { sessionId, by: systemSender, decision: block });
