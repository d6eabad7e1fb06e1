import { noUserId } from '../../domain/chat-session/decision.ts';
import { banMember as deciding } from '../../domain/chat-session/decisions/ban-member.ts';
import { answerChangeOfMember } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Ends a membership, if there is one, and keeps the user out. Refused: `SessionNotFound`, `NotAllowed`, `BadInput`, `TryAgain`. */
export const banMember =
  (dependencies: SessionChangeDependencies): SessionChanges['banMember'] =>
  ({ reason, ...member }) =>
    answerChangeOfMember(dependencies, member, noUserId, (target) => deciding(target, reason));
