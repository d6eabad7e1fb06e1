import { noSuchMember } from '../../domain/chat-session/decision.ts';
import { unmuteMember as deciding } from '../../domain/chat-session/decisions/mute-member.ts';
import { answerChangeOfMember } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Lets a muted member post again. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `TryAgain`. */
export const unmuteMember =
  (dependencies: SessionChangeDependencies): SessionChanges['unmuteMember'] =>
  (member) =>
    answerChangeOfMember(dependencies, member, noSuchMember, deciding);
