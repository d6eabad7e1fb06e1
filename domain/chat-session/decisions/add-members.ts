import type { UserId } from '../../shared/ids.ts';
import { refused } from '../../shared/result.ts';
import { ErrorCode } from '../../vocabulary/error-codes.ts';
import type { Decision } from '../decision.ts';
import { allowedActorNow, changed, memberIn, nothing } from '../decision.ts';
import { newMember } from '../members.ts';
import { refusalOfRoom, withMembers } from '../membership.ts';

/**
 * Makes users members; those who are already are passed over. `alias` names one newcomer for anonymous messages.
 * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `MemberBanned`, `SessionFull`.
 */
export const addMembers =
  (users: readonly UserId[], alias: () => string): Decision =>
  (state, act) => {
    const actor = allowedActorNow(state, act, 'ADD_MEMBERS');
    if (!actor.ok) return actor;
    if (state.bans.some(({ userId }) => users.includes(userId))) {
      return refused({ code: ErrorCode.MemberBanned, why: 'one of them is banned from the session' });
    }
    const joining = users
      .filter((user) => memberIn(state, user) === undefined)
      .map((user) => newMember(user, 'MEMBER', act.at, alias()));
    if (joining.length === 0) return nothing;
    const full = refusalOfRoom(state, joining.length);
    if (full !== undefined) return refused(full);
    return changed({
      becomes: withMembers(state, joining),
      tells: { event: 'MEMBERS_JOINED', userIds: joining.map(({ userId }) => userId) },
    });
  };
