import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/graphql.ts';
import { Live } from '../support/live.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';
import { people } from '../support/people.ts';
import { read, say, Watch } from './words.ts';

describe('presence, live', () => {
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
  /** Ann, Bob, Cat and Eve, whom no other test knows. */
  const four = () => {
    named += 1;
    return people(parley, `ann-${named}`, `bob-${named}`, `cat-${named}`, `eve-${named}`);
  };
  const connect = async (who: Person): Promise<Live> => {
    const live = await Live.connect(parley.url, await parley.token(who.userId));
    lives.push(live);
    return live;
  };
  const watch = async (who: Person, sessionId: string, ...whom: readonly Person[]): Promise<Watch> =>
    Watch.start(await connect(who), 'presence', sessionId, ...whom);

  it('tells co-members of every change, and of nothing twice', async () => {
    const [ann, bob] = await four();
    const { id } = await ann.createSession([bob.userId]);
    const watching = await watch(ann, id, bob);
    await say(bob, { status: 'ONLINE' });
    await say(bob, { status: 'ONLINE' });
    await say(bob, { status: 'BUSY', note: 'exam 🍀' });
    await watching.until((heard) => heard.length === 2);
    expect(watching.heard.map(({ userId, status, note }) => [userId, status, note])).toEqual([
      [bob.userId, 'ONLINE', null],
      [bob.userId, 'BUSY', 'exam 🍀'],
    ]);
    const [asked] = await read(ann, id, bob);
    expect({ ...asked, channels: [bob.userId] }).toEqual(watching.heard[1]);
  });

  it('is one of all devices: the weightiest counts, and the last to go takes the user with it', async () => {
    const [ann, bob] = await four();
    const { id } = await ann.createSession([bob.userId]);
    const watching = await watch(ann, id, bob);
    const words = [
      { deviceId: 'phone', status: 'AWAY' },
      { deviceId: 'laptop', status: 'BUSY' },
      { deviceId: 'phone', status: 'ONLINE' },
      { deviceId: 'laptop', status: 'OFFLINE' },
      { deviceId: 'phone', status: 'OFFLINE' },
    ];
    for (const word of words) await say(bob, word);
    await watching.until((heard) => heard.length === 4);
    expect(watching.heard.map(({ status }) => status)).toEqual(['AWAY', 'BUSY', 'ONLINE', 'OFFLINE']);
    const gone = watching.heard[3];
    expect(gone?.expiresAt).toBeNull();
    expect(gone?.lastSeenAt).not.toBeNull();
  });

  it('leaves out nothing where two devices change at the same moment', async () => {
    const [ann, bob] = await four();
    const { id } = await ann.createSession([bob.userId]);
    const watching = await watch(ann, id, bob);
    await Promise.all(
      ['AWAY', 'BUSY', 'ONLINE', 'AWAY'].map((status, nth) => say(bob, { deviceId: `device-${nth}`, status })),
    );
    await watching.until((heard) => heard.some(({ status }) => status === 'BUSY'));
    expect((await read(ann, id, bob))[0]?.status).toBe('BUSY');
  });

  it('tells nothing of someone who was asked for and is no member, or was not asked for', async () => {
    const [ann, bob, cat, eve] = await four();
    const { id } = await ann.createSession([bob.userId, cat.userId]);
    const watching = await watch(ann, id, bob, eve);
    const nobody = await watch(bob, id, eve);
    for (const who of [eve, cat, bob]) await say(who, { status: 'ONLINE' });
    await watching.until((heard) => heard.length > 0);
    expect(watching.heard.map(({ userId }) => userId)).toEqual([bob.userId]);
    expect(nobody.heard).toEqual([]);
    expect(nobody.ended).toBe(false);
  });

  it('is refused to a stranger as a session that does not exist', async () => {
    const [ann, bob, , eve] = await four();
    const { id } = await ann.createSession([bob.userId]);
    for (const sessionId of [id, crypto.randomUUID(), '*']) {
      await expect(watch(eve, sessionId, ann)).rejects.toThrow('SessionNotFound');
      await expect(read(eve, sessionId, ann)).rejects.toThrow('SessionNotFound');
    }
  });

  it('hears many at once, each as themselves', async () => {
    const [ann] = await four();
    const members = await people(parley, ...Array.from({ length: 45 }, (_, nth) => `member-${named}-${nth}`));
    const { id } = await ann.createSession(members.map(({ userId }) => userId));
    const watching = await watch(ann, id, ...members);
    await Promise.all(members.map((member) => say(member, { status: 'ONLINE' })));
    await watching.until((heard) => heard.length === members.length);
    expect(watching.heard.map(({ userId }) => userId).sort()).toEqual(members.map(({ userId }) => userId).sort());
  });
});
