import { beforeEach, describe, expect, it } from 'vitest';
import { instantOf, toIso } from '../../domain/shared/instant.ts';
import { answerPage, aSide } from '../../resolvers/lib/paging.ts';
import { isJsonArray, isJsonObject } from '../../runtime/json.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { Scribe } from '../builders/scribe.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { object, Room } from '../support/room.ts';
import { Watch } from './watch.ts';

const clock = new ManualClock(instantOf(Date.now()));
const watch = new Watch();

const PAGE = `query Page($sessionId: ID!, $limit: Int, $before: String, $after: String, $around: String) {
  messages(sessionId: $sessionId, limit: $limit, before: $before, after: $after, around: $around) {
    items { seq replyTo { messageId text isDeleted } }
    pageInfo { startCursor endCursor hasPreviousPage hasNextPage }
  }
}`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Cursors {
  readonly before?: string;
  readonly after?: string;
  readonly around?: string;
}

await describeOnApi('history', { ...watch.options, clock }, (api) => {
  let room: Room;
  let scribe: Scribe;
  beforeEach(async () => {
    room = await Room.open(api, clock.now());
    scribe = new Scribe(api.stores, clock, room.id);
  });

  const id = (seq: number) => `${room.id}.${seq}`;
  const page = (limit: number, cursors: Cursors = {}) =>
    api.execute(room.bob, PAGE, { sessionId: room.id, limit, ...cursors });
  const seen = async (limit: number, cursors: Cursors = {}) => {
    const { items, pageInfo } = object(await page(limit, cursors), 'messages');
    const seqs = isJsonArray(items) ? items.filter(isJsonObject).map(({ seq }) => seq) : [];
    return { seqs, ...(isJsonObject(pageInfo) ? pageInfo : {}) };
  };

  it('is one consistent query of one more than the page, from the newest', async () => {
    await scribe.sayTimes(4, room.ann);
    const { outcome, steps, requests } = await watch.during(() => page(3));
    expect(steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
    expect(requests[1]).toMatchObject({ limit: 4, scanIndexForward: false, consistentRead: true });
    expect(valueAt(outcome, 'messages', 'pageInfo')).toEqual({
      startCursor: id(2),
      endCursor: id(4),
      hasPreviousPage: true,
      hasNextPage: false,
    });
  });

  it('is read on past what is no message of the session’s own course, in steps as wide as messages are apart', async () => {
    const root = await scribe.say(room.ann);
    for (let round = 0; round < 6; round += 1) {
      await scribe.say(room.bob);
      for (let reply = 0; reply < 4; reply += 1) await scribe.say(room.ann, { threadRoot: root.seq });
      await scribe.edit(room.ann, root.seq, `edition ${round}`);
      await scribe.leaveEmpty(1);
    }
    const { outcome, requests } = await watch.during(() => page(5));
    expect(valueAt(outcome, 'messages', 'items')).toHaveLength(5);
    expect(requests.slice(1).map(({ limit }) => limit)).toEqual([6, 50]);
    expect(await seen(5)).toMatchObject({ seqs: [9, 16, 23, 30, 37], hasPreviousPage: true });
    expect(await seen(5, { before: id(9) })).toMatchObject({ seqs: [1, 2], hasPreviousPage: false });
  });

  it('still leads on where a page is given up for want of messages', () => {
    const stopped = { ...aSide(false, 41, 5), read: 900, found: 0 };
    const given = { doing: 'read', sessionId: room.id, slots: [], startedInside: true, sides: [stopped] };
    expect(answerPage(given).pageInfo).toEqual({
      startCursor: id(41),
      endCursor: null,
      hasPreviousPage: true,
      hasNextPage: true,
    });
  });

  it('around a message is that message and both its sides, each as far as there is something', async () => {
    await scribe.sayTimes(10, room.ann);
    expect(await seen(4, { around: id(5) })).toEqual({
      seqs: [3, 4, 5, 6],
      startCursor: id(3),
      endCursor: id(6),
      hasPreviousPage: true,
      hasNextPage: true,
    });
    expect(await seen(4, { around: id(1) })).toMatchObject({ seqs: [1, 2], hasPreviousPage: false, hasNextPage: true });
    expect(await seen(4, { around: id(10) })).toMatchObject({
      seqs: [8, 9, 10],
      hasPreviousPage: true,
      hasNextPage: false,
    });
    expect(await seen(1, { around: id(7) })).toMatchObject({ seqs: [7], hasPreviousPage: true, hasNextPage: true });
    expect(await seen(4, { around: id(0) })).toMatchObject({ seqs: [1, 2], hasPreviousPage: false });
  });

  it('around a position without a message is what stands around it', async () => {
    await scribe.sayTimes(2, room.ann);
    await scribe.leaveEmpty(3);
    await scribe.sayTimes(2, room.ann);
    expect(await seen(4, { around: id(4) })).toMatchObject({ seqs: [1, 2, 6, 7] });
    expect(await seen(4, { around: id(99) })).toMatchObject({ seqs: [6, 7], hasNextPage: false });
  });

  it('shows what messages answer as that is now, with one read more where it is not on the page', async () => {
    const [first, second] = [
      await scribe.say(room.ann, { text: 'first' }),
      await scribe.say(room.ann, { text: 'second' }),
    ];
    await scribe.say(room.bob, { replyTo: first.seq });
    await scribe.say(room.bob, { replyTo: second.seq });
    await scribe.delete(room.ann, first.seq);
    const far = await watch.during(() => page(2));
    expect(far.steps).toEqual(['Chat BatchGetItem', 'Chat Query', 'Chat Query', 'Chat BatchGetItem']);
    expect(valueAt(far.outcome, 'messages', 'items')).toEqual([
      { seq: 3, replyTo: { messageId: id(1), text: '', isDeleted: true } },
      { seq: 4, replyTo: { messageId: id(2), text: 'second', isDeleted: false } },
    ]);
    expect((await watch.during(() => page(50))).steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
  });

  it('has nothing before the first message, and may be asked for what comes after the last', async () => {
    await scribe.sayTimes(2, room.ann);
    expect(await seen(5, { after: id(0) })).toMatchObject({ seqs: [1, 2], hasPreviousPage: false, hasNextPage: false });
    expect(await seen(5, { after: id(2) })).toMatchObject({ seqs: [], hasPreviousPage: true, hasNextPage: false });
    expect(await seen(5, { before: id(1) })).toMatchObject({ seqs: [], hasPreviousPage: false, hasNextPage: true });
  });

  it.each([
    { before: 'b', after: 'a' },
    { after: 'a', around: 'a' },
    { before: 'b', around: 'a' },
  ])('takes one cursor at most, and not %o', async (cursors) => {
    expect(refusalsOf(await page(5, cursors))).toEqual(['BadInput']);
  });

  describe('by date', () => {
    const cursorAt = async (date: string) =>
      valueAt(
        await api.execute(
          room.bob,
          'query C($id: ID!, $date: AWSDateTime!) { messageCursorAt(sessionId: $id, date: $date) }',
          {
            id: room.id,
            date,
          },
        ),
        'messageCursorAt',
      );

    it('stands at the first message of that time or later, whatever zone it is told in', async () => {
      const times: string[] = [];
      for (let said = 0; said < 130; said += 1) {
        times.push(toIso(clock.now()));
        await scribe.say(room.ann);
        clock.pass(60_000);
      }
      const begun = Date.parse(times[0] ?? '');
      expect(await cursorAt(times[86] ?? '')).toBe(id(87));
      expect(await cursorAt(toIso(instantOf(begun + 86 * 60_000 - 1)))).toBe(id(87));
      expect(await cursorAt(toIso(instantOf(begun + 86 * 60_000 + 1)))).toBe(id(88));
      expect(await cursorAt('2001-01-01T00:00:00Z')).toBe(id(1));
      expect(await cursorAt('2199-01-01T00:00:00+05:30')).toBe(id(131));
      expect(await seen(2, { around: textOf(await cursorAt(times[86] ?? '')) })).toMatchObject({ seqs: [86, 87] });
    });

    it('passes over positions that were given up, whenever that was noticed', async () => {
      await scribe.say(room.ann);
      await scribe.leaveOpen();
      clock.pass(60_000);
      const noon = toIso(clock.now());
      await scribe.say(room.ann);
      clock.pass(60_000_000);
      await room.readLog();
      expect(await cursorAt(noon)).toBe(id(3));
      expect(await cursorAt(toIso(clock.now()))).toBe(id(4));
    });

    it('looks a hundred times at once', async () => {
      await scribe.leaveEmpty(1);
      await scribe.sayTimes(150, room.ann);
      const { steps } = await watch.during(() => cursorAt('2001-01-01T00:00:00Z'));
      expect(steps).toEqual(['Chat BatchGetItem', 'Chat BatchGetItem', 'Chat BatchGetItem']);
    });

    it('is where the first message will be in a session without one', async () => {
      expect(await cursorAt('2026-01-01T00:00:00Z')).toBe(id(1));
    });
  });
});
