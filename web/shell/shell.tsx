import { useState } from 'react';
import type { ReactElement } from 'react';
import { useChatClient } from '../../client/react/index.ts';
import { IncomingCall } from '../calls/incoming-call.tsx';
import { Bell } from '../notifications/bell.tsx';
import { useForegroundNotices } from '../notifications/use-foreground-notices.ts';
import { usePush } from '../notifications/use-push.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useEvent } from '../parts/use-event.ts';
import { Invites } from '../sessions/invites.tsx';
import { ListBanner } from '../sessions/list-banner.tsx';
import { SessionListView } from '../sessions/session-list.tsx';
import { ChatPlace } from './chat-place.tsx';
import { Dialogs } from './dialogs.tsx';
import { MeMenu } from './me-menu.tsx';
import { goTo, useRoute } from './route.ts';
import { useShortcuts } from './use-shortcuts.ts';
import type { Shown } from './use-shortcuts.ts';
import { useTitle } from './use-title.ts';

export interface ShellProps {
  /** What browsers subscribe to pushes with, where the installation pushes to them. */
  readonly pushKey: string | undefined;
  readonly onLeave: () => void;
}

/** Everything behind the sign-in: the list on one side, the open session on the other. */
export const Shell = ({ pushKey, onLeave }: ShellProps): ReactElement => {
  const route = useRoute();
  const [shown, show] = useState<Shown | undefined>(undefined);
  const sessionId = route.kind === 'session' ? route.sessionId : undefined;
  const open = (id: string): void => goTo({ kind: 'session', sessionId: id });
  useWaking();
  useTitle(sessionId);
  useForegroundNotices();
  usePush(pushKey);
  useShortcuts(sessionId, open, show);
  return (
    <div className="shell" data-open={sessionId === undefined ? undefined : ''}>
      <button type="button" className="skip" onClick={skip}>
        Skip to the conversation
      </button>
      <aside className="side" aria-label="Conversations and you">
        <header className="side-head">
          <p className="brand">Parley</p>
          <Bell />
          <IconButton icon="search" label="Find a room" onClick={() => show('discover')} />
          <button type="button" className="primary small" onClick={() => show('new')}>
            <Icon name="plus" />
            New
          </button>
        </header>
        <Invites onOpen={open} />
        {sessionId === undefined && <ListBanner />}
        <SessionListView openId={sessionId} onCreate={() => show('new')} />
        <footer className="side-foot">
          <MeMenu show={show} />
          <IconButton icon="swap" label="Switch person" onClick={onLeave} />
        </footer>
      </aside>
      <div className="pane">
        <ChatPlace route={route} />
      </div>
      <IncomingCall />
      <Dialogs shown={shown} show={show} onOpen={open} />
    </div>
  );
};

/** The address says where one is, so that a link to a part of the page cannot be one. */
const skip = (): void => {
  const main = document.querySelector<HTMLElement>('main');
  if (main === null) return;
  main.tabIndex = -1;
  main.focus();
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
