import { beforeEach, describe, expect, it } from 'vitest';
import { memberKey, metaKey } from '../../adapters/dynamodb/layout/index.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { receiptFragment } from '../../domain/vocabulary/event-fragments.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { user } from '../builders/people.ts';
import { Scribe } from '../builders/scribe.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { nested } from '../support/graphql.ts';
import { object, Room } from '../support/room.ts';
import { unitsOf, Watch } from './watch.ts';

const clock = new ManualClock(instantOf(Date.now()));
const watch = new Watch();
const RECEIPT = nested(receiptFragment);

await describeOnApi('people', { ...watch.options, clock }, (api) => {
  let room: Room;
  let scribe: Scribe;
  beforeEach(async () => {
    room = await Room.open(api, clock.now());
    scribe = new Scribe(api.stores, clock, room.id);
  });

  /** A session of Ann and so many others, `u-000` and on. */
  const crowd = (others: number) =>
    Room.open(api, clock.now(), {
      kind: others > 49 ? 'PRIVATE' : 'GROUP',
      memberIds: Array.from({ length: others }, (_, at) => user(`u-${String(at).padStart(3, '0')}`)),
    });

  describe('members', () => {
    const page = (here: Room, limit: number, after?: unknown, who: string = here.ann) =>
      api.execute(
        who,
        `query M($id: ID!, $limit: Int, $after: String) { members(sessionId: $id, limit: $limit, after: $after) {
          items { userId role joinedAt mutedUntil } pageInfo { startCursor endCursor hasPreviousPage hasNextPage } } }`,
        { id: here.id, limit, after: typeof after === 'string' ? after : null },
      );
    const idsIn = (answer: Awaited<ReturnType<typeof page>>): unknown => {
      const items = valueAt(answer, 'members', 'items');
      return Array.isArray(items) ? items.map((item: { userId?: unknown }) => item.userId) : items;
    };

    it('are listed by user id, page by page, each once', async () => {
      const here = await crowd(7);
      const all: unknown[] = [];
      let after: unknown;
      for (let pages = 1; ; pages += 1) {
        const answer = await page(here, 3, after);
        all.push(...(idsIn(answer) as unknown[]));
        expect(valueAt(answer, 'members', 'pageInfo', 'hasPreviousPage')).toBe(pages > 1);
        after = valueAt(answer, 'members', 'pageInfo', 'endCursor');
        if (valueAt(answer, 'members', 'pageInfo', 'hasNextPage') !== true) break;
        expect(pages).toBeLessThan(3);
      }
      expect(all).toEqual([here.ann, ...Array.from({ length: 7 }, (_, at) => `u-00${at}`)]);
    });

    it('whose ids begin alike are all met', async () => {
      const here = await Room.open(api, clock.now(), { memberIds: ['a', 'a!', 'aa', 'a-', 'a~'].map(user) });
      const first = await page(here, 1);
      const after = valueAt(first, 'members', 'pageInfo', 'endCursor');
      expect(idsIn(first)).toEqual(['a']);
      expect(idsIn(await page(here, 9, after))).toEqual(['a!', 'a-', 'aa', here.ann, 'a~'].sort());
    });

    it('are one read of the membership and one query, of one more than the page', async () => {
      const here = await crowd(7);
      const { steps, requests } = await watch.during(() => page(here, 3));
      expect(steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
      expect(requests[1]).toMatchObject({ limit: 4, consistentRead: true });
    });

    it('are a thousand in ten pages', async () => {
      const here = await crowd(999);
      const seen = new Set<unknown>();
      let after: unknown;
      for (let pages = 0; pages < 10; pages += 1) {
        const answer = await page(here, 100, after);
        for (const id of idsIn(answer) as unknown[]) seen.add(id);
        after = valueAt(answer, 'members', 'pageInfo', 'endCursor');
        expect(valueAt(answer, 'members', 'pageInfo', 'hasNextPage')).toBe(pages < 9);
      }
      expect(seen.size).toBe(1000);
    });
  });

  describe('a pointer', () => {
    const mark = (as: 'Read' | 'Delivered', seq: number, here = room, who: string = room.bob) =>
      api.execute(who, `mutation M($id: ID!) { markMessageAs${as}(messageId: $id) { ${RECEIPT} } }`, {
        id: `${here.id}.${seq}`,
      });
    const read = async (seq: number) => object(await mark('Read', seq), 'markMessageAsRead');
    const delivered = async (seq: number) => object(await mark('Delivered', seq), 'markMessageAsDelivered');

    it('is one read of message and membership and one write, that only ever moves forward', async () => {
      await scribe.sayTimes(3, room.ann);
      for (const [as, attribute] of [
        ['Delivered', 'lastDeliveredSeq'],
        ['Read', 'lastReadSeq'],
      ] as const) {
        const seen = await watch.during(() => mark(as, 2));
        expect(refusalsOf(seen.outcome)).toEqual([]);
        expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat UpdateItem']);
        expect(JSON.stringify(seen.requests[1]?.['update'])).toContain(`${attribute} = :seq`);
        expect(seen.requests[1]).toMatchObject({
          key: { pk: { S: `SESSION#${room.id}` }, sk: { S: `MEMBER#${room.bob}` } },
          condition: { expressionValues: { ':seq': { N: 2 } } },
        });
        expect(unitsOf(seen)).toMatchObject({ write: 1 });
      }
    });

    it('of an older message writes nothing, answers where it stands and is told nobody', async () => {
      await scribe.sayTimes(3, room.ann);
      expect(await read(3)).toMatchObject({ lastReadSeq: 3, audience: [room.id] });
      for (const seq of [1, 3]) {
        const seen = await watch.during(() => mark('Read', seq));
        expect(seen.steps).toEqual(['Chat BatchGetItem']);
        expect(valueAt(seen.outcome, 'markMessageAsRead')).toMatchObject({ lastReadSeq: 3, audience: [] });
      }
    });

    it('of what was delivered is at least where reading is', async () => {
      await scribe.sayTimes(4, room.ann);
      expect(await delivered(2)).toMatchObject({
        lastReadSeq: 0,
        readAt: null,
        lastDeliveredSeq: 2,
        audience: [room.id],
      });
      expect(await read(3)).toMatchObject({ lastReadSeq: 3, lastDeliveredSeq: 3 });
      const seen = await watch.during(() => mark('Delivered', 3));
      expect(seen.steps).toEqual(['Chat BatchGetItem']);
      expect(await delivered(4)).toMatchObject({ lastReadSeq: 3, lastDeliveredSeq: 4 });
      expect(await read(1)).toMatchObject({ lastReadSeq: 3, lastDeliveredSeq: 4, audience: [] });
    });

    it('of someone who was let in later stands at once, although they read nothing yet', async () => {
      await scribe.sayTimes(3, room.ann);
      const key = memberKey(room.id, room.bob);
      await api.put('chat', { ...key, ...(await api.item('chat', key)), lastReadSeq: 2 });
      expect(await read(1)).toMatchObject({ lastReadSeq: 2, readAt: null, audience: [] });
    });

    it('is told to fifty members and not to one more', async () => {
      const [fifty, more] = [await crowd(49), await crowd(50)];
      for (const [here, audience] of [
        [fifty, [fifty.id]],
        [more, []],
      ] as const) {
        await new Scribe(api.stores, clock, here.id).say(here.ann);
        expect(valueAt(await mark('Read', 1, here, 'u-001'), 'markMessageAsRead', 'audience')).toEqual(audience);
        expect(valueAt(await mark('Delivered', 1, here, 'u-002'), 'markMessageAsDelivered', 'audience')).toEqual(
          audience,
        );
      }
    });

    it('of a position without a message is refused and writes nothing', async () => {
      const { seq } = await scribe.say(room.ann);
      await scribe.leaveEmpty(1);
      await scribe.edit(room.ann, seq, 'x');
      for (const at of [0, 2, 3, 4]) {
        for (const as of ['Read', 'Delivered'] as const) {
          const seen = await watch.during(() => mark(as, at));
          expect(refusalsOf(seen.outcome)).toEqual(['MessageNotFound']);
          expect(seen.steps).toEqual(['Chat BatchGetItem']);
        }
      }
    });

    it.each(receiptFragment.map((field) => [field]))('is not moved by a selection without %s', async (field) => {
      await scribe.say(room.ann);
      const rest = receiptFragment.filter((one) => one !== field).join(' ');
      for (const as of ['Read', 'Delivered']) {
        const answer = await api.execute(
          room.bob,
          `mutation { markMessageAs${as}(messageId: "${room.id}.1") { ${rest} } }`,
        );
        expect(refusalsOf(answer)).toEqual(['SelectionIncomplete']);
      }
    });
  });

  describe('receipts', () => {
    const receipts = async (here: Room) =>
      valueAt(
        await api.execute(here.ann, `query R($id: ID!) { receipts(sessionId: $id) { ${RECEIPT} } }`, { id: here.id }),
        'receipts',
      );
    const ofMessage = async (seq: number, here = room) =>
      valueAt(
        await api.execute(
          here.ann,
          'query R($id: ID!) { messageReceipts(messageId: $id) { memberCount deliveredCount readCount readBy } }',
          { id: `${here.id}.${seq}` },
        ),
        'messageReceipts',
      );
    const { sessionLog } = api.stores;

    it('show where each member is, in a session of fifty and in no larger one', async () => {
      const { seq } = await scribe.say(room.ann);
      await sessionLog.advanceReadPointer(room.id, room.bob, { lastReadSeq: seq, readAt: clock.now() });
      expect(await receipts(room)).toEqual([
        expect.objectContaining({ userId: room.ann, lastReadSeq: 0, readAt: null, lastDeliveredSeq: 0, audience: [] }),
        expect.objectContaining({ userId: room.bob, lastReadSeq: 1, lastDeliveredSeq: 1, audience: [] }),
      ]);
      expect(await receipts(await crowd(49))).toHaveLength(50);
      expect(await receipts(await crowd(50))).toEqual([]);
    });

    it('of a message count everyone but its sender, and name who read it', async () => {
      const here = await crowd(4);
      const others = new Scribe(api.stores, clock, here.id);
      await others.sayTimes(2, here.ann);
      const { id } = here;
      const [first, second] = [seqOf(1), seqOf(2)];
      await sessionLog.advanceReadPointer(id, user('u-000'), { lastReadSeq: second, readAt: clock.now() });
      await sessionLog.advanceReadPointer(id, user('u-001'), { lastReadSeq: first, readAt: clock.now() });
      await sessionLog.advanceDeliveredPointer(id, user('u-001'), second);
      await sessionLog.advanceDeliveredPointer(id, user('u-002'), first);
      await sessionLog.advanceReadPointer(id, here.ann, { lastReadSeq: second, readAt: clock.now() });
      expect(await ofMessage(1, here)).toEqual({
        memberCount: 4,
        deliveredCount: 3,
        readCount: 2,
        readBy: ['u-000', 'u-001'],
      });
      expect(await ofMessage(2, here)).toEqual({ memberCount: 4, deliveredCount: 2, readCount: 1, readBy: ['u-000'] });
    });

    it('of an anonymous message leave nobody out, who would be its author', async () => {
      const { seq } = await scribe.say(room.ann, { alias: 'Anonymous 1' });
      for (const one of [room.ann, room.bob]) {
        await sessionLog.advanceReadPointer(room.id, one, { lastReadSeq: seq, readAt: clock.now() });
      }
      expect(await ofMessage(1)).toEqual({
        memberCount: 2,
        deliveredCount: 2,
        readCount: 2,
        readBy: [room.ann, room.bob].sort(),
      });
    });

    it('of a message among a thousand members name the first hundred readers', async () => {
      const here = await crowd(999);
      const { seq } = await new Scribe(api.stores, clock, here.id).say(here.ann);
      const readers = Array.from({ length: 120 }, (_, at) => user(`u-${String(at * 5).padStart(3, '0')}`));
      await Promise.all(
        readers.map((reader) =>
          sessionLog.advanceReadPointer(here.id, reader, { lastReadSeq: seq, readAt: clock.now() }),
        ),
      );
      const { outcome, steps } = await watch.during(() => ofMessage(1, here));
      expect(outcome).toEqual({
        memberCount: 999,
        deliveredCount: 120,
        readCount: 120,
        readBy: readers.slice(0, 100),
      });
      expect(steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
    });
  });

  it('hear of receipts by the number of members that META has', async () => {
    await scribe.say(room.ann);
    const meta = await api.item('chat', metaKey(room.id));
    await api.put('chat', { ...metaKey(room.id), ...meta, memberCount: 51 });
    const answer = await api.execute(
      room.bob,
      `mutation { markMessageAsRead(messageId: "${room.id}.1") { ${RECEIPT} } }`,
    );
    expect(valueAt(answer, 'markMessageAsRead', 'audience')).toEqual([]);
  });
});
