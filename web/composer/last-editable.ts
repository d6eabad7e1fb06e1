import { Durations } from '../../client/core/index.ts';
import type { FeedRow, SessionFeed } from '../../client/core/index.ts';

const kinds = new Set<FeedRow['kind']>(['TEXT', 'CODE', 'MATH_FORMULA']);

/** The last own message that can still be written anew: of a session, or of one of its threads. */
export const lastEditable = (feed: SessionFeed, threadRootId: string | undefined): FeedRow | undefined => {
  const oldest = Date.now() - Durations.editWindow;
  return rowsIn(feed, threadRootId).findLast(
    ({ own, id, kind, isDeleted, at }) => own && id !== undefined && !isDeleted && kinds.has(kind) && at > oldest,
  );
};

const rowsIn = (feed: SessionFeed, threadRootId: string | undefined): readonly FeedRow[] => {
  if (threadRootId === undefined) return feed.state.get().messages;
  // Whoever shows the thread holds it, too.
  const { feed: thread, release } = feed.thread(threadRootId);
  const { replies } = thread.state.get();
  release();
  return replies;
};
