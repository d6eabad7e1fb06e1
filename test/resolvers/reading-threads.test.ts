import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../domain/message/message.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { Scribe } from '../builders/scribe.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { Room } from '../support/room.ts';
import { unitsOf, Watch } from './watch.ts';

const clock = new ManualClock(instantOf(Date.now()));
const watch = new Watch();

const THREAD = `query Thread($id: ID!, $limit: Int, $before: String, $after: String) {
  threadMessages(messageId: $id, limit: $limit, before: $before, after: $after) {
    items { seq threadRootId replyTo { text } thread { rootId replyCount version } deletedAt }
    pageInfo { startCursor endCursor hasPreviousPage hasNextPage }
  }
}`;
const STATE = 'rootId lastReadSeq unreadCount';

await describeOnApi('threads', { ...watch.options, clock }, (api) => {
  let room: Room;
  let scribe: Scribe;
  let root: Message;
  beforeEach(async () => {
    room = await Room.open(api, clock.now());
    scribe = new Scribe(api.stores, clock, room.id);
    root = await scribe.say(room.ann, { text: 'root' });
  });

  const id = (seq: number) => `${room.id}.${seq}`;
  const reply = (who = room.bob) => scribe.say(who, { threadRoot: root.seq });
  const thread = (
    limit: number,
    cursors: { readonly before?: string; readonly after?: string } = {},
    of: number = root.seq,
  ) => api.execute(room.bob, THREAD, { id: id(of), limit, ...cursors });
  const seqs = async (...args: Parameters<typeof thread>) => {
    const items = valueAt(await thread(...args), 'threadMessages', 'items');
    return Array.isArray(items) ? items.map((item: { seq?: unknown }) => item.seq) : items;
  };
  const state = (of: number, who = room.bob) =>
    api.execute(who, `query S($id: ID!) { threadReadState(messageId: $id) { ${STATE} } }`, { id: id(of) });
  const mark = (at: number, who = room.bob) =>
    api.execute(who, `mutation M($id: ID!) { markThreadAsRead(messageId: $id) { ${STATE} } }`, { id: id(at) });
  const unread = async (who = room.bob) => valueAt(await state(1, who), 'threadReadState');

  it('are paged both ways, and hold nothing of the session’s own course or of other threads', async () => {
    const other = await scribe.say(room.ann);
    for (let round = 0; round < 5; round += 1) {
      await reply();
      await scribe.say(room.ann, { threadRoot: other.seq });
      await scribe.say(room.ann);
    }
    expect(await seqs(50)).toEqual([3, 6, 9, 12, 15]);
    expect(await seqs(2)).toEqual([12, 15]);
    expect(await seqs(2, { before: id(12) })).toEqual([6, 9]);
    expect(await seqs(2, { after: id(3) })).toEqual([6, 9]);
    expect(valueAt(await thread(2, { before: id(12) }), 'threadMessages', 'pageInfo')).toEqual({
      startCursor: id(6),
      endCursor: id(9),
      hasPreviousPage: true,
      hasNextPage: true,
    });
    expect(valueAt(await thread(2, { before: id(6) }), 'threadMessages', 'pageInfo', 'hasPreviousPage')).toBe(false);
    expect(valueAt(await thread(2, { after: id(9) }), 'threadMessages', 'pageInfo', 'hasNextPage')).toBe(false);
    expect(await seqs(50, {}, other.seq)).toEqual([4, 7, 10, 13, 16]);
  });

  it('of a hundred replies and more are pages of a hundred', async () => {
    for (let said = 0; said < 102; said += 1) await reply();
    const { outcome, steps } = await watch.during(() => thread(100));
    expect(steps).toEqual(['Chat BatchGetItem', 'Chat Query', 'Chat BatchGetItem', 'Chat BatchGetItem']);
    expect(valueAt(outcome, 'threadMessages', 'items')).toHaveLength(100);
    expect(valueAt(outcome, 'threadMessages', 'items', 0, 'seq')).toBe(4);
    expect(valueAt(outcome, 'threadMessages', 'pageInfo', 'hasPreviousPage')).toBe(true);
  });

  it('show the state of the thread with each reply, and what a reply answers', async () => {
    const first = await scribe.say(room.bob, { threadRoot: root.seq, text: 'first' });
    const second = await scribe.say(room.ann, { threadRoot: root.seq, replyTo: first.seq });
    await scribe.delete(room.ann, second.seq);
    expect(valueAt(await thread(5), 'threadMessages', 'items')).toMatchObject([
      { seq: 2, threadRootId: id(1), thread: { rootId: id(1), replyCount: 1, version: 4 }, replyTo: null },
      { seq: 3, replyTo: { text: 'first' }, thread: { replyCount: 1 } },
    ]);
    expect(valueAt(await thread(5), 'threadMessages', 'items', 1, 'deletedAt')).not.toBeNull();
  });

  it('that nobody started are empty, and nothing is unread in them', async () => {
    expect(await seqs(5)).toEqual([]);
    expect(await unread()).toEqual({ rootId: id(1), lastReadSeq: 0, unreadCount: 0 });
  });

  it('count what others wrote after one’s own pointer in them, and nobody deleted', async () => {
    const [first, second] = [await reply(), await reply()];
    await reply(room.ann);
    await scribe.say(room.ann);
    expect(await unread(room.ann)).toEqual({ rootId: id(1), lastReadSeq: 0, unreadCount: 2 });
    expect(await unread()).toMatchObject({ unreadCount: 1 });
    expect(valueAt(await mark(first.seq, room.ann), 'markThreadAsRead')).toEqual({
      rootId: id(1),
      lastReadSeq: first.seq,
      unreadCount: 1,
    });
    await scribe.delete(room.bob, second.seq);
    expect(await unread(room.ann)).toMatchObject({ lastReadSeq: first.seq, unreadCount: 0 });
    expect(await unread()).toMatchObject({ lastReadSeq: 0, unreadCount: 1 });
  });

  it('have a pointer of their own for each member, that only ever moves forward', async () => {
    const [first, second] = [await reply(room.ann), await reply(room.ann)];
    const seen = await watch.during(() => mark(second.seq));
    expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat UpdateItem', 'Chat Query']);
    expect(unitsOf(seen).write).toBe(1);
    expect(valueAt(await mark(first.seq), 'markThreadAsRead')).toMatchObject({ lastReadSeq: second.seq });
    expect(await unread(room.ann)).toMatchObject({ lastReadSeq: 0 });
    const session = await api.execute(
      room.bob,
      'query S($id: ID!) { chatSession(sessionId: $id) { lastReadSeq unreadCount } }',
      {
        id: room.id,
      },
    );
    expect(valueAt(session, 'chatSession')).toEqual({ lastReadSeq: 0, unreadCount: 1 });
  });

  it('stop counting at a hundred, and look past what one wrote oneself', async () => {
    for (let said = 0; said < 110; said += 1) await reply();
    await reply(room.ann);
    expect(await unread()).toMatchObject({ unreadCount: 1 });
    expect(await unread(room.ann)).toMatchObject({ unreadCount: 100 });
  });

  it('are asked for by the message that starts them, and read by their replies', async () => {
    const answer = await reply();
    await scribe.leaveEmpty(1);
    for (const at of [answer.seq, 3, 99]) {
      expect(refusalsOf(await thread(5, {}, at))).toEqual(['MessageNotFound']);
      expect(refusalsOf(await state(at))).toEqual(['MessageNotFound']);
    }
    for (const at of [root.seq, 3, 99]) expect(refusalsOf(await mark(at))).toEqual(['MessageNotFound']);
  });

  it('take one cursor at most, of their own session', async () => {
    expect(refusalsOf(await thread(5, { before: id(2), after: id(2) }))).toEqual(['BadInput']);
    expect(refusalsOf(await thread(5, { after: '00000000-0000-4000-8000-000000000000.1' }))).toEqual(['BadCursor']);
    expect(refusalsOf(await thread(101))).toEqual(['BadInput']);
  });

  describe('of a deleted message', () => {
    it('stay where they are', async () => {
      await reply();
      await scribe.delete(room.ann, root.seq);
      expect(await seqs(5)).toEqual([2]);
      expect(await unread(room.ann)).toMatchObject({ unreadCount: 1 });
    });
  });
});
