import type { UserId } from '../../shared/ids.ts';
import type { Decision } from '../decision.ts';
import { allowedActor, changed, nothing } from '../decision.ts';
import { withoutMember } from '../membership.ts';

/** Lets a banned user join again. Refused: `SessionNotFound`, `NotAllowed`. */
export const unbanMember =
  (user: UserId): Decision =>
  (state, act) => {
    const actor = allowedActor(state, act, 'BAN');
    if (!actor.ok) return actor;
    const bans = state.bans.filter(({ userId }) => userId !== user);
    if (bans.length === state.bans.length) return nothing;
    // What was asked or offered at the moment of the ban went with it.
    return changed({
      becomes: { ...withoutMember(state, user), bans },
      tells: { event: 'MEMBER_UNBANNED', userIds: [user], ofOutsiders: true },
    });
  };
