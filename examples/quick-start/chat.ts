import { createAmplifyTransport, createChatClient } from 'parley/client';
import type { AmplifyTransportOptions } from 'parley/client';

/** A live chat: shows the lines of a session, now and whenever one comes, and answers how to say something. */
export const openChat = async (api: AmplifyTransportOptions, me: string, sessionId: string, show: Show) => {
  const client = createChatClient({ transport: createAmplifyTransport(api), userId: me });
  client.connect();
  const { feed } = client.session(await client.findSession(sessionId));
  feed.state.subscribe(() => show(feed.state.get().messages.map(({ senderId, text }) => `${senderId}: ${text}`)));
  return { say: (text: string) => feed.send(text).sent, leave: () => client.close() };
};

type Show = (lines: readonly string[]) => void;
