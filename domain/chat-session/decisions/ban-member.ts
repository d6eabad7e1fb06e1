import type { UserId } from '../../shared/ids.ts';
import { refused } from '../../shared/result.ts';
import { Limits } from '../../vocabulary/limits.ts';
import { outranks } from '../../vocabulary/permissions.ts';
import { isWellFormed } from '../../vocabulary/well-formed.ts';
import type { Decision } from '../decision.ts';
import { allowedActor, badInput, changed, memberIn, nothing, outrankedBy } from '../decision.ts';
import { withoutMember } from '../membership.ts';

/**
 * Ends a membership, if there is one, and keeps the user out. Banning twice changes nothing.
 * Refused: `SessionNotFound`, `NotAllowed`, `BadInput`.
 */
export const banMember =
  (user: UserId, reason: string | null): Decision =>
  (state, act) => {
    const actor = allowedActor(state, act, 'BAN');
    if (!actor.ok) return actor;
    const target = memberIn(state, user);
    if (target !== undefined && !outranks(actor.value.role, target.role)) return refused(outrankedBy);
    if (reason !== null && (reason.length > Limits.banReasonLength || !isWellFormed(reason))) {
      return refused(
        badInput(`the reason is longer than ${Limits.banReasonLength} characters or broken`, Limits.banReasonLength),
      );
    }
    if (state.bans.some(({ userId }) => userId === user)) return nothing;
    const ban = { userId: user, bannedBy: actor.value.userId, bannedAt: act.at, reason };
    return changed({
      becomes: { ...withoutMember(state, user), bans: [...state.bans, ban] },
      tells: { event: 'MEMBER_BANNED', userIds: [user], ...(target === undefined ? { ofOutsiders: true } : {}) },
      revokes: target !== undefined,
    });
  };
