import { noSuchMember } from '../../domain/chat-session/decision.ts';
import { removeMember as deciding } from '../../domain/chat-session/decisions/remove-member.ts';
import { answerChangeOfMember } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Ends a membership. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `TryAgain`. */
export const removeMember =
  (dependencies: SessionChangeDependencies): SessionChanges['removeMember'] =>
  (member) =>
    answerChangeOfMember(dependencies, member, noSuchMember, deciding);
