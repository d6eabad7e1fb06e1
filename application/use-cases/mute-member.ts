import { badInput, noSuchMember } from '../../domain/chat-session/decision.ts';
import { muteMember as deciding } from '../../domain/chat-session/decisions/mute-member.ts';
import { parseMoment } from '../../domain/shared/instant.ts';
import { refused } from '../../domain/shared/result.ts';
import { answerChangeOfMember } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/**
 * Keeps a member from posting until a time.
 * Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `BadInput`, `TryAgain`.
 */
export const muteMember =
  (dependencies: SessionChangeDependencies): SessionChanges['muteMember'] =>
  async ({ until: named, ...member }) => {
    const until = parseMoment(named);
    if (until === undefined) return refused(badInput('until is not a time'));
    return answerChangeOfMember(dependencies, member, noSuchMember, (target) => deciding(target, until));
  };
