import { useEffect } from 'react';
import { useChatClient, useSelector } from '../../client/react/index.ts';
import { isSilent } from '../sessions/title.ts';

const mostShown = 99;

/** What waits to be read stands in the tab's title; of silenced sessions only what mentions the user. */
export const useTitle = (openId: string | undefined): void => {
  const unread = useSelector(useChatClient().sessions.state, ({ items }) =>
    items
      .filter(({ id }) => id !== openId)
      .reduce((sum, session) => sum + (isSilent(session, Date.now()) ? session.mentionCount : session.unreadCount), 0),
  );
  useEffect(() => {
    document.title = unread === 0 ? 'Parley' : `(${unread > mostShown ? `${mostShown}+` : unread}) Parley`;
  }, [unread]);
};
