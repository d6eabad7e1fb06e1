import type { Instant } from '../../shared/instant.ts';
import { instantOf } from '../../shared/instant.ts';
import type { UserId } from '../../shared/ids.ts';
import { refused } from '../../shared/result.ts';
import { ErrorCode } from '../../vocabulary/error-codes.ts';
import { Durations } from '../../vocabulary/limits.ts';
import { standingInvites } from '../admission.ts';
import type { Decision } from '../decision.ts';
import { allowedActorNow, changed, memberIn, nothing } from '../decision.ts';

/** When an invitation of now is over, in whole seconds. */
const expiryOf = (at: Instant): Instant => instantOf(Math.floor((at + Durations.invite) / 1000) * 1000);

/**
 * Lets users enter for 7 days. Those who are members or are invited already are passed over.
 * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `MemberBanned`.
 */
export const inviteUsers =
  (users: readonly UserId[]): Decision =>
  (state, act) => {
    const actor = allowedActorNow(state, act, 'INVITE');
    if (!actor.ok) return actor;
    if (state.bans.some(({ userId }) => users.includes(userId))) {
      return refused({ code: ErrorCode.MemberBanned, why: 'one of them is banned from the session' });
    }
    const standing = standingInvites(state.invites, act.at);
    const invited = new Set(standing.map(({ userId }) => userId));
    const given = [...new Set(users)]
      .filter((user) => memberIn(state, user) === undefined && !invited.has(user))
      .map((user) => ({
        userId: user,
        invitedBy: actor.value.userId,
        invitedAt: act.at,
        expiresAt: expiryOf(act.at),
      }));
    return given.length === 0 ? nothing : changed({ becomes: { invites: [...standing, ...given] } });
  };
