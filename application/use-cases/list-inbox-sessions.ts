import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { ChatSessionDirectory } from '../ports/chat-session-directory.ts';
import type { LiveService } from '../ports/live-service.ts';
import { refusedWhenBusy } from './refusals.ts';
import { byNewestActivity } from './session-list-cursor.ts';

/**
 * The sessions that one part of a user's inbox listens to, newest activity first; none in a part beyond the last. Those
 * that an operator closed are not among them. Refused: `BadInput`, `TryAgain`.
 */
export function listInboxSessions({
  directory,
}: {
  readonly directory: Pick<ChatSessionDirectory, 'activities' | 'listenable'>;
}): LiveService['listInboxSessions'] {
  return ({ user, part }) =>
    refusedWhenBusy(async () => {
      if (part < 0) return refused({ code: ErrorCode.BadInput, why: 'part is not 0 or more' });
      const activities = [...(await directory.activities(user))].sort(byNewestActivity);
      const start = part * Limits.inboxSessions;
      const newest = activities.slice(start, start + Limits.inboxSessions).map(({ sessionId }) => sessionId);
      return done(await directory.listenable(user, newest));
    });
}
