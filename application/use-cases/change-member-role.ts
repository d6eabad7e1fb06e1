import { noSuchMember } from '../../domain/chat-session/decision.ts';
import { changeMemberRole as deciding } from '../../domain/chat-session/decisions/change-member-role.ts';
import { answerChangeOfMember } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Gives a member another role. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `LastOwner`, `TryAgain`. */
export const changeMemberRole =
  (dependencies: SessionChangeDependencies): SessionChanges['changeMemberRole'] =>
  ({ role, ...member }) =>
    answerChangeOfMember(dependencies, member, noSuchMember, (target) => deciding(target, role));
