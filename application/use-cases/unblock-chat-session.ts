import { unblock } from '../../domain/chat-session/decisions/block.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Opens a blocked session again, for operators. Refused: `SessionNotFound`, `TryAgain`. */
export const unblockChatSession =
  (dependencies: SessionChangeDependencies): SessionChanges['unblockChatSession'] =>
  ({ sessionId }) =>
    answerChange(dependencies, { sessionId, by: systemSender, decision: unblock });
