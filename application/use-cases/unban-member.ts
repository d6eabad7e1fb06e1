import { noUserId } from '../../domain/chat-session/decision.ts';
import { unbanMember as deciding } from '../../domain/chat-session/decisions/unban-member.ts';
import { answerChangeOfMember } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Lets a banned user join again. Refused: `SessionNotFound`, `NotAllowed`, `BadInput`, `TryAgain`. */
export const unbanMember =
  (dependencies: SessionChangeDependencies): SessionChanges['unbanMember'] =>
  (member) =>
    answerChangeOfMember(dependencies, member, noUserId, deciding);
