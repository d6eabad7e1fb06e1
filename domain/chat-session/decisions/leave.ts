import type { UserId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';
import { refused } from '../../shared/result.ts';
import { ErrorCode } from '../../vocabulary/error-codes.ts';
import type { Change, Decision } from '../decision.ts';
import { changed, memberIn, noSuchSession, notAllowed } from '../decision.ts';
import { withoutMember } from '../membership.ts';

const closing: Change = { becomes: { status: 'ARCHIVED' }, tells: { event: 'SESSION_ARCHIVED' }, revokes: true };

/**
 * Leaves. The last owner cannot while others are there. Whoever leaves last leaves a session that nobody can enter any
 * more: it would be one without an owner. Refused: `SessionNotFound`, `NotAllowed` in a DIRECT session, `LastOwner`.
 */
export const leave =
  (user: UserId): Decision =>
  (state): Result<Change | null> => {
    if (memberIn(state, user) === undefined) return refused(noSuchSession);
    if (state.kind === 'DIRECT') return refused(notAllowed('a DIRECT session is not left'));
    const isAlone = state.memberCount === 1;
    if (!isAlone && state.ownerIds.length === 1 && state.ownerIds.includes(user)) {
      return refused({ code: ErrorCode.LastOwner, why: 'the last owner cannot leave the others behind' });
    }
    return changed({
      becomes: withoutMember(state, user),
      tells: { event: 'MEMBER_LEFT', userIds: [user] },
      revokes: true,
      countsMembers: isAlone,
      ...(isAlone && state.status === 'ACTIVE' ? { follows: closing } : {}),
    });
  };
