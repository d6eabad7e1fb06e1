import type { UserId } from '../../shared/ids.ts';
import type { Decision } from '../decision.ts';
import { allowedActor, changed, outrankedMember } from '../decision.ts';
import { withoutMember } from '../membership.ts';

/** Ends a membership. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`. */
export const removeMember =
  (user: UserId): Decision =>
  (state, act) => {
    const actor = allowedActor(state, act, 'REMOVE_MEMBERS');
    if (!actor.ok) return actor;
    const target = outrankedMember(state, actor.value, user);
    if (!target.ok) return target;
    return changed({
      becomes: withoutMember(state, user),
      tells: { event: 'MEMBER_REMOVED', userIds: [user] },
      revokes: true,
    });
  };
