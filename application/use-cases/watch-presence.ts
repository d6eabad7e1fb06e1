import type { UserId } from '../../domain/shared/ids.ts';
import { parseSessionId, parseUserId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { refusalOfUserCount } from '../../domain/vocabulary/presence.ts';
import type { Blocks } from '../ports/blocks.ts';
import type { CoMembers } from '../ports/co-members.ts';
import type { PresenceService } from '../ports/presence-service.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

export interface WatchPresenceDependencies {
  readonly coMembers: CoMembers;
  readonly blocks: Blocks;
}

/**
 * Whose presence the caller may see: members of a session that they share, with whom no block stands either way. About the
 * others nothing is said, so that a block looks like a stranger. Refused: `SessionNotFound`, `BadInput`, `TryAgain`.
 */
export function watchPresence({ coMembers, blocks }: WatchPresenceDependencies): PresenceService['watchPresence'] {
  return ({ user, sessionId: named, userIds }) =>
    refusedWhenBusy(async () => {
      const refusal = refusalOfUserCount(userIds.length);
      if (refusal !== undefined) return refused(refusal);
      const asked = usersIn(userIds);
      if (asked === undefined) {
        return refused({ code: ErrorCode.BadInput, why: 'userIds holds something that cannot be a user id' });
      }
      const sessionId = parseSessionId(named);
      if (sessionId === undefined) return refused(sessionNotFound);

      const [members, blocked] = await Promise.all([
        coMembers.among(sessionId, user, asked),
        blocks.between(user, asked),
      ]);
      if (members === undefined) return refused(sessionNotFound);
      return done({ sessionId, asked, visible: asked.filter((one) => members.has(one) && !blocked.has(one)) });
    });
}

/** Each once; `undefined` where one cannot be a user id. */
function usersIn(userIds: readonly string[]): readonly UserId[] | undefined {
  const users = new Set<UserId>();
  for (const userId of userIds) {
    const user = parseUserId(userId);
    if (user === undefined) return undefined;
    users.add(user);
  }
  return [...users];
}
