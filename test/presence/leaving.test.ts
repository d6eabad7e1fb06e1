import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/graphql.ts';
import { Live } from '../support/live.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';
import { people } from '../support/people.ts';
import { read, say, Watch } from './words.ts';

const LEAVE = 'mutation Leave($sessionId: ID!) { leaveChatSession(sessionId: $sessionId) { seq } }';
const REMOVE =
  'mutation Remove($sessionId: ID!, $userId: ID!) { removeMember(sessionId: $sessionId, userId: $userId) { seq } }';
const BLOCK = 'mutation Block($userId: ID!) { blockUser(userId: $userId) }';
const UNBLOCK = 'mutation Unblock($userId: ID!) { unblockUser(userId: $userId) }';

describe('presence, once two may not see each other any more', () => {
  let parley: ProductUnderTest;
  const lives: Live[] = [];
  beforeAll(async () => {
    parley = await startProduct();
  });
  afterEach(async () => {
    await Promise.all(lives.splice(0).map((live) => live.close()));
  });
  afterAll(() => parley.stop());

  let named = 0;
  /** Ann, Bob and Cat, whom no other test knows, in a session of theirs. */
  const three = async () => {
    named += 1;
    const [ann, bob, cat] = await people(parley, `ann-${named}`, `bob-${named}`, `cat-${named}`);
    const { id } = await ann.createSession([bob.userId, cat.userId]);
    return { ann, bob, cat, id };
  };
  const watch = async (who: Person, sessionId: string, ...whom: readonly Person[]): Promise<Watch> => {
    const live = await Live.connect(parley.url, await parley.token(who.userId));
    lives.push(live);
    return Watch.start(live, 'presence', sessionId, ...whom);
  };
  const statusesIn = ({ heard }: Watch) => heard.map(({ status }) => status);

  it('ends at who left, and at everyone who watched them', async () => {
    const { ann, bob, cat, id } = await three();
    const [leaver, stayer] = [await watch(bob, id, cat), await watch(cat, id, bob)];
    await bob.ask(LEAVE, { sessionId: id });
    await Promise.all([leaver.untilEnded(), stayer.untilEnded()]);
    await expect(watch(bob, id, cat)).rejects.toThrow('SessionNotFound');

    const again = await watch(cat, id, ann, bob);
    await say(bob, { status: 'ONLINE' });
    await say(ann, { status: 'BUSY' });
    await again.until((heard) => heard.length > 0);
    expect(statusesIn(again)).toEqual(['BUSY']);
    expect(leaver.heard.concat(stayer.heard)).toEqual([]);
    expect((await read(cat, id, bob))[0]).toMatchObject({ status: 'OFFLINE', lastSeenAt: null });
  });

  it('ends at who is removed', async () => {
    const { ann, bob, cat, id } = await three();
    const removed = await watch(bob, id, cat);
    await ann.ask(REMOVE, { sessionId: id, userId: bob.userId });
    await removed.untilEnded();
    await say(cat, { status: 'ONLINE' });
    await expect(read(bob, id, cat)).rejects.toThrow('SessionNotFound');
    expect(removed.heard).toEqual([]);
  });

  it('ends between two of whom one blocks the other, for nobody else, and until it is taken back', async () => {
    const { ann, bob, cat, id } = await three();
    const [blocked, blocker] = [await watch(ann, id, bob), await watch(bob, id, ann)];
    const other = await watch(cat, id, ann, bob);
    await bob.ask(BLOCK, { userId: ann.userId });
    await Promise.all([blocked.untilEnded(), blocker.untilEnded()]);

    const again = [await watch(ann, id, bob, cat), await watch(bob, id, ann, cat)];
    for (const [who, status] of [
      [ann, 'BUSY'],
      [bob, 'AWAY'],
      [cat, 'ONLINE'],
    ] as const)
      await say(who, { status });
    await Promise.all(again.map((one) => one.until((heard) => heard.length > 0)));
    expect(again.map(statusesIn)).toEqual([['ONLINE'], ['ONLINE']]);
    expect(other.ended).toBe(false);
    await other.until((heard) => heard.length === 2);
    expect(statusesIn(other)).toEqual(['BUSY', 'AWAY']);
    for (const [one, whom] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      expect((await read(one, id, whom))[0]).toMatchObject({ status: 'OFFLINE', lastSeenAt: null, note: null });
    }

    await bob.ask(UNBLOCK, { userId: ann.userId });
    expect((await read(ann, id, bob))[0]?.status).toBe('AWAY');
    const seeing = await watch(ann, id, bob);
    await say(bob, { status: 'ONLINE' });
    await seeing.until((heard) => heard.length > 0);
    expect(statusesIn(seeing)).toEqual(['ONLINE']);
  });
});
