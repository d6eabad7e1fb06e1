/** Somebody else's page: what it knows of Parley is the package. The address says which session, and who is there. */
import { StrictMode } from 'react';
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createAmplifyTransport, createChatClient, localWebSocket } from 'parley/client';
import type { SessionFeed } from 'parley/client';
import { ChatProvider, useComposer, useConnection, useMessages, useOutbox, useSession, useTyping } from 'parley/react';

const Lines = ({ feed }: { readonly feed: SessionFeed }): ReactElement => {
  const { messages } = useMessages(feed);
  const { typists } = useTyping(feed);
  // What is written is kept until it is sent, also over a reload.
  const { text, change, send, canSend } = useComposer(feed);
  return (
    <>
      <ol>
        {messages.map(({ key, senderId, text: line, progress }) => (
          <li key={key} data-state={progress.state}>
            <b>{senderId}</b> {line}
          </li>
        ))}
      </ol>
      <p role="status">{typists.map(({ userId }) => `${userId} is typing`).join(', ')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // What becomes of it stands in the row, and in the outbox.
          send()?.catch(() => undefined);
        }}
      >
        <input aria-label="Message" value={text} onChange={(event) => change(event.target.value)} />
        <button type="submit" disabled={!canSend}>
          Send
        </button>
      </form>
    </>
  );
};

const Chat = ({ sessionId }: { readonly sessionId: string }): ReactElement => {
  const { status } = useConnection();
  const { entries } = useOutbox();
  const session = useSession(sessionId);
  return (
    <>
      <p>
        {status}, {entries.length} on their way
      </p>
      {session.status === 'failed' && <p role="alert">{session.error.message}</p>}
      {session.status === 'open' && <Lines feed={session.feed} />}
    </>
  );
};

const asked = new URLSearchParams(location.search);
const [endpoint, sessionId, userId, token] = ['endpoint', 'session', 'user', 'token'].map(
  (name) => asked.get(name) ?? '',
);
if (endpoint?.startsWith('http:') === true) globalThis.WebSocket = localWebSocket(globalThis.WebSocket);
const transport = createAmplifyTransport({
  graphqlEndpoint: endpoint ?? '',
  region: 'us-east-1',
  token: () => Promise.resolve(token ?? ''),
});
const client = createChatClient({ transport, userId: userId ?? '' });
client.connect();
const element = document.getElementById('chat');
if (element !== null) {
  createRoot(element).render(
    <StrictMode>
      <ChatProvider client={client}>
        <Chat sessionId={sessionId ?? ''} />
      </ChatProvider>
    </StrictMode>,
  );
}
