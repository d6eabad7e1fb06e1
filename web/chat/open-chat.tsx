import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { FeedRow, SessionFeed } from '../../client/core/index.ts';
import { useChatClient, useSelector, useValue } from '../../client/react/index.ts';
import { CallStage } from '../calls/call-stage.tsx';
import { Composer } from '../composer/composer.tsx';
import type { Writing } from '../composer/composer.tsx';
import { DropTarget } from '../files/drop-target.tsx';
import { lazily } from '../parts/lazily.tsx';
import { Notice } from '../parts/notice.tsx';
import { useEvent } from '../parts/use-event.ts';
import { PinsBar } from '../room/pins-bar.tsx';
import { titleOf } from '../sessions/title.ts';
import { Announcer, useReadOut } from './announcer.tsx';
import { ChatActionsProvider } from './chat-actions-context.ts';
import type { Asked, ChatActions } from './chat-actions-context.ts';
import { ChatHeading } from './chat-heading.tsx';
import { MessageList } from './message-list.tsx';
import type { MessageListHandle } from './message-list.tsx';
import { OpenSessionProvider } from './open-session-context.tsx';
import { StatusBanner } from './status-banner.tsx';
import { OpenThreadProvider } from './thread-link.tsx';
import { TypingLine } from './typing-line.tsx';
import { whyClosed } from './why-closed.ts';
import { useNameOf } from '../use-name-of.ts';

const RoomPanel = lazily(async () => (await import('../room/room-panel.tsx')).RoomPanel);
const SearchPanel = lazily(async () => (await import('../room/search-panel.tsx')).SearchPanel);
const ThreadPanel = lazily(async () => (await import('./thread-panel.tsx')).ThreadPanel);
const AskedDialog = lazily(async () => (await import('./asked-dialog.tsx')).AskedDialog);

export interface OpenChatProps {
  readonly feed: SessionFeed;
  readonly messageId: string | undefined;
}

type Panel = 'members' | 'search';

/** A session that is held open, and everything one can do in it. */
export const OpenChat = memo(({ feed, messageId }: OpenChatProps): ReactElement => {
  const client = useChatClient();
  const { sessionId } = feed;
  const [open] = useState(() => ({
    client,
    feed,
    uploads: client.uploads(sessionId),
    admin: client.admin(sessionId),
  }));
  const session = useValue(feed.session);
  const status = useSelector(feed.state, (state) => state.status);
  const [writing, setWriting] = useState<Writing>({ kind: 'new' });
  const [panel, setPanel] = useState<Panel | undefined>(undefined);
  const [threadId, setThreadId] = useState<string | undefined>(undefined);
  const [asked, setAsked] = useState<{ readonly asked: Asked; readonly row: FeedRow } | undefined>(undefined);
  const list = useRef<MessageListHandle>(null);

  const actions = useMemo<ChatActions>(
    () => ({
      reply: (row) => setWriting({ kind: 'reply', row }),
      edit: (row) => setWriting({ kind: 'edit', row }),
      openThread: setThreadId,
      jump: (id) => list.current?.jump(id),
      ask: (what, row) => setAsked({ asked: what, row }),
    }),
    [],
  );
  const nameOf = useNameOf();
  const seen = useCallback((): void => {
    if (document.visibilityState !== 'visible') return;
    feed.markRead();
    client.sessions.markRead(sessionId, feed.state.get().contiguousSeq);
  }, [client, feed, sessionId]);
  useEvent(window, 'online', () => open.uploads.wake());
  useEvent(document, 'visibilitychange', () => {
    if (list.current?.isAtBottom() === true) seen();
  });
  useEffect(() => {
    void feed.pins.load();
  }, [feed]);

  const closedBecause = whyClosed(session);
  const toggle = (which: Panel): void => setPanel((shown) => (shown === which ? undefined : which));
  const closePanel = (): void => setPanel(undefined);
  return (
    <OpenSessionProvider value={open}>
      <ChatActionsProvider value={actions}>
        <main className="chat" aria-label={titleOf(session, nameOf)} data-status={status}>
          <Announcer>
            <ReadOut feed={feed} userId={client.userId} />
            <ChatHeading
              isSearching={panel === 'search'}
              onSearch={() => toggle('search')}
              onMembers={() => setPanel('members')}
            />
            <DropTarget>
              <div className="chat-columns">
                {status === 'failed' ? (
                  <Failed feed={feed} />
                ) : (
                  <div className="chat-body">
                    <StatusBanner />
                    <PinsBar onJump={actions.jump} />
                    <CallStage />
                    {panel === 'search' && <SearchPanel onJump={actions.jump} onClose={closePanel} />}
                    <OpenThreadProvider value={threadId}>
                      <MessageList ref={list} messageId={messageId} onSeen={seen} />
                    </OpenThreadProvider>
                    <TypingLine typing={feed.typing} />
                    <Composer
                      writing={writing}
                      onWriting={setWriting}
                      closedBecause={closedBecause}
                      onSent={() => list.current?.toBottom()}
                    />
                  </div>
                )}
                {threadId !== undefined && status !== 'failed' && (
                  <ThreadPanel
                    key={threadId}
                    rootId={threadId}
                    closedBecause={closedBecause}
                    onClose={() => setThreadId(undefined)}
                  />
                )}
              </div>
            </DropTarget>
            {panel === 'members' && <RoomPanel onClose={closePanel} />}
            {asked !== undefined && (
              <AskedDialog asked={asked.asked} row={asked.row} onClose={() => setAsked(undefined)} />
            )}
          </Announcer>
        </main>
      </ChatActionsProvider>
    </OpenSessionProvider>
  );
});
OpenChat.displayName = 'OpenChat';

const ReadOut = ({ feed, userId }: { readonly feed: SessionFeed; readonly userId: string }): null => {
  useReadOut(feed, userId);
  return null;
};

const Failed = ({ feed }: { readonly feed: SessionFeed }): ReactElement => {
  const { error } = useValue(feed.state);
  const isOut = error?.code === 'SessionNotFound';
  const text = isOut ? 'You are not, or no longer, in this conversation.' : (error?.message ?? '');
  return (
    <div className="chat-body">
      <Notice kind="error" title="This conversation cannot be shown" text={text} />
    </div>
  );
};
