import { noSuchMember } from '../../domain/chat-session/decision.ts';
import { transferOwnership as deciding } from '../../domain/chat-session/decisions/transfer-ownership.ts';
import { answerChangeOfMember } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/** Makes a member an owner, and the caller an admin. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `TryAgain`. */
export const transferOwnership =
  (dependencies: SessionChangeDependencies): SessionChanges['transferOwnership'] =>
  (member) =>
    answerChangeOfMember(dependencies, member, noSuchMember, deciding);
