import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { isUnreadFor } from '../../domain/vocabulary/unread.ts';
import type { NotifyingDependencies } from './dependencies.ts';

/** Sessions read in one request: three items of each. */
const sessionsAtOnce = 33;

/**
 * A user's unread messages over all of their sessions, by the one definition of unread; counting stops at
 * `Limits.unreadShown`. Sessions in which all is read cost no look into their log. @throws {StoreBusy}
 */
export async function badgeOf(
  { directory, sessionLog }: Pick<NotifyingDependencies, 'directory' | 'sessionLog'>,
  user: UserId,
): Promise<number> {
  const activities = [...(await directory.activities(user))].sort((a, b) => b.lastActivityAt - a.lastActivityAt);
  const ids = activities.map(({ sessionId }) => sessionId);
  let count = 0;
  for (let at = 0; at < ids.length && count < Limits.unreadShown; at += sessionsAtOnce) {
    const views = await directory.views(user, ids.slice(at, at + sessionsAtOnce));
    for (const { id, lastReadSeq, lastMessageSeq } of views) {
      if (lastMessageSeq <= lastReadSeq || count >= Limits.unreadShown) continue;
      count += await unreadIn(sessionLog, id, user, lastReadSeq);
    }
  }
  return Math.min(count, Limits.unreadShown);
}

async function unreadIn(
  sessionLog: NotifyingDependencies['sessionLog'],
  sessionId: SessionId,
  user: UserId,
  after: Seq,
): Promise<number> {
  let [count, from] = [0, after];
  for (;;) {
    const { entries, exhausted } = await sessionLog.slotsAfter(sessionId, from, Limits.unreadShown);
    count += entries.filter((entry) => isUnread(entry, user)).length;
    const last = entries.at(-1);
    if (exhausted || last === undefined || count >= Limits.unreadShown) return count;
    from = last.seq;
  }
}

function isUnread(entry: LogEntry, user: UserId): boolean {
  if (entry.kind !== 'MESSAGE') return false;
  const { kind, senderId, threadRoot, deletion } = entry.message;
  return isUnreadFor(user, { kind, senderId, isInThread: threadRoot !== null, isDeleted: deletion !== null });
}
