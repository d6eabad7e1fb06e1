import type { UserId } from '../../shared/ids.ts';
import { refused } from '../../shared/result.ts';
import type { Decision } from '../decision.ts';
import { allowedActorNow, changed, memberIn, noSuchJoinRequest } from '../decision.ts';
import { newMember } from '../members.ts';
import { refusalOfRoom, withMembers } from '../membership.ts';

/** Lets in someone who asked. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `JoinRequestNotFound`, `SessionFull`. */
export const approveJoinRequest =
  (user: UserId, alias: string): Decision =>
  (state, act) => {
    const actor = allowedActorNow(state, act, 'APPROVE');
    if (!actor.ok) return actor;
    const asks = state.joinRequests.some(({ userId }) => userId === user);
    if (!asks || memberIn(state, user) !== undefined) {
      return refused(noSuchJoinRequest);
    }
    const full = refusalOfRoom(state, 1);
    if (full !== undefined) return refused(full);
    return changed({
      becomes: withMembers(state, [newMember(user, 'MEMBER', act.at, alias)]),
      tells: { event: 'MEMBERS_JOINED', userIds: [user] },
    });
  };
