import type { UserId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';
import { refused } from '../../shared/result.ts';
import { ErrorCode } from '../../vocabulary/error-codes.ts';
import { readOnly } from '../../vocabulary/permissions.ts';
import type { Change, Decision } from '../decision.ts';
import { changed, memberIn, noSuchSession, nothing } from '../decision.ts';
import { newMember } from '../members.ts';
import { refusalOfRoom, withMembers } from '../membership.ts';

/**
 * Enters a PUBLIC session, or one that the user was invited to. Being a member already changes nothing.
 * `alias` is what stands for their name on anonymous messages.
 * Refused: `SessionNotFound`, to whom is banned, too; `ApprovalRequired`, `SessionFull`, `SessionReadOnly`.
 */
export const join =
  (user: UserId, alias: string): Decision =>
  (state, { at }): Result<Change | null> => {
    if (memberIn(state, user) !== undefined) return nothing;
    const isInvited = state.invites.some(({ userId, expiresAt }) => userId === user && expiresAt > at);
    const isBanned = state.bans.some(({ userId }) => userId === user);
    if (isBanned || state.kind === 'DIRECT' || (state.kind !== 'PUBLIC' && !isInvited)) return refused(noSuchSession);
    if (state.status !== 'ACTIVE') return refused(readOnly);
    if (state.settings.requireApproval && !isInvited) {
      return refused({ code: ErrorCode.ApprovalRequired, why: 'joining this session must be requested' });
    }
    const full = refusalOfRoom(state, 1);
    if (full !== undefined) return refused(full);
    return changed({
      becomes: withMembers(state, [newMember(user, 'MEMBER', at, alias)]),
      tells: { event: 'MEMBERS_JOINED', userIds: [user] },
    });
  };
