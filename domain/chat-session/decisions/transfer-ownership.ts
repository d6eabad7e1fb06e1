import type { UserId } from '../../shared/ids.ts';
import { refused } from '../../shared/result.ts';
import type { Decision } from '../decision.ts';
import { allowedActor, changed, memberIn, noSuchMember, nothing } from '../decision.ts';
import { withRole } from '../membership.ts';

/** Makes a member an owner, and the actor an admin. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`. */
export const transferOwnership =
  (user: UserId): Decision =>
  (state, act) => {
    const actor = allowedActor(state, act, 'TRANSFER_OWNERSHIP');
    if (!actor.ok) return actor;
    const target = memberIn(state, user);
    if (target === undefined) return refused(noSuchMember);
    if (target.userId === actor.value.userId) return nothing;
    const given = { ...state, ...withRole(state, target, 'OWNER') };
    return changed({
      becomes: { ...withRole(given, actor.value, 'ADMIN') },
      tells: { event: 'OWNERSHIP_TRANSFERRED', userIds: [user] },
      revokes: true,
    });
  };
