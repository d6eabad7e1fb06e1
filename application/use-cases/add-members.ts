import { addMembers as deciding } from '../../domain/chat-session/decisions/add-members.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import { namedUsers } from '../chat-sessions/named-users.ts';
import type { Ids } from '../ports/ids.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/**
 * Makes up to 50 users members.
 * Refused: `SessionNotFound`, `NotAllowed`, `SessionFull`, `SessionReadOnly`, `MemberBanned`, `BadInput`, `TryAgain`.
 */
export const addMembers =
  (dependencies: SessionChangeDependencies & { readonly ids: Pick<Ids, 'alias'> }): SessionChanges['addMembers'] =>
  async ({ user, sessionId, userIds }) => {
    const users = namedUsers(userIds);
    if (!users.ok) return users;
    const decision = deciding(users.value, dependencies.ids.alias);
    return answerChange(dependencies, { sessionId, by: user, about: users.value, decision });
  };
