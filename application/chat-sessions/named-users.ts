import { badInput } from '../../domain/chat-session/decision.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { parseUserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';

/** Users whom one call is about, each once. Refused: `BadInput` for none, too many, or what can be no user's id. */
export function namedUsers(userIds: readonly string[]): Result<readonly UserId[]> {
  const users = new Set<UserId>();
  for (const userId of userIds) {
    const user = parseUserId(userId);
    if (user === undefined) return refused(badInput('userIds holds something that cannot be a user id'));
    users.add(user);
  }
  return users.size >= 1 && users.size <= Limits.usersAtOnce
    ? done([...users])
    : refused(badInput(`userIds names 1 to ${Limits.usersAtOnce} users`, Limits.usersAtOnce));
}
