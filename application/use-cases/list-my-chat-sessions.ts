import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { refusalOfPageSize } from '../../domain/vocabulary/identifiers.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { viewAt } from '../chat-sessions/view-at.ts';
import type { ChatService } from '../ports/chat-service.ts';
import type { ChatSessionDirectory } from '../ports/chat-session-directory.ts';
import type { Clock } from '../ports/clock.ts';
import { refusedWhenBusy } from './refusals.ts';
import { byNewestActivity, cursorAt, readCursor } from './session-list-cursor.ts';

/**
 * One page of a user's sessions, newest activity over all of them first. A session that moves up between two pages is seen
 * on the first page or not again; none is seen twice for it. Refused: `BadInput`, `BadCursor`, `TryAgain`.
 */
export function listMyChatSessions({
  directory,
  clock,
}: {
  readonly directory: Pick<ChatSessionDirectory, 'activities' | 'views'>;
  readonly clock: Clock;
}): ChatService['listMyChatSessions'] {
  return ({ user, limit, after }) =>
    refusedWhenBusy(async () => {
      const refusal = refusalOfPageSize(limit, Limits.sessionsPage);
      if (refusal !== undefined) return refused(refusal);

      const activities = [...(await directory.activities(user))].sort(byNewestActivity);
      const cursor = after === null ? undefined : readCursor(after, user, activities);
      if (after !== null && cursor === undefined) {
        return refused({ code: ErrorCode.BadCursor, why: 'the cursor was not made by this list for this caller' });
      }
      const start =
        cursor === undefined ? 0 : activities.filter((activity) => byNewestActivity(activity, cursor) <= 0).length;
      const page = activities.slice(start, start + limit);
      const [first, last] = [page.at(0), page.at(-1)];
      const views = await directory.views(
        user,
        page.map(({ sessionId }) => sessionId),
      );
      return done({
        items: views.map((view) => viewAt(view, clock.now())),
        startCursor: first === undefined ? null : cursorAt(user, first),
        endCursor: last === undefined ? null : cursorAt(user, last),
        hasPreviousPage: start > 0,
        hasNextPage: start + page.length < activities.length,
      });
    });
}
