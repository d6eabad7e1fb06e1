import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { ChatClient } from './chat-client.ts';
import { ChatError, networkLost } from './errors.ts';

/** Ann's client, and every state that its connection was in. */
const newcomer = () => {
  const [server, world] = [new FakeServer(), new FakeWorld()];
  const online = { is: true };
  Object.assign(world, { isOnline: () => online.is });
  server.answers.set('MyChatSessions', () => ({
    items: [summaryOf()],
    pageInfo: { endCursor: null, hasNextPage: false },
  }));
  server.answers.set('SetPresence', () => {
    throw networkLost();
  });
  const client = new ChatClient({ transport: server, userId: 'ann', world });
  const states: string[] = [];
  client.connection.subscribe(() => states.push(client.connection.get().status));
  return { server, world, client, online, states, fresh: () => states.splice(0) };
};

describe('A connection', () => {
  it('is idle, connecting, catching up and live, in that order, and idle again when it is closed', async () => {
    const { server, client, states } = newcomer();
    expect(client.connection.get()).toEqual({ status: 'idle' });
    client.connect();
    await settled();
    server.acknowledge();
    await settled();
    client.close();
    expect(states).toEqual(['connecting', 'catching-up', 'live', 'idle']);
  });

  it('says when it tries again, and catches up before it is live again', async () => {
    const { server, world, client, fresh } = newcomer();
    client.connect();
    await settled();
    const { feed } = client.session(summaryOf());
    server.acknowledge();
    await settled();
    fresh();
    server.cut();
    expect(client.connection.get()).toMatchObject({ status: 'retrying', error: { code: 'NetworkLost' } });
    server.retrying(world.now() + 5_000);
    expect(client.connection.get()).toMatchObject({ status: 'retrying', retryAt: world.now() + 5_000 });
    fresh();
    server.acknowledge();
    expect([client.connection.get().status, feed.state.get().status]).toEqual(['catching-up', 'catching-up']);
    await settled();
    expect([fresh().at(-1), feed.state.get().status]).toEqual(['live', 'live']);
    client.close();
  });

  it('says when it tries again also where an open session alone lost its messages: the first of what is due', async () => {
    const { server, world, client } = newcomer();
    client.connect();
    await settled();
    client.session(summaryOf());
    server.acknowledge();
    await settled();
    server.cut(networkLost(), 'OnMessageSent');
    const [soon, later] = [world.now() + 5_000, world.now() + 9_000];
    server.retrying(soon, 'OnMessageSent');
    expect(client.connection.get()).toEqual({ status: 'retrying', retryAt: soon });
    server.retrying(later, 'OnMessageUpdated');
    expect(client.connection.get()).toEqual({ status: 'retrying', retryAt: soon });
    await world.pass(5_000);
    server.retrying(later, 'OnMessageSent');
    expect(client.connection.get()).toEqual({ status: 'retrying', retryAt: later });
    client.close();
  });

  it('stays live while a session is being opened', async () => {
    const { server, client, fresh } = newcomer();
    client.connect();
    await settled();
    server.acknowledge();
    await settled();
    fresh();
    client.session(summaryOf());
    await settled();
    server.acknowledge();
    await settled();
    expect(fresh()).toEqual([]);
    client.close();
  });

  it('tells a device without a network from a server that is away, and a refusal from both', async () => {
    const { server, client, online } = newcomer();
    client.connect();
    await settled();
    server.acknowledge();
    await settled();
    online.is = false;
    server.cut();
    expect(client.connection.get().status).toBe('offline');
    online.is = true;
    server.cut(new ChatError('Unauthenticated', 'unable to go on; no', { retryable: false }));
    expect(client.connection.get()).toMatchObject({ status: 'failed', error: { code: 'Unauthenticated' } });
    client.close();
  });

  it('says so when the very first request finds nobody, and goes on trying', async () => {
    const { server, world, client } = newcomer();
    server.fail('MyChatSessions', networkLost());
    client.connect();
    await settled();
    const { status, retryAt } = client.connection.get();
    expect([status, (retryAt ?? 0) > world.now()]).toEqual(['retrying', true]);
    await world.pass(1_000);
    server.acknowledge();
    await settled();
    expect(client.connection.get()).toEqual({ status: 'live' });
    client.close();
  });

  it('is live by asking where no socket opens, with messages a few seconds late, and says that it is', async () => {
    const { server, world, client } = newcomer();
    client.connect();
    const { feed } = client.session(summaryOf());
    await world.pass(15_000);
    expect(client.connection.get()).toEqual({ status: 'live', isPolled: true });
    expect(feed.state.get().status).toBe('live');
    server.write(server.reserve(), 'bob', 'nobody was told of');
    await world.pass(3_000);
    expect(feed.state.get().messages.map(({ text }) => text)).toEqual(['nobody was told of']);
    const asked = server.asked('Receipts');
    await world.pass(3_000);
    expect(server.asked('Receipts')).toBeGreaterThan(asked);
    server.acknowledge();
    await settled();
    expect(client.connection.get()).toEqual({ status: 'live' });
    client.close();
  });
});
