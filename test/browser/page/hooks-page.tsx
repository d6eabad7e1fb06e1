/** A page that uses every hook, under StrictMode, on a server in memory that the test speaks to as `window.server`. */
import { memo, StrictMode, useState } from 'react';
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { ChatError, createChatClient } from '../../../client/core/index.ts';
import type { SessionFeed } from '../../../client/core/index.ts';
import { networkLost } from '../../../client/core/errors.ts';
import {
  ChatProvider,
  useComposer,
  useConnection,
  useMembers,
  useMessage,
  useMessages,
  useNotifications,
  useOutbox,
  usePermission,
  usePins,
  usePresence,
  useReaders,
  useSearch,
  useSelector,
  useSession,
  useSessions,
  useThread,
  useTyping,
  useUnread,
  useUpload,
} from '../../../client/react/index.ts';
import { messageAt, summaryOf, theSession } from '../../client/fake-messages.ts';
import { FakeServer } from '../../client/fake-server.ts';

const server = new FakeServer();
const onePage = { endCursor: null, hasNextPage: false };
const unknown = '00000000-0000-4000-8000-00000000dead';
/** At first a network is in the way: of both questions that StrictMode makes of the first. */
const unsteady = '00000000-0000-4000-8000-00000000beef';
let askedForUnsteady = 0;
for (let n = 1; n <= 3; n++) server.write(server.reserve(), 'bob', `line ${n}`);
server.write(server.reserve(), 'bob', 'a reply', { threadRootId: messageAt(1).id });
const session = summaryOf({ lastSeq: 4, unreadCount: 2, lastActivityAt: new Date().toISOString() });
server.summary = session;
server.answers.set('MyChatSessions', () => ({ items: [session], pageInfo: onePage }));
server.answers.set('ChatSession', ({ sessionId }) => {
  if (sessionId === theSession) return session;
  if (sessionId === unsteady && ++askedForUnsteady <= 2) throw networkLost();
  throw new ChatError('SessionNotFound', 'unable to read the session; there is none', { retryable: false });
});
server.answers.set('Members', () => ({
  items: ['ann', 'bob', 'cat'].map((userId) => ({ userId, role: 'MEMBER', joinedAt: '2026-01-01', mutedUntil: null })),
  pageInfo: onePage,
}));
server.answers.set('PinnedMessages', () => [
  { message: messageAt(2, { text: 'line 2' }), pinnedBy: 'bob', pinnedAt: '2026-01-01', until: null },
]);
server.answers.set('Notifications', () => ({ items: [], pageInfo: onePage, unseenCount: 7 }));
const presenceOf = (userId: string) => ({ userId, status: 'ONLINE', note: null, lastSeenAt: null, expiresAt: null });
server.answers.set('Presence', ({ userIds }) => (Array.isArray(userIds) ? userIds.map(presenceOf) : []));
server.answers.set('SetPresence', () => presenceOf('ann'));
server.receipts.set('bob', { lastReadSeq: 3, lastDeliveredSeq: 3 });

const client = createChatClient({ transport: server, userId: 'ann', outbox: 'memory' });
const drawn = { rows: 0, texts: 0 };
Object.assign(window, { server, client, drawn });

const Shown = ({ name, value }: { readonly name: string; readonly value: unknown }): ReactElement => (
  <output id={name}>{JSON.stringify(value)}</output>
);

/** Counts how often it is drawn: only when the text of its message changes. */
const OneText = memo(({ feed, at }: { readonly feed: SessionFeed; readonly at: string }): ReactElement => {
  const text = useMessage(feed, at, (row) => row?.text);
  drawn.texts += 1;
  return <Shown name="first-text" value={text} />;
});

const Thread = ({ feed }: { readonly feed: SessionFeed }): ReactElement => {
  const { state } = useThread(feed, messageAt(1).id);
  return <Shown name="thread" value={[state.root?.text, state.replies.map(({ text }) => text)]} />;
};

const Composer = ({ feed }: { readonly feed: SessionFeed }): ReactElement => {
  const { text, change, send, canSend } = useComposer(feed);
  const both = (): void => {
    send()?.catch(() => undefined);
    send()?.catch(() => undefined);
  };
  return (
    <>
      <input id="field" value={text} onChange={(event) => change(event.target.value)} />
      <button id="send" type="button" disabled={!canSend} onClick={both}>
        Send twice at once
      </button>
    </>
  );
};

const Room = ({ feed }: { readonly feed: SessionFeed }): ReactElement => {
  const { messages, status } = useMessages(feed);
  const [sought, setSought] = useState('');
  drawn.rows += 1;
  const { all, start } = useUpload(feed.sessionId);
  return (
    <>
      <Shown name="status" value={status} />
      <Shown name="messages" value={messages.map(({ text, progress }) => `${text} ${progress.state}`)} />
      <Shown name="members" value={useMembers(feed).items.map(({ userId }) => userId)} />
      <Shown name="pins" value={usePins(feed).map(({ message }) => message.content?.text)} />
      <Shown name="typing" value={useTyping(feed).typists.map(({ userId }) => userId)} />
      <Shown name="readers" value={useReaders(feed, 3)} />
      <Shown name="may" value={[usePermission(feed, 'POST'), usePermission(feed, 'FREEZE')]} />
      <Shown name="name" value={useSelector(feed.session, ({ name }) => name)} />
      <Shown name="found" value={useSearch(feed, sought).found.map(({ text }) => text)} />
      <Shown name="presence" value={[...usePresence(feed.sessionId, ['bob']).values()].map(({ status: is }) => is)} />
      <Shown name="uploads" value={all.map(({ name }) => name)} />
      <input id="sought" value={sought} onChange={(event) => setSought(event.target.value)} />
      <button id="upload" type="button" onClick={() => start({ blob: new Blob(['x']), name: 'x.txt' })}>
        Upload
      </button>
      <OneText feed={feed} at={messageAt(1).id} />
      <Thread feed={feed} />
      <Composer feed={feed} />
    </>
  );
};

const Session = ({ id, name }: { readonly id: string; readonly name: string }): ReactElement => {
  const view = useSession(id);
  return (
    <>
      <Shown name={name} value={view.status === 'failed' ? view.error.code : view.status} />
      {view.status === 'open' && name === 'session' && <Room feed={view.feed} />}
    </>
  );
};

const Page = (): ReactElement => {
  const [isOpen, setOpen] = useState(true);
  const { entries, retry, discard } = useOutbox();
  const key = entries[0]?.key ?? '';
  return (
    <>
      <Shown name="connection" value={useConnection().status} />
      <Shown name="sessions" value={useSessions().items.map(({ name }) => name)} />
      <Shown name="unread" value={[useUnread(), useUnread(theSession), useUnread('other')]} />
      <Shown name="notifications" value={useNotifications().unseenCount} />
      <Shown name="outbox" value={entries.map(({ progress }) => progress.state)} />
      <button id="retry" type="button" onClick={() => retry(key)}>
        Retry
      </button>
      <button id="discard" type="button" onClick={() => discard(key)}>
        Discard
      </button>
      <button id="toggle" type="button" onClick={() => setOpen(!isOpen)}>
        Open or close
      </button>
      {isOpen && <Session id={theSession} name="session" />}
      {isOpen && <Session id={theSession} name="same" />}
      <Session id={unknown} name="missing" />
      <Session id={unsteady} name="unsteady" />
    </>
  );
};

const element = document.createElement('main');
document.body.append(element);
client.connect();
createRoot(element).render(
  <StrictMode>
    <ChatProvider client={client}>
      <Page />
    </ChatProvider>
  </StrictMode>,
);
