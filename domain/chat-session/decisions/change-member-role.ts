import type { UserId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';
import { done, refused } from '../../shared/result.ts';
import { ErrorCode } from '../../vocabulary/error-codes.ts';
import { outranks } from '../../vocabulary/permissions.ts';
import type { MemberRole } from '../../vocabulary/sessions.ts';
import type { Decision } from '../decision.ts';
import { allowedActor, changed, notAllowed, nothing, outrankedMember } from '../decision.ts';
import type { Member } from '../members.ts';
import { withRole } from '../membership.ts';
import type { ChatSessionState } from '../state.ts';

/**
 * Gives a member another role: below the actor's own, unless an owner gives it. One's own role can be lowered, never
 * raised. Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `LastOwner`.
 */
export const changeMemberRole =
  (user: UserId, role: MemberRole): Decision =>
  (state, act) => {
    const actor = allowedActor(state, act, 'CHANGE_ROLES');
    if (!actor.ok) return actor;
    const target =
      actor.value.userId === user ? loweringOwn(state, actor.value, role) : outrankedMember(state, actor.value, user);
    if (!target.ok) return target;
    if (actor.value.role !== 'OWNER' && !outranks(actor.value.role, role)) {
      return refused(notAllowed('a role is given by those who have a higher one'));
    }
    if (target.value.role === role) return nothing;
    return changed({
      becomes: withRole(state, target.value, role),
      tells: { event: 'ROLE_CHANGED', userIds: [user], role },
      revokes: outranks(target.value.role, role),
    });
  };

function loweringOwn({ ownerIds }: ChatSessionState, actor: Member, role: MemberRole): Result<Member> {
  if (outranks(role, actor.role)) return refused(notAllowed('nobody raises their own role'));
  if (actor.role === 'OWNER' && role !== 'OWNER' && ownerIds.length === 1) {
    return refused({ code: ErrorCode.LastOwner, why: 'the last owner stays one' });
  }
  return done(actor);
}
