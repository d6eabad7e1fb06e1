import type { UserId } from '../../shared/ids.ts';
import { refused } from '../../shared/result.ts';
import { may } from '../../vocabulary/permissions.ts';
import { standingInvites } from '../admission.ts';
import type { Decision } from '../decision.ts';
import { actorIn, changed, notAllowed, nothing } from '../decision.ts';

/**
 * Declines an own invitation; or takes one back, which whoever gave it may do, and whoever may add members.
 * `undefined` stands for who cannot be a user, and so has none. Refused: `SessionNotFound`, `NotAllowed`, also where there is no invitation that the actor could take back.
 */
export const withdrawInvite =
  (user: UserId | undefined): Decision =>
  (state, act) => {
    const standing = standingInvites(state.invites, act.at);
    const invite = standing.find(({ userId }) => userId === user);
    if (act.by !== user) {
      const actor = actorIn(state, act);
      if (!actor.ok) return actor;
      const { kind, isFrozen, settings } = state;
      const rules = { kind, isFrozen, allowInvites: settings.allowInvites };
      const isOwn = invite?.invitedBy === actor.value.userId;
      if (!isOwn && !may(rules, actor.value.role, 'ADD_MEMBERS')) {
        return refused(notAllowed("the caller's role does not include this here"));
      }
    }
    return invite === undefined ? nothing : changed({ becomes: { invites: standing.filter((one) => one !== invite) } });
  };
