import { noSuchMember } from '../../domain/chat-session/decision.ts';
import { muteMember as deciding } from '../../domain/chat-session/decisions/mute-member.ts';
import { answerChangeOfMember } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Keeps a member from posting until a time. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `BadInput`, `TryAgain`. */
export const muteMember =
  (dependencies: SessionChangeDependencies): SessionChanges['muteMember'] =>
  ({ until, ...member }) =>
    answerChangeOfMember(dependencies, member, noSuchMember, (target) => deciding(target, until));
