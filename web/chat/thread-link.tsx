import { createContext, useContext, useEffect, useEffectEvent, useState } from 'react';
import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';
import { useChatActions } from './chat-actions-context.ts';
import { useOpenSession } from './open-session-context.tsx';

const OpenThread = createContext<string | undefined>(undefined);

/** Which thread is open beside the messages. */
export const OpenThreadProvider = OpenThread.Provider;

/** Whoever scrolls by asks nothing. */
const patienceMs = 400;

export interface ThreadLinkProps {
  readonly thread: NonNullable<FeedRow['thread']>;
  readonly tabIndex: number;
}

/** The way into a thread: how much was replied, and how much of that is new to this user. */
export const ThreadLink = ({ thread, tabIndex }: ThreadLinkProps): ReactElement | null => {
  const { openThread } = useChatActions();
  const { rootId, replyCount } = thread;
  const unread = useUnreadReplies(thread);
  if (replyCount === 0) return null;
  return (
    <button type="button" className="link replies" tabIndex={tabIndex} onClick={() => openThread(rootId)}>
      {`${replyCount} ${replyCount === 1 ? 'reply' : 'replies'}`}
      {unread > 0 && <span className="replies-new">{`${unread} new`}</span>}
    </button>
  );
};

const useUnreadReplies = ({ rootId, version }: ThreadLinkProps['thread']): number => {
  const { feed } = useOpenSession();
  const isOpen = useContext(OpenThread) === rootId;
  const [unread, setUnread] = useState(0);
  // What is open is being read.
  const counted = useEffectEvent((count: number) => setUnread(isOpen ? 0 : count));
  useEffect(() => {
    if (isOpen) setUnread(0);
  }, [isOpen]);
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      feed.actions.threadReadState(rootId).then(
        ({ unreadCount }) => {
          if (isWanted) counted(unreadCount);
        },
        // Without an answer nothing is claimed.
        () => undefined,
      );
    }, patienceMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [feed, rootId, version]);
  return unread;
};
