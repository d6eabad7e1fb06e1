import type { UserId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/instant.ts';
import { toIso } from '../../shared/instant.ts';
import { refused } from '../../shared/result.ts';
import { Durations } from '../../vocabulary/limits.ts';
import type { Decision } from '../decision.ts';
import { allowedActor, badInput, changed, nothing, outrankedMember } from '../decision.ts';
import { withMember } from '../membership.ts';

/** Keeps a member from posting until a time. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `BadInput`. */
export const muteMember =
  (user: UserId, until: Instant): Decision =>
  (state, act) => {
    const actor = allowedActor(state, act, 'MUTE');
    if (!actor.ok) return actor;
    const target = outrankedMember(state, actor.value, user);
    if (!target.ok) return target;
    if (until <= act.at || until > act.at + Durations.year) {
      return refused(badInput('until is not a time in the year to come'));
    }
    if (target.value.mutedUntil === until) return nothing;
    return changed({
      becomes: withMember(state, { ...target.value, mutedUntil: until }),
      tells: { event: 'MEMBER_MUTED', userIds: [user], until: toIso(until) },
      revokes: true,
    });
  };

/** Lets a muted member post again. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`. */
export const unmuteMember =
  (user: UserId): Decision =>
  (state, act) => {
    const actor = allowedActor(state, act, 'MUTE');
    if (!actor.ok) return actor;
    const target = outrankedMember(state, actor.value, user);
    if (!target.ok) return target;
    if (target.value.mutedUntil === null || target.value.mutedUntil <= act.at) return nothing;
    return changed({
      becomes: withMember(state, { ...target.value, mutedUntil: null }),
      tells: { event: 'MEMBER_UNMUTED', userIds: [user] },
    });
  };
