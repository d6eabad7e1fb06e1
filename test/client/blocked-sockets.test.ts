import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAmplifyTransport } from '../../client/core/amplify-transport.ts';
import type { AmplifyTransport } from '../../client/core/amplify-transport.ts';
import { ChatClient } from '../../client/core/chat-client.ts';
import * as documents from '../../client/core/documents.ts';
import { realWorld } from '../../client/core/world.ts';
import type { World } from '../../client/core/world.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';
import { until } from './amplify-client-transport.ts';
import { ownSockets } from './own-amplify.ts';

/** A world in which nobody is patient, so that a test need not be. */
const hasty: World = { ...realWorld, after: (ms, action) => realWorld.after(ms / 20, action) };

describe('A client whose sockets are blocked while requests get through', () => {
  let parley: Parley;
  let transport: AmplifyTransport;
  let bob: ChatClient;
  const sockets = ownSockets({ blocked: true });

  beforeAll(async () => {
    parley = await startParley();
    const token = await parley.token('bob');
    transport = createAmplifyTransport({
      graphqlEndpoint: `${parley.url}/graphql`,
      region: 'us-east-1',
      token: () => Promise.resolve(token),
      world: hasty,
    });
    bob = new ChatClient({ transport, userId: 'bob', world: hasty });
  });
  afterAll(async () => {
    bob.close();
    transport.close();
    await parley.stop();
  });

  /** Ann, who has no such trouble. */
  const asAnn = async (query: string, variables: object): Promise<unknown> => {
    const response = await fetch(`${parley.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: await parley.token('ann') },
      body: JSON.stringify({ query, variables }),
    });
    const { data } = (await response.json()) as { data: unknown };
    return data;
  };
  const say = (sessionId: string, text: string): Promise<unknown> =>
    asAnn(documents.sendMessage.document, { input: { sessionId, clientMessageId: text, content: { text } } });

  it('asks for what happens by itself, and is told of it again when a socket opens', async () => {
    bob.connect();
    await until(bob.connection, ({ isPolled }) => isPolled === true);
    const made = await asAnn(documents.createChatSession.document, { input: { memberIds: ['bob'], name: 'Two' } });
    const { id } = documents.createChatSession.read(made);
    await until(bob.sessions.state, ({ items }) => items.some((item) => item.id === id));
    const { feed } = bob.session(await bob.findSession(id));
    await until(feed.state, ({ status }) => status === 'live');
    await say(id, 'over the wall');
    await until(feed.state, ({ messages }) => messages.some(({ text }) => text === 'over the wall'));
    await feed.send('and back').sent;
    expect(bob.connection.get()).toMatchObject({ status: 'live', isPolled: true });
    expect(sockets.tried).toBeGreaterThan(0);

    sockets.unblock();
    await until(bob.connection, ({ status, isPolled }) => status === 'live' && isPolled === undefined);
    await say(id, 'through the gate');
    await until(feed.state, ({ messages }) => messages.some(({ text }) => text === 'through the gate'));

    sockets.block();
    await until(bob.connection, ({ isPolled }) => isPolled === true);
    await say(id, 'over the wall again');
    await until(feed.state, ({ messages }) => messages.some(({ text }) => text === 'over the wall again'));
    expect(feed.state.get().messages.map(({ text }) => text)).toEqual([
      'over the wall',
      'and back',
      'through the gate',
      'over the wall again',
    ]);
  });
});
