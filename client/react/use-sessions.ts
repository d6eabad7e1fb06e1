import { useEffect } from 'react';
import type { NotificationListState, SessionListState } from '../core/index.ts';
import { useChatClient } from './chat-context.tsx';
import { useSelector, useValue } from './use-value.ts';

export interface SessionsView extends SessionListState {
  readonly loadMore: () => Promise<void>;
  readonly refresh: () => Promise<void>;
}

/** The user's sessions, newest activity first. They are read when nobody has read them yet. */
export const useSessions = (): SessionsView => {
  const { sessions } = useChatClient();
  const state = useValue(sessions.state);
  useEffect(() => {
    if (sessions.state.get().status === 'loading') void sessions.refresh();
  }, [sessions]);
  return { ...state, loadMore: () => sessions.loadMore(), refresh: () => sessions.refresh() };
};

/** Unread messages in one session, or in all that are known; of each session at most 100 are counted. */
export const useUnread = (sessionId?: string): number =>
  useSelector(useChatClient().sessions.state, ({ items }) =>
    items
      .filter(({ id }) => sessionId === undefined || id === sessionId)
      .reduce((sum, { unreadCount }) => sum + unreadCount, 0),
  );

/** What the user was notified of. It is read when nobody has read it yet. */
export const useNotifications = (): NotificationListState => {
  const { notifications } = useChatClient();
  const state = useValue(notifications.state);
  useEffect(() => {
    if (notifications.state.get().status === 'idle') void notifications.refresh();
  }, [notifications]);
  return state;
};
