import { ChatClient } from '../../client/core/chat-client.ts';
import { ChatError } from '../../client/core/errors.ts';
import type { SessionSummary } from '../../client/core/model.ts';
import { theSession } from './fake-messages.ts';
import { FakeServer } from './fake-server.ts';
import { FakeWorld, settled } from './fake-world.ts';

export const notFound = new ChatError('SessionNotFound', 'unable to read; no such session', { retryable: false });

/** Ann, connected, with these sessions at the server. */
export const connected = async (...sessions: SessionSummary[]) => {
  const server = new FakeServer();
  const world = new FakeWorld();
  const at = new Map(sessions.map((session) => [session.id, session]));
  server.answers.set('MyChatSessions', ({ limit }) => {
    const items = [...at.values()].slice(0, Number(limit));
    return { items, pageInfo: { endCursor: null, hasNextPage: false } };
  });
  server.answers.set('ChatSession', ({ sessionId }) => {
    const found = at.get(String(sessionId));
    if (found === undefined) throw notFound;
    return found;
  });
  server.answers.set('SetPresence', () => presenceOf('ann', world.now()));
  const client = new ChatClient({ transport: server, userId: 'ann', deviceId: 'laptop', world });
  client.connect();
  await client.sessions.refresh();
  server.acknowledge();
  await settled();
  const items = () => client.sessions.state.get().items;
  return { server, world, client, at, items, item: (id = theSession) => items().find((one) => one.id === id) };
};

export const presenceOf = (userId: string, at: number, status = 'ONLINE') => ({
  userId,
  status,
  note: null,
  lastSeenAt: new Date(at).toISOString(),
  expiresAt: status === 'OFFLINE' ? null : new Date(at + 300_000).toISOString(),
});
