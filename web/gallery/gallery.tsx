import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useChatClient } from '../../client/react/index.ts';
import { ChatPane } from '../chat/chat-pane.tsx';
import { Select } from '../room/select.tsx';
import { SessionListView } from '../sessions/session-list.tsx';
import { FakeChat } from './fake-chat.tsx';
import { onItsWay } from './fake-transport.ts';
import type { FakeServer } from './fake-transport.ts';
import { sampleCall } from './sample-call.ts';
import { sampleMessages } from './sample-messages.ts';
import { ago, sampleSession } from './sample-session.ts';
import { SampleCalls } from './sample-calls.tsx';
import { SampleParts } from './sample-parts.tsx';
import { SampleUploads } from './sample-uploads.tsx';

const { length } = sampleMessages;
const chats = {
  'Every kind of message': {},
  'Unread messages': { session: { lastReadSeq: length - 6, unreadCount: 5, firstUnreadCursor: 'unread' } },
  'Nothing said yet': { messages: 'none', session: { lastSeq: 0, lastReadSeq: 0 } },
  'Messages on their way': { messages: 'loading' },
  'In a call': { isCalled: true },
  'Connection lost': { isLost: true },
  'No longer a member': { messages: 'refused' },
  Archived: { session: { status: 'ARCHIVED' } },
  Frozen: { session: { isFrozen: true, myRole: 'MEMBER', myPermissions: [] } },
  Muted: { session: { myMutedUntil: ago(-600) } },
  'Two people': { session: { kind: 'DIRECT', name: null, memberCount: 2, myPermissions: ['POST', 'PIN'] } },
} as const satisfies Readonly<Record<string, FakeServer>>;

const lists = {
  'List of conversations': { sessions: 'many' },
  'No conversations': { sessions: 'none' },
  'Conversations on their way': { sessions: 'loading' },
  'Conversations out of reach': { sessions: 'failed' },
} as const satisfies Readonly<Record<string, FakeServer>>;

const noServer: FakeServer = {};

type Chat = keyof typeof chats;
type List = keyof typeof lists;
type State = Chat | List | 'Calls' | 'Files on their way' | 'Parts';

const states: readonly State[] = [...keysOf(chats), ...keysOf(lists), 'Calls', 'Files on their way', 'Parts'];

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  const keys: Key[] = [];
  for (const key in record) keys.push(key);
  return keys;
}

const isChat = (state: State): state is Chat => state in chats;
const isList = (state: State): state is List => state in lists;

/** The page in every state that it can be in, without a server. */
export const Gallery = (): ReactElement => {
  const [state, setState] = useState<State>('Every kind of message');
  return (
    <div className="gallery">
      <header className="gallery-head">
        <a className="brand" href="#/">
          Parley
        </a>
        <Select label="State" value={state} options={states.map((each) => [each, each])} onChoose={setState} />
      </header>
      <div key={state} className="gallery-stage">
        {isChat(state) ? (
          <FakeChat server={chats[state]}>
            <Outgoing isShown={state === 'Every kind of message'} />
            <Joined isShown={state === 'In a call'} />
            <ChatPane sessionId={sampleSession.id} />
          </FakeChat>
        ) : isList(state) ? (
          <FakeChat server={lists[state]}>
            <main className="gallery-list">
              <h1 className="visually-hidden">{state}</h1>
              <SessionListView openId={undefined} onCreate={() => undefined} />
            </main>
          </FakeChat>
        ) : state === 'Calls' ? (
          <FakeChat server={noServer}>
            <SampleCalls />
          </FakeChat>
        ) : state === 'Files on their way' ? (
          <FakeChat server={noServer}>
            <SampleUploads />
          </FakeChat>
        ) : (
          <SampleParts />
        )}
      </div>
    </div>
  );
};

/** Comes into the call that is on. */
const Joined = ({ isShown }: { readonly isShown: boolean }): null => {
  const { calls } = useChatClient();
  useEffect(() => {
    if (!isShown) return undefined;
    const entering = calls.join({ id: sampleCall.id, sessionId: sampleSession.id, mode: 'VIDEO' }, unseen);
    return () => void entering.then((call) => call.hangUp());
  }, [calls, isShown]);
  return null;
};

const unseen = { microphone: false, camera: false, consentsToRecording: true };

/** Messages that are not on the server: one that waits, and one that was refused. */
const Outgoing = ({ isShown }: { readonly isShown: boolean }): null => {
  const client = useChatClient();
  useEffect(() => {
    if (!isShown) return undefined;
    const { feed, release } = client.session({ ...sampleSession, lastSeq: length, lastReadSeq: length });
    for (const text of ['Refused', onItsWay]) {
      feed.send(text, { key: `gallery ${text}` }).sent.catch(() => undefined);
    }
    return release;
  }, [client, isShown]);
  return null;
};
