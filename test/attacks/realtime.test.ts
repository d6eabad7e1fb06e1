import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connect } from 'node:net';
import { once } from 'node:events';
import type { Person } from '../support/graphql.ts';
import { Live, ON_MESSAGE, ON_TYPING, upgradedSocket } from '../support/live.ts';
import { people } from '../support/people.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';
import { untilGone } from '../support/sockets.ts';

describe('Subscriptions under attack', () => {
  let parley: ProductUnderTest;
  let ann: Person;
  let sessionId: string;
  const open: Live[] = [];
  beforeAll(async () => {
    parley = await startProduct();
    [ann] = await people(parley, 'ann');
    sessionId = (await ann.createSession(['bob'])).id;
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((live) => live.close()));
  });
  afterAll(() => parley.stop());

  const as = async (userId: string): Promise<Live> => {
    const live = await Live.connect(parley.url, await parley.token(userId));
    open.push(live);
    return live;
  };

  it.each([
    ['onMessageSent', ON_MESSAGE],
    ['onTypingIndicator', ON_TYPING],
  ])('7: %s is refused to whoever is no member, as for a session that does not exist', async (_, query) => {
    const mallory = await as('mallory');
    const foreign = await mallory.subscribe('1', query, { sessionId });
    const missing = await mallory.subscribe('2', query, { sessionId: '00000000-0000-4000-8000-000000000000' });
    expect(foreign.type).toBe('error');
    expect(foreign.payload?.errors?.[0]).toMatchObject({ errorType: 'SessionNotFound' });
    expect(foreign.payload).toEqual(missing.payload);
  });

  it.each([
    ['without a session id', 'subscription { onMessageSent { id } }', {}],
    ['with null for one', ON_MESSAGE, { sessionId: null }],
    ['with a wildcard', ON_MESSAGE, { sessionId: '*' }],
    ['with a list', ON_MESSAGE, { sessionId: ['a', 'b'] }],
    ['with an empty one', ON_MESSAGE, { sessionId: '' }],
  ])('9: a subscription %s is refused', async (_, query, variables) => {
    const bob = await as('bob');
    expect((await bob.subscribe('1', query, variables)).type).toBe('error');
  });

  it('a member hears what was said, and an outsider with a subscription elsewhere does not', async () => {
    const [bob, mallory] = [await as('bob'), await as('mallory')];
    const [outsider] = await people(parley, 'mallory');
    const other = await outsider.createSession(['cat']);
    expect((await bob.subscribe('b', ON_MESSAGE, { sessionId })).type).toBe('start_ack');
    expect((await mallory.subscribe('m', ON_MESSAGE, { sessionId: other.id })).type).toBe('start_ack');

    const overheard: unknown[] = [];
    mallory.onFrame = (frame) => {
      if (frame.type === 'data') overheard.push(frame);
    };
    const heard = bob.next((frame) => frame.type === 'data');
    const own = mallory.next((frame) => frame.type === 'data');
    const message = await ann.send(sessionId, 'heard', 'for bob');
    expect((await heard).payload?.data?.['onMessageSent']).toEqual(message);
    const fence = await outsider.send(other.id, 'fence', 'mine');
    expect((await own).payload?.data?.['onMessageSent']).toEqual(fence);
    expect(overheard).toHaveLength(1);
  });

  it('1: a connection with a token that is none is refused before anything else', async () => {
    for (const token of ['', 'x', 'a.b.c', `${await parley.token('ann')}x`]) {
      await expect(Live.connect(parley.url, token)).rejects.toThrow();
    }
  });

  it('half a frame, binary rubbish and a socket cut in the middle leave the server serving', async () => {
    const { port } = new URL(parley.url);
    for (const bytes of [
      Buffer.from([0x81, 0xfe, 0x00]),
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
      Buffer.from('{"type":"start"'),
    ]) {
      const upgraded = await upgradedSocket(parley.url, await parley.token('bob'));
      const gone = untilGone(upgraded.resume());
      upgraded.end(bytes);
      await gone;
      const plain = connect(Number(port), '127.0.0.1');
      await once(plain, 'connect');
      const plainGone = untilGone(plain.resume());
      plain.end(bytes);
      await plainGone;
    }
    expect((await ann.send(sessionId, 'still', 'here')).content.text).toBe('here');
  });
});
