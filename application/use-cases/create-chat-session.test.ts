import { describe, expect, it } from 'vitest';
import { openedSessionIds } from '../../adapters/uuid/opened-session-ids.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { aBlock, aSessionId, anAlias, user } from '../../test/builders/people.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import type { Stores } from '../../test/contracts/stores.ts';
import { changeChatSession } from '../chat-sessions/change-chat-session.ts';
import type { CreateChatSession } from '../ports/chat-service.ts';
import { StoreBroken, StoreBusy } from '../ports/store-errors.ts';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { leave } from '../../domain/chat-session/decisions/leave.ts';
import { hurried } from '../../test/builders/pacing.ts';
import { createChatSession } from './create-chat-session.ts';

const [ann, bob, cat] = [user('ann'), user('bob'), user('cat')];
const hour = 3_600_000;

/** A group of Ann's and Bob's, unless told otherwise. */
const aWish = (wish: Partial<CreateChatSession> = {}): CreateChatSession => ({
  sessionType: 'GENERAL',
  kind: 'GROUP',
  name: null,
  creator: ann,
  memberIds: [bob],
  clientSessionId: null,
  ...wish,
});

function setUp({ sessionsPerHour = 0, stores = {} }: { sessionsPerHour?: number; stores?: Partial<Stores> } = {}) {
  const open = { ...openMemoryStores(), ...stores };
  const clock = new ManualClock();
  const ids = { sessionId: aSessionId, alias: anAlias };
  const live = new MemoryLiveDelivery();
  const create = createChatSession({ ...open, live, clock, ids, openedSessionIds, sessionsPerHour });
  const leaving = async (sessionId: SessionId, who: UserId) =>
    granted(
      await changeChatSession(
        { ...open, live: new MemoryLiveDelivery(), clock, pacing: hurried },
        { sessionId, by: who, decision: leave(who) },
      ),
    );
  return { ...open, live, clock, create, leaving };
}

describe('creating a session', () => {
  it('answers it with all that it was opened with, as the list will show it to its creator', async () => {
    const { create, directory } = setUp();
    const wish = aWish({
      kind: 'PUBLIC',
      name: ' Algebra ',
      description: 'Lines\nand planes',
      avatarUrl: 'https://example.org/a.png',
      bannerUrl: 'https://example.org/b.png',
      tags: ['Maths', 'maths', 'year 2'],
      settings: { slowModeSeconds: 30, requireApproval: true },
    });
    const view = granted(await create(wish));
    expect(view).toMatchObject({
      kind: 'PUBLIC',
      name: 'Algebra',
      description: 'Lines\nand planes',
      avatarUrl: 'https://example.org/a.png',
      bannerUrl: 'https://example.org/b.png',
      tags: ['maths', 'year 2'],
      settings: { slowModeSeconds: 30, requireApproval: true, maxMembers: 1000 },
      createdAt: noon,
      memberCount: 2,
      lastSeq: 0,
      myRole: 'OWNER',
      myMutedUntil: null,
      myPreferences: { notifications: 'ALL', mutedUntil: null, customName: null },
    });
    expect(view.myAlias).not.toBeNull();
    expect(await directory.views(ann, [view.id])).toEqual([{ ...view, lastMessage: null }]);
    expect(await directory.view(ann, view.id)).toEqual(view);
  });

  it('makes each member one, with an alias of their own', async () => {
    const { create, directory } = setUp();
    const { id, myAlias } = granted(await create(aWish({ memberIds: [bob, cat] })));
    const others = await Promise.all([directory.view(bob, id), directory.view(cat, id)]);
    expect(others.map((view) => view?.myRole)).toEqual(['MEMBER', 'MEMBER']);
    expect(new Set([myAlias, ...others.map((view) => view?.myAlias)]).size).toBe(3);
  });

  it('tells its members once, and nobody where it stands already or is refused', async () => {
    const { create, live } = setUp();
    const wish = aWish({ clientSessionId: 'one' });
    const { id } = granted(await create(wish));
    await create(wish);
    await create(aWish({ memberIds: [user('dan')], tags: Array.from({ length: 11 }, (_, at) => `tag ${at}`) }));
    expect(live.told).toEqual([{ kind: 'messageSent', sessionId: id, seq: seqZero }]);
  });

  it.each<[string, Partial<CreateChatSession>]>([
    ['a DIRECT session of one', { kind: 'DIRECT', memberIds: [] }],
    ['a DIRECT session with oneself', { kind: 'DIRECT', memberIds: [ann] }],
    ['a DIRECT session of three', { kind: 'DIRECT', memberIds: [bob, cat] }],
    ['a PUBLIC session without a name', { kind: 'PUBLIC', name: null }],
    ['a PUBLIC session with a blank name', { kind: 'PUBLIC', name: '  ' }],
    ['a member who cannot be a user', { memberIds: ['#'] }],
    ['a name that turns the text beside it', { name: 'a\u202eb' }],
    ['a picture that is no https address', { avatarUrl: 'javascript:alert(1)' }],
    ['too many tags', { tags: Array.from({ length: 11 }, (_, at) => `tag ${at}`) }],
    ['a rule out of its range', { settings: { slowModeSeconds: 3601 } }],
    ['more members than it may have', { kind: 'PRIVATE', memberIds: [bob, cat], settings: { maxMembers: 2 } }],
    ['an empty id of its own', { clientSessionId: '' }],
    ['an id of its own that is too long', { clientSessionId: 'x'.repeat(129) }],
    ['a broken id of its own', { clientSessionId: 'a\ud83d' }],
  ])('with %s is refused, saves nothing and counts nothing', async (_, wish) => {
    const { create, directory } = setUp({ sessionsPerHour: 1 });
    expect(refusalOf(await create(aWish(wish)))).toBe('BadInput');
    expect(await directory.activities(ann)).toEqual([]);
    expect(granted(await create(aWish())).memberCount).toBe(2);
  });

  it('is refused for now while the store is busy, and fails when the store is broken', async () => {
    const saving = (error: Error) => {
      const { chatSessions } = openMemoryStores();
      const failing = { find: chatSessions.find.bind(chatSessions), save: () => Promise.reject(error) };
      return setUp({ stores: { chatSessions: failing } }).create(aWish());
    };
    expect(await saving(new StoreBusy('save', { cause: undefined }))).toEqual({
      ok: false,
      refusal: { code: 'TryAgain', why: 'the database is busy', info: { retryAfterMs: 200 } },
    });
    await expect(saving(new StoreBroken('save', 'it is broken'))).rejects.toThrow(StoreBroken);
  });
});

describe('a DIRECT session', () => {
  it('is one for the pair, whoever opens it again and however often', async () => {
    const { create, directory } = setUp();
    const first = granted(await create(aWish({ kind: 'DIRECT' })));
    const again = granted(await create(aWish({ kind: 'DIRECT', clientSessionId: 'other' })));
    const theirs = granted(await create(aWish({ kind: 'DIRECT', creator: bob, memberIds: [ann, bob] })));
    expect([again.id, theirs.id]).toEqual([first.id, first.id]);
    expect(again).toEqual(first);
    expect(theirs).toMatchObject({ createdBy: ann, myRole: 'MEMBER' });
    expect(await directory.activities(ann)).toHaveLength(1);
    expect(granted(await create(aWish({ kind: 'DIRECT', memberIds: [cat] }))).id).not.toBe(first.id);
  });

  it('is one also when both open it at once, and each is answered as its own', async () => {
    const { create, directory } = setUp();
    const both = [aWish({ kind: 'DIRECT' }), aWish({ kind: 'DIRECT', creator: bob, memberIds: [ann] })];
    const [anns, bobs] = (await Promise.all(both.map(create))).map(granted);
    expect(anns?.id).toBe(bobs?.id);
    expect(await directory.view(ann, anns?.id ?? aSessionId())).toEqual(anns);
    expect(await directory.view(bob, bobs?.id ?? aSessionId())).toEqual(bobs);
  });

  it('is not opened while a block stands, and the refusal is the same for both whoever blocked', async () => {
    const { create, blocks, directory } = setUp();
    await blocks.block(aBlock(ann, bob), noon);
    const anns = await create(aWish({ kind: 'DIRECT' }));
    const bobs = await create(aWish({ kind: 'DIRECT', creator: bob, memberIds: [ann] }));
    expect(refusalOf(anns)).toBe('NotAllowed');
    expect(bobs).toEqual(anns);
    expect(await directory.activities(ann)).toEqual([]);

    await blocks.unblock(aBlock(ann, bob));
    expect(granted(await create(aWish({ kind: 'DIRECT' }))).memberCount).toBe(2);
  });

  it('that stood before the block is answered to both as it is', async () => {
    const { create, blocks } = setUp();
    const { id } = granted(await create(aWish({ kind: 'DIRECT' })));
    await blocks.block(aBlock(bob, ann), noon);
    expect(granted(await create(aWish({ kind: 'DIRECT' }))).id).toBe(id);
    expect(granted(await create(aWish({ kind: 'DIRECT', creator: bob, memberIds: [ann] }))).id).toBe(id);
  });
});

describe('a client session id', () => {
  it('makes the call repeatable: the same one answers the session that it named first, as it is now', async () => {
    const { create, directory, preferences } = setUp();
    const wish = aWish({ clientSessionId: 'key', name: 'First' });
    const first = granted(await create(wish));
    await preferences.change(first.id, ann, { notifications: 'NONE' });
    const again = granted(await create({ ...wish, name: 'Second', memberIds: [cat] }));
    expect(again).toEqual({ ...first, myPreferences: { ...first.myPreferences, notifications: 'NONE' } });
    expect(await directory.activities(cat)).toEqual([]);
  });

  it("is the creator's own, and another one names another session", async () => {
    const { create } = setUp();
    const ids = [
      granted(await create(aWish({ clientSessionId: 'key' }))).id,
      granted(await create(aWish({ clientSessionId: 'other key' }))).id,
      granted(await create(aWish({ clientSessionId: 'key', creator: bob, memberIds: [ann] }))).id,
      granted(await create(aWish())).id,
    ];
    expect(new Set(ids).size).toBe(4);
  });

  it('makes one session of many that come at once', async () => {
    const { create, directory } = setUp();
    const views = await Promise.all(Array.from({ length: 10 }, () => create(aWish({ clientSessionId: 'key' }))));
    expect(new Set(views.map((view) => granted(view).id)).size).toBe(1);
    expect(await directory.activities(ann)).toHaveLength(1);
  });

  it('of a session that its creator left is refused like one that does not exist', async () => {
    const { create, leaving } = setUp();
    const wish = aWish({ kind: 'PRIVATE', memberIds: [], clientSessionId: 'key' });
    const { id } = granted(await create(wish));
    await leaving(id, ann);
    expect(refusalOf(await create(wish))).toBe('SessionNotFound');
  });
});

describe('opening sessions', () => {
  it('is limited in any hour, repetitions apart, and the refusal says when the next may', async () => {
    const { create, clock } = setUp({ sessionsPerHour: 2 });
    const direct = aWish({ kind: 'DIRECT' });
    const named = aWish({ clientSessionId: 'key' });
    granted(await create(direct));
    clock.pass(hour / 2);
    granted(await create(named));
    for (const repeated of [direct, named, { ...direct, creator: bob, memberIds: [ann] }]) {
      granted(await create(repeated));
    }
    const late = await create(aWish());
    expect(refusalOf(late)).toBe('RateLimited');
    if (late.ok) throw new Error('unable to go on; nothing was refused');
    const { limit, retryAfterMs = 0 } = late.refusal.info ?? {};
    expect(limit).toBe(2);
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(hour + 60_000);
    expect(refusalOf(await create(aWish({ kind: 'DIRECT', memberIds: [cat] })))).toBe('RateLimited');

    clock.pass(retryAfterMs);
    granted(await create(aWish()));
    expect(refusalOf(await create(aWish()))).toBe('RateLimited');
    granted(await create(aWish({ creator: cat, memberIds: [bob] })));
  });
});
