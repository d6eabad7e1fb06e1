import type { Invite } from '../../domain/chat-session/admission.ts';
import { inviteUsers as inviting } from '../../domain/chat-session/decisions/invite-users.ts';
import type { SessionName } from '../../domain/chat-session/session-name.ts';
import { parseSessionId, parseUserId } from '../../domain/shared/ids.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import { changeChatSession } from '../chat-sessions/change-chat-session.ts';
import type { NamedInvite } from '../ports/admissions.ts';
import type { EnteringService } from '../ports/entering-service.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

/**
 * Invites users for 7 days; answers the invitations that were given, without those who are members or invited already.
 * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `MemberBanned`, `BadInput`, `TryAgain`.
 */
export const inviteUsers =
  (dependencies: SessionChangeDependencies): EnteringService['inviteUsers'] =>
  ({ user, sessionId: named, userIds }) =>
    refusedWhenBusy(async () => {
      const users = usersIn(userIds);
      if (!users.ok) return users;
      const sessionId = parseSessionId(named);
      if (sessionId === undefined) return refused(sessionNotFound);
      const changed = await changeChatSession(dependencies, {
        sessionId,
        by: user,
        about: users.value,
        decision: inviting(users.value),
      });
      if (!changed.ok) return changed;
      const { session } = changed.value;
      const { added, altered } = session.changes().invites;
      return done([...added, ...altered.map(({ after }) => after)].map(namedFor(sessionId, session.state.name)));
    });

const namedFor =
  (sessionId: SessionId, sessionName: SessionName | null) =>
  (invite: Invite): NamedInvite => ({ ...invite, sessionId, sessionName });

/** Each once. Refused: `BadInput`. */
function usersIn(userIds: readonly string[]): Result<readonly UserId[]> {
  const users = new Set<UserId>();
  for (const userId of userIds) {
    const user = parseUserId(userId);
    if (user === undefined) {
      return refused({ code: ErrorCode.BadInput, why: 'userIds holds something that cannot be a user id' });
    }
    users.add(user);
  }
  if (users.size >= 1 && users.size <= Limits.usersAtOnce) return done([...users]);
  const why = `userIds names 1 to ${Limits.usersAtOnce} users`;
  return refused({ code: ErrorCode.BadInput, why, info: { limit: Limits.usersAtOnce } });
}
