import { beforeEach, describe, expect, it } from 'vitest';
import { appendMessage } from '../../application/session-log/append-message.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aDraft, aPosition } from '../builders/messages.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { MESSAGES } from '../support/graphql.ts';
import { object, Room } from '../support/room.ts';
import { unitsOf, Watch, writesIn } from './watch.ts';

const clock = new ManualClock(instantOf(Date.now()));
const watch = new Watch();

await describeOnApi('reading', { ...watch.options, clock }, (api) => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open(api, clock.now());
  });

  const say = async (count: number) => {
    for (let said = 0; said < count; said += 1) {
      await appendMessage(api.stores.sessionLog, clock, aDraft(room.id, room.ann), 0);
    }
  };
  const abandon = async (count: number) => {
    for (let at = 0; at < count; at += 1) await aPosition(api.stores.sessionLog, room.id, clock.now());
  };
  const session = (fields: string, who = room.bob) =>
    api.execute(who, `query S($id: ID!) { chatSession(sessionId: $id) { ${fields} } }`, { id: room.id });

  describe('the log', () => {
    it('is one read of session and membership and one query, both consistent, writing nothing', async () => {
      await say(3);
      const seen = await watch.during(() => room.readLog(1, 2));
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
      expect(Object.values(seen.requests[0]?.['tables'] ?? {})).toEqual([
        expect.objectContaining({ consistentRead: true }),
      ]);
      expect(seen.requests[1]).toMatchObject({
        query: { expressionValues: { ':log': { S: `LOG#${room.id}` }, ':after': { S: '000000000001' } } },
        limit: 2,
        consistentRead: true,
      });
      expect(valueAt(seen.outcome, 'sessionLog')).toMatchObject({ contiguousSeq: 3, lastSeq: 3 });
    });

    it('seals in one transaction what was given up, and reads again', async () => {
      await abandon(2);
      await say(1);
      clock.pass(Durations.grace + 1);
      const seen = await watch.during(() => room.readLog());
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat Query', 'Chat TransactWriteItems', 'Chat Query']);
      const put = (seq: string): unknown =>
        expect.objectContaining({
          operation: 'PutItem',
          key: { pk: { S: `LOG#${room.id}` }, sk: { S: seq } },
          condition: { expression: 'attribute_not_exists(pk)', returnValuesOnConditionCheckFailure: false },
        });
      expect(seen.requests[2]?.['transactItems']).toEqual([put('000000000001'), put('000000000002')]);
      expect(seen.requests[3]).toEqual(seen.requests[1]);
      expect(valueAt(seen.outcome, 'sessionLog')).toMatchObject({ contiguousSeq: 3, lastSeq: 3 });
    });

    it('leaves alone what may still be written', async () => {
      await abandon(2);
      clock.pass(Durations.grace);
      const seen = await watch.during(() => room.readLog());
      expect(writesIn(seen)).toEqual([]);
      expect(valueAt(seen.outcome, 'sessionLog')).toEqual({ entries: [], contiguousSeq: 0, lastSeq: 2 });
    });

    it('seals fifty at most in one read, and the rest with the next', async () => {
      await abandon(60);
      clock.pass(Durations.grace + 1);
      const seen = await watch.during(() => room.readLog());
      expect(seen.requests[2]?.['transactItems']).toHaveLength(50);
      expect(valueAt(seen.outcome, 'sessionLog')).toMatchObject({ contiguousSeq: 50, lastSeq: 60 });
      expect(valueAt(await room.readLog(50), 'sessionLog')).toMatchObject({ contiguousSeq: 60, lastSeq: 60 });
    });
  });

  describe('messages', () => {
    const page = (limit: number, cursors: { readonly before?: string; readonly after?: string } = {}) =>
      api.execute(room.bob, MESSAGES, { sessionId: room.id, limit, ...cursors });

    it('are one consistent query of one more than the page, from the newest', async () => {
      await say(4);
      const seen = await watch.during(() => page(3));
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
      expect(seen.requests[1]).toMatchObject({ limit: 4, scanIndexForward: false, consistentRead: true });
      const { pageInfo } = object(seen.outcome, 'messages');
      expect(pageInfo).toEqual({
        startCursor: `${room.id}.2`,
        endCursor: `${room.id}.4`,
        hasPreviousPage: true,
        hasNextPage: false,
      });
    });

    it('are read on past positions without one, until the page is full', async () => {
      await say(2);
      await abandon(3);
      clock.pass(Durations.grace + 1);
      await room.readLog();
      await say(1);
      const seen = await watch.during(() => page(2));
      expect(seen.requests.slice(1).map(({ limit }) => limit)).toEqual([3, 2, 1]);
      expect(valueAt(seen.outcome, 'messages', 'items', 0, 'seq')).toBe(2);
      expect(valueAt(seen.outcome, 'messages', 'items', 1, 'seq')).toBe(6);
    });

    it('are nothing more to ask for at the end of the log', async () => {
      await say(2);
      const seen = await watch.during(() => page(50, { after: `${room.id}.2` }));
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
      expect(valueAt(seen.outcome, 'messages', 'pageInfo')).toMatchObject({
        hasNextPage: false,
        hasPreviousPage: true,
      });
    });
  });

  describe('a session', () => {
    it('looks into the log only for what was asked', async () => {
      await say(1);
      expect((await watch.during(() => session('id lastSeq'))).steps).toEqual(['Chat BatchGetItem']);
      expect((await watch.during(() => session('unreadCount'))).steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
      expect((await watch.during(() => session('lastMessage { seq }'))).steps).toEqual([
        'Chat BatchGetItem',
        'Chat Query',
      ]);
    });

    it('without messages asks the log nothing', async () => {
      const seen = await watch.during(() => session('unreadCount lastMessage { seq }'));
      expect(seen.steps).toEqual(['Chat BatchGetItem']);
      expect(valueAt(seen.outcome, 'chatSession')).toEqual({ unreadCount: 0, lastMessage: null });
    });

    it('shows its last message for half a read unit', async () => {
      await say(3);
      const [whole, without] = [
        await watch.during(() => session('lastMessage { seq }')),
        await watch.during(() => session('id')),
      ];
      expect(unitsOf(whole).read - unitsOf(without).read).toBe(0.5);
      expect(whole.requests[1]).toMatchObject({ limit: 1, scanIndexForward: false });
      expect(valueAt(whole.outcome, 'chatSession', 'lastMessage', 'seq')).toBe(3);
    });

    it('looks for its last message further back where newer positions hold none', async () => {
      await say(2);
      await abandon(2);
      const seen = await watch.during(() => session('lastMessage { seq }'));
      expect(valueAt(seen.outcome, 'chatSession', 'lastMessage', 'seq')).toBe(2);
      clock.pass(Durations.grace + 1);
      await room.readLog();
      const again = await watch.during(() => session('lastMessage { seq }'));
      expect(valueAt(again.outcome, 'chatSession', 'lastMessage', 'seq')).toBe(2);
      expect(again.requests.slice(1).map(({ limit }) => limit)).toEqual([1, 50]);
    });

    it('stops counting at a hundred', async () => {
      await say(120);
      const seen = await watch.during(() => session('unreadCount'));
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
      expect(valueAt(seen.outcome, 'chatSession', 'unreadCount')).toBe(100);
      expect(valueAt(await session('unreadCount', room.ann), 'chatSession', 'unreadCount')).toBe(0);
    });
  });

  describe('marking as read', () => {
    const mark = (seq: number) =>
      api.execute(room.bob, 'mutation M($id: ID!) { markMessageAsRead(messageId: $id) { lastReadSeq } }', {
        id: `${room.id}.${seq}`,
      });

    it('is one read of message and membership and one write, that only ever moves forward', async () => {
      await say(3);
      const seen = await watch.during(() => mark(2));
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat UpdateItem']);
      expect(seen.requests[1]).toMatchObject({
        key: { pk: { S: `SESSION#${room.id}` }, sk: { S: `MEMBER#${room.bob}` } },
        condition: { expression: 'lastReadSeq < :seq', expressionValues: { ':seq': { N: 2 } } },
      });
      expect(unitsOf(seen)).toMatchObject({ write: 1 });
    });

    it('of an older message writes nothing and answers where the pointer stands', async () => {
      await say(3);
      await mark(3);
      const seen = await watch.during(() => mark(1));
      expect(seen.steps).toEqual(['Chat BatchGetItem']);
      expect(valueAt(seen.outcome, 'markMessageAsRead', 'lastReadSeq')).toBe(3);
    });

    it('of a position without a message is refused and writes nothing', async () => {
      await say(1);
      await abandon(1);
      clock.pass(Durations.grace + 1);
      await room.readLog();
      for (const seq of [0, 2, 3]) {
        const seen = await watch.during(() => mark(seq));
        expect(refusalsOf(seen.outcome)).toEqual(['MessageNotFound']);
        expect(seen.steps).toEqual(['Chat BatchGetItem']);
      }
    });
  });

  it('typing is one read of the membership and writes nothing', async () => {
    const seen = await watch.during(() =>
      api.execute(
        room.ann,
        'mutation T($id: ID!) { sendTypingIndicator(sessionId: $id) { sessionId userId userName isTyping expiresAt } }',
        { id: room.id },
      ),
    );
    expect(refusalsOf(seen.outcome)).toEqual([]);
    expect(seen.steps).toEqual(['Chat BatchGetItem']);
  });
});
