import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useChatClient, useValue } from '../../client/react/index.ts';
import { IncomingCall } from '../calls/incoming-call.tsx';
import { ChatPane } from '../chat/chat-pane.tsx';
import { Bell } from '../notifications/bell.tsx';
import { Avatar } from '../parts/avatar.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { useEvent } from '../parts/use-event.ts';
import { Discover } from '../sessions/discover.tsx';
import { NewSession } from '../sessions/new-session.tsx';
import { SessionListView } from '../sessions/session-list.tsx';
import { useMe } from './identity-context.tsx';
import { goTo, useRoute } from './route.ts';

/** Everything behind the sign-in: the list on one side, the open session on the other. */
export const Shell = ({ onLeave }: { readonly onLeave: () => void }): ReactElement => {
  const me = useMe();
  const route = useRoute();
  const [dialog, setDialog] = useState<'new' | 'discover' | undefined>(undefined);
  const sessionId = route.kind === 'session' ? route.sessionId : undefined;
  const open = (id: string): void => goTo({ kind: 'session', sessionId: id });
  useWaking();
  useTitle(sessionId);
  return (
    <div className="shell" data-open={sessionId === undefined ? undefined : ''}>
      <aside className="side">
        <header className="side-head">
          <p className="brand">Parley</p>
          <Bell />
          <IconButton icon="search" label="Find a room" onClick={() => setDialog('discover')} />
          <button type="button" className="primary small" onClick={() => setDialog('new')}>
            <Icon name="plus" />
            New
          </button>
        </header>
        <SessionListView openId={sessionId} onCreate={() => setDialog('new')} />
        <footer className="side-foot">
          <Avatar id={me.userId} name={me.name} />
          <span className="person-text">
            <span className="person-name">{me.name}</span>
            <span className="muted">{me.role}</span>
          </span>
          <IconButton icon="swap" label="Switch person" onClick={onLeave} />
        </footer>
      </aside>
      <div className="pane">
        {sessionId === undefined ? (
          <main className="nothing">
            <Notice kind="empty" title="No conversation open" text="Choose one from the list, or start a new one." />
          </main>
        ) : (
          <ChatPane
            key={sessionId}
            sessionId={sessionId}
            messageId={route.kind === 'session' ? route.messageId : undefined}
          />
        )}
      </div>
      <IncomingCall />
      {dialog === 'new' && <NewSession onOpen={open} onClose={() => setDialog(undefined)} />}
      {dialog === 'discover' && <Discover onOpen={open} onClose={() => setDialog(undefined)} />}
    </div>
  );
};

/** Looks again when somebody comes back to the tab, or the network does. */
const useWaking = (): void => {
  const client = useChatClient();
  const visible = (): boolean => document.visibilityState === 'visible';
  useEvent(window, 'online', () => client.wake());
  useEvent(window, 'focus', () => {
    if (visible()) void client.sessions.refresh();
  });
  useEvent(document, 'visibilitychange', () => {
    if (visible()) client.wake();
    else client.rest();
  });
};

/** What waits to be read stands in the tab's title. */
const useTitle = (openId: string | undefined): void => {
  const { items } = useValue(useChatClient().sessions.state);
  const unread = items.filter(({ id }) => id !== openId).reduce((sum, { unreadCount }) => sum + unreadCount, 0);
  useEffect(() => {
    document.title = unread === 0 ? 'Parley' : `(${unread > 99 ? '99+' : unread}) Parley`;
  }, [unread]);
};
