import { Durations } from '../../client/core/index.ts';
import type { FeedRow, SessionFeed } from '../../client/core/index.ts';

const kinds = new Set<FeedRow['kind']>(['TEXT', 'CODE', 'MATH_FORMULA']);

/** The last own message that can still be written anew; of a session, not of its threads. */
export const lastEditable = (feed: SessionFeed, threadRootId: string | undefined): FeedRow | undefined => {
  if (threadRootId !== undefined) return undefined;
  const oldest = Date.now() - Durations.editWindow;
  return feed.state
    .get()
    .messages.findLast(
      ({ own, id, kind, isDeleted, at }) => own && id !== undefined && !isDeleted && kinds.has(kind) && at > oldest,
    );
};
