import { randomUUID } from 'node:crypto';
import { openedSessionIds } from '../../adapters/uuid/opened-session-ids.ts';
import type { BlockOfUser } from '../../application/ports/blocks.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseSessionId, parseUserId } from '../../domain/shared/ids.ts';

/** A user that no other test knows. */
export function aUser(name = 'ann'): UserId {
  return user(`${name}-${randomUUID()}`);
}

export function user(id: string): UserId {
  const parsed = parseUserId(id);
  if (parsed === undefined) throw new Error(`unable to build a user; ${id} is no user id`);
  return parsed;
}

export function aSessionId(): SessionId {
  const id = parseSessionId(randomUUID());
  if (id === undefined) throw new Error('unable to build a session id; the UUID is none');
  return id;
}

export const aBlock = (blocker: UserId, blocked: UserId): BlockOfUser => ({
  blocker,
  blocked,
  direct: openedSessionIds.ofPair(blocker, blocked),
});

/** What stands for a member's name that no other test knows. */
export const anAlias = (): string => `Anonymous ${randomUUID().slice(0, 8)}`;
