import type { Invite } from '../../domain/chat-session/admission.ts';
import { inviteUsers as inviting } from '../../domain/chat-session/decisions/invite-users.ts';
import type { SessionName } from '../../domain/chat-session/session-name.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import { changeChatSession } from '../chat-sessions/change-chat-session.ts';
import { namedUsers } from '../chat-sessions/named-users.ts';
import type { NamedInvite } from '../ports/admissions.ts';
import type { EnteringService } from '../ports/entering-service.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

/**
 * Invites users for 7 days; answers the invitations that were given, in the order asked for, without those who are members or invited already.
 * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `MemberBanned`, `BadInput`, `TryAgain`.
 */
export const inviteUsers =
  (dependencies: SessionChangeDependencies): EnteringService['inviteUsers'] =>
  ({ user, sessionId: named, userIds }) =>
    refusedWhenBusy(async () => {
      const users = namedUsers(userIds);
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
      const given = [...added, ...altered.map(({ after }) => after)];
      const inOrder = users.value.flatMap((one) => given.find(({ userId }) => userId === one) ?? []);
      return done(inOrder.map(namedFor(sessionId, session.state.name)));
    });

const namedFor =
  (sessionId: SessionId, sessionName: SessionName | null) =>
  (invite: Invite): NamedInvite => ({ ...invite, sessionId, sessionName });
