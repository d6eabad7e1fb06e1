import { parseInstant, toIso } from '../../domain/shared/instant.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type { SessionActivity } from '../ports/chat-session-directory.ts';

const separator = '|';

/** Newest activity first; sessions of the same moment by their ids, so that every page agrees on the order. */
export const byNewestActivity = (a: SessionActivity, b: SessionActivity): number =>
  b.lastActivityAt - a.lastActivityAt || byText(b.sessionId, a.sessionId);

const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** Where a page of `user`'s list ended. Opaque to clients. */
export const cursorAt = (user: UserId, { sessionId, lastActivityAt }: SessionActivity): string =>
  [toIso(lastActivityAt), sessionId, user].join(separator);

/**
 * Reads a cursor of `user`'s list, `activities` being that list now. `undefined` for one that this list cannot have made:
 * of another form, of another user, of a session that is not in the list, or of a time its session never reached.
 */
export function readCursor(
  cursor: string,
  user: UserId,
  activities: readonly SessionActivity[],
): SessionActivity | undefined {
  const [at, id, ...owner] = cursor.split(separator);
  if (owner.join(separator) !== user) return undefined;
  const lastActivityAt = parseInstant(at ?? '');
  const sessionId = parseSessionId(id ?? '');
  if (lastActivityAt === undefined || sessionId === undefined) return undefined;
  // Servers' clocks differ a little, so a session's last activity may step back by that much.
  const isOfTheList = activities.some(
    (now) => now.sessionId === sessionId && now.lastActivityAt + Durations.grace >= lastActivityAt,
  );
  return isOfTheList ? { sessionId, lastActivityAt } : undefined;
}
