import { afterEach, expect, it } from 'vitest';
import { typingFragment } from '../../domain/vocabulary/event-fragments.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { Listener } from '../live/listener.ts';
import { nested, type Person } from '../support/graphql.ts';
import { ON_TYPING } from '../support/live.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';

const TYPE = `mutation T($sessionId: ID!) { sendTypingIndicator(sessionId: $sessionId) { ${nested(typingFragment)} } }`;
const BLOCK = 'mutation B($userId: ID!) { blockUser(userId: $userId) }';
const UNBLOCK = 'mutation U($userId: ID!) { unblockUser(userId: $userId) }';
const JOIN = 'mutation J($sessionId: ID!) { joinChatSession(sessionId: $sessionId) { seq } }';

await describeOnProduct('Typing among people of whom some blocked others', (product) => {
  const open: Listener[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((listener) => listener.close()));
  });

  let turn = 0;
  /** Three whom no other test knows. */
  const three = () => {
    turn += 1;
    return people(product, `ann-${turn}`, `bob-${turn}`, `cat-${turn}`);
  };
  const listening = async ({ userId }: Person, sessionId: string): Promise<Listener> => {
    const listener = await Listener.open(product, userId);
    open.push(listener);
    await listener.listen('typing', ON_TYPING, { sessionId });
    return listener;
  };
  const type = (sessionId: string, ...typists: readonly Person[]) =>
    typists.reduce(async (before, typist) => {
      await before;
      await typist.get('sendTypingIndicator', TYPE, { sessionId });
    }, Promise.resolve());
  const block = (blocker: Person, ...blocked: readonly string[]) =>
    Promise.all(blocked.map((userId) => blocker.get('blockUser', BLOCK, { userId })));
  const typists = async (listener: Listener, count: number) =>
    (await listener.until('typing', count)).map(({ userId }) => userId);
  const strangers = (count: number) => Array.from({ length: count }, (_, at) => `stranger-${turn}-${at}`);

  it('12: neither of the two sees the other type in a group that both are in, whoever blocked', async () => {
    const [ann, bob, cat] = await three();
    const { id } = await ann.createSession([bob.userId, cat.userId]);
    await block(bob, ann.userId);
    const [anns, bobs, cats] = [await listening(ann, id), await listening(bob, id), await listening(cat, id)];
    await type(id, ann, bob, cat);
    expect(await typists(anns, 2)).toEqual([ann.userId, cat.userId]);
    expect(await typists(bobs, 2)).toEqual([bob.userId, cat.userId]);
    expect(await typists(cats, 3)).toEqual([ann.userId, bob.userId, cat.userId]);
  });

  it('12: from the answer to the block on, also where they listened before it, and until the last block is over', async () => {
    const [ann, bob, cat] = await three();
    const { id } = await ann.createSession([bob.userId, cat.userId]);
    const before = [await listening(ann, id), await listening(bob, id)];
    const other = await listening(cat, id);
    await type(id, ann, bob);
    for (const listener of before) await typists(listener, 2);

    await block(ann, bob.userId);
    await block(bob, ann.userId);
    await type(id, ann, bob);
    const after = [await listening(ann, id), await listening(bob, id)];
    await ann.get('unblockUser', UNBLOCK, { userId: bob.userId });
    await type(id, ann, bob, cat);
    await typists(other, 7);
    for (const listener of before) expect(listener.heard('typing')).toHaveLength(2);
    for (const listener of before.concat(after)) expect(listener.ended).toEqual(['typing']);

    await bob.get('unblockUser', UNBLOCK, { userId: ann.userId });
    const free = [await listening(ann, id), await listening(bob, id)];
    await type(id, ann, bob);
    for (const listener of free) expect(await typists(listener, 2)).toEqual([ann.userId, bob.userId]);
    for (const listener of after) expect(listener.heard('typing')).toEqual([]);
    expect(other.ended).toEqual([]);
  });

  it('12: who joins later is not seen by those whom they blocked, however many others did', async () => {
    const [ann, bob, cat] = await three();
    const { id } = await cat.createSession([ann.userId], { kind: 'PUBLIC' });
    await block(ann, ...strangers(Limits.typingLeftOut));
    await block(bob, ann.userId);
    const anns = await listening(ann, id);
    await type(id, cat);
    expect(await typists(anns, 1)).toEqual([cat.userId]);

    await bob.get('joinChatSession', JOIN, { sessionId: id });
    const again = await listening(ann, id);
    await type(id, bob, cat);
    expect(await typists(again, 1)).toEqual([cat.userId]);
    expect(anns.heard('typing')).toHaveLength(1);
    expect(anns.ended).toEqual(['typing']);
  });

  it('12: who is apart from more members than can be left out sees nobody type, and hears no refusal', async () => {
    const [ann, , cat] = await three();
    const apart = strangers(Limits.typingLeftOut + 1);
    const { id } = await cat.createSession([ann.userId, ...apart]);
    await block(ann, ...apart);
    const [anns, cats] = [await listening(ann, id), await listening(cat, id)];
    const [first] = await people(product, apart[0] ?? '');
    await type(id, first, cat);
    expect(await typists(cats, 2)).toEqual([first.userId, cat.userId]);
    expect(anns.heard('typing')).toEqual([]);
  });
});
