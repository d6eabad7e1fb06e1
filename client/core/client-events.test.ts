import { describe, expect, it } from 'vitest';
import { messageAt, summaryOf, systemAt, theSession } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { ChatClient } from './chat-client.ts';
import { News } from './client-events.ts';
import { ChatError } from './errors.ts';

const other = '00000000-0000-4000-8000-000000000002';

/** Ann's client, connected, with one session of ten messages. */
const listening = async () => {
  const [server, world] = [new FakeServer(), new FakeWorld()];
  for (let n = 1; n <= 10; n++) server.write(server.reserve(), 'bob', `line ${n}`);
  const session = summaryOf({ lastSeq: 10 });
  server.summary = session;
  server.answers.set('MyChatSessions', () => ({ items: [session], pageInfo: { endCursor: null, hasNextPage: false } }));
  const client = new ChatClient({ transport: server, userId: 'ann', world });
  client.connect();
  await settled();
  server.acknowledge();
  await settled();
  const told: string[] = [];
  client.on('message', ({ seq }) => told.push(`message ${seq}`));
  const end = client.on('mention', ({ seq }) => told.push(`mention ${seq}`));
  client.on('gap', ({ after, upTo }) => told.push(`gap ${after} ${upTo}`));
  client.on('outbox.failed', ({ key, sessionId }) => told.push(`failed ${key} ${sessionId}`));
  return { server, world, client, session, told, end };
};

describe('The events of a client', () => {
  it('tell of each message of others once, whichever way it came, with those that were missed, without history', async () => {
    const { server, client, session, told, end } = await listening();
    const { feed } = client.session(session);
    await settled();
    server.acknowledge();
    await settled();
    server.post('bob', 'hello @ann', { mentions: ['ann'] });
    server.post('ann', 'my own');
    server.say(systemAt(server.reserve(), { event: 'MEMBER_LEFT', userIds: ['cat'] }));
    server.cut();
    server.write(server.reserve(), 'bob', 'missed');
    server.acknowledge();
    await settled();
    expect(feed.state.get().status).toBe('live');
    expect(told).toEqual(['message 11', 'mention 11', 'message 14']);
    end();
    client.heard(messageAt(1, { sessionId: other, mentions: ['ann'] }));
    client.heard(messageAt(1, { sessionId: other, mentions: ['ann'] }));
    expect(told.slice(3)).toEqual(['message 1']);
    client.close();
  });

  it('tell of a hole in a session that is open', async () => {
    const { server, client, session, told } = await listening();
    client.session(session);
    await settled();
    server.acknowledge();
    await settled();
    server.reserve();
    server.post('bob', 'beyond a hole');
    server.post('bob', 'and further');
    expect(told).toEqual(['message 12', 'gap 10 12', 'message 13']);
    client.close();
  });

  it('tell of a message that is not going to be sent by itself, once', async () => {
    const { server, client, session, told } = await listening();
    const { feed } = client.session(session);
    await settled();
    server.fail('SendMessage', new ChatError('TextBlank', 'unable to send; blank', { retryable: false }), { times: 2 });
    const { key, sent } = feed.send(' ');
    await expect(sent).rejects.toMatchObject({ code: 'TextBlank' });
    expect(told).toEqual([`failed ${key} ${theSession}`]);
    expect(client.outbox.get()).toMatchObject([{ key, progress: { state: 'failed' } }]);
    client.retry(key);
    await settled();
    expect(told).toHaveLength(2);
    client.discard(key);
    expect(client.outbox.get()).toEqual([]);
    client.close();
  });
});

describe('News', () => {
  it('is forgotten from its old end, and told no second time for that', () => {
    const news = new News();
    news.begins('s', 0);
    const tell = (seq: number): boolean => news.isNew({ sessionId: 's', seq });
    for (let seq = 1; seq <= 3_000; seq++) expect(tell(seq)).toBe(true);
    expect([tell(1), tell(1_500), tell(3_000), tell(3_001)]).toEqual([false, false, false, true]);
  });
});
