import { beforeEach, describe, expect, it } from 'vitest';
import { messageSlotItem } from '../../adapters/dynamodb/log-items.ts';
import { memberKey, metaKey } from '../../adapters/dynamodb/layout/index.ts';
import { systemMessageAt } from '../../domain/message/message.ts';
import { instantOf, later, toIso } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { Scribe } from '../builders/scribe.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { Room } from '../support/room.ts';
import { unitsOf, Watch, writesIn } from './watch.ts';

const clock = new ManualClock(instantOf(Date.now()));
const watch = new Watch();

await describeOnApi('reading', { ...watch.options, clock }, (api) => {
  let room: Room;
  let scribe: Scribe;
  beforeEach(async () => {
    room = await Room.open(api, clock.now());
    scribe = new Scribe(api.stores, clock, room.id);
  });

  const abandon = async (count: number) => {
    for (let left = 0; left < count; left += 1) await scribe.leaveOpen();
  };
  /** The session's actor tells that the session was frozen. */
  const tellFrozen = async () => {
    const system = {
      event: 'SESSION_FROZEN',
      userIds: [],
      role: null,
      until: null,
      messageSeq: null,
      session: null,
    } as const;
    const seq = await scribe.leaveOpen();
    const told = systemMessageAt({ sessionId: room.id, actor: room.ann, system }, seq, clock.now());
    await api.put('chat', { ...messageSlotItem(told) });
    return seq;
  };
  const session = (fields: string, who = room.bob) =>
    api.execute(who, `query S($id: ID!) { chatSession(sessionId: $id) { ${fields} } }`, { id: room.id });
  const field = async (name: string, who = room.bob) => valueAt(await session(name, who), 'chatSession', name);

  describe('the log', () => {
    it('is one read of session and membership and one query, both consistent, writing nothing', async () => {
      await scribe.sayTimes(3, room.ann);
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
      await scribe.say(room.ann);
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

    it('shows a change with the message that changed, read after the change and once for several', async () => {
      const { seq } = await scribe.say(room.ann, { text: 'before' });
      await scribe.edit(room.ann, seq, 'after');
      await scribe.react(room.bob, seq, '👍');
      const seen = await watch.during(() => room.readLog());
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat Query', 'Chat BatchGetItem']);
      const asked = Object.values(seen.requests[2]?.['tables'] ?? {})[0];
      expect(asked).toMatchObject({ consistentRead: true, keys: [{ sk: { S: '000000000001' } }] });
      for (const at of [1, 2]) {
        expect(valueAt(seen.outcome, 'sessionLog', 'entries', at)).toMatchObject({
          kind: 'MESSAGE_CHANGED',
          message: { seq: 1, version: 3, content: { text: 'after' }, reactions: [{ emoji: '👍', count: 1 }] },
        });
      }
    });

    it('shows what a changed message answers, and the thread that it is in', async () => {
      const root = await scribe.say(room.ann, { text: 'root' });
      const quoted = await scribe.say(room.bob, { text: 'quoted' });
      const reply = await scribe.say(room.ann, { threadRoot: root.seq, replyTo: quoted.seq });
      await scribe.edit(room.ann, reply.seq, 'edited');
      const seen = await watch.during(() => room.readLog(3));
      expect(seen.steps.slice(2)).toEqual(['Chat BatchGetItem', 'Chat BatchGetItem']);
      expect(valueAt(seen.outcome, 'sessionLog', 'entries', 0, 'message')).toMatchObject({
        replyTo: { messageId: `${room.id}.2`, text: 'quoted', isDeleted: false },
        threadRootId: `${room.id}.1`,
        thread: { rootId: `${room.id}.1`, replyCount: 1, version: 2 },
      });
    });
  });

  describe('a session', () => {
    it('looks into the log only for what was asked', async () => {
      await scribe.say(room.ann);
      expect((await watch.during(() => session('id lastSeq'))).steps).toEqual(['Chat BatchGetItem']);
      for (const name of ['unreadCount', 'mentionCount', 'firstUnreadCursor', 'lastMessage { seq }']) {
        expect((await watch.during(() => session(name))).steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
      }
    });

    it('without messages asks the log nothing', async () => {
      const seen = await watch.during(() => session('unreadCount mentionCount firstUnreadCursor lastMessage { seq }'));
      expect(seen.steps).toEqual(['Chat BatchGetItem']);
      expect(valueAt(seen.outcome, 'chatSession')).toEqual({
        unreadCount: 0,
        mentionCount: 0,
        firstUnreadCursor: `${room.id}.0`,
        lastMessage: null,
      });
    });

    it('has the rules and rights of its kind, and of its members, where nobody changed them', async () => {
      const { chatSession } = (
        await session(
          `isFrozen tags description settings { maxMembers allowFileUploads slowModeSeconds } myRole myPermissions
           myMutedUntil myPreferences { notifications mutedUntil customName }`,
        )
      ).data as { chatSession: unknown };
      expect(JSON.parse(JSON.stringify(chatSession))).toEqual({
        isFrozen: false,
        tags: [],
        description: null,
        settings: { maxMembers: 50, allowFileUploads: true, slowModeSeconds: 0 },
        myRole: 'MEMBER',
        myPermissions: ['POST'],
        myMutedUntil: null,
        myPreferences: { notifications: 'ALL', mutedUntil: null, customName: null },
      });
      expect(await field('myPermissions', room.ann)).toContain('CHANGE_SETTINGS');
    });

    it('shows what is left of a role in a session that takes no entries', async () => {
      const meta = await api.item('chat', metaKey(room.id));
      await api.put('chat', { ...metaKey(room.id), ...meta, status: 'ARCHIVED' });
      expect(await field('myPermissions')).toEqual([]);
      expect(await field('myPermissions', room.ann)).toContain('ARCHIVE');
      expect(await field('myPermissions', room.ann)).not.toContain('POST');
    });

    it('shows what a member may do as it is now: frozen for members, muted until the time is over', async () => {
      const [meta, member] = [
        await api.item('chat', metaKey(room.id)),
        await api.item('chat', memberKey(room.id, room.bob)),
      ];
      const until = toIso(later(clock.now(), 60_000));
      await api.put('chat', { ...metaKey(room.id), ...meta, isFrozen: true });
      await api.put('chat', { ...memberKey(room.id, room.bob), ...member, mutedUntil: until });
      expect(await field('myPermissions')).toEqual([]);
      expect(await field('isFrozen')).toBe(true);
      expect(await field('myMutedUntil')).toBe(until);
      expect(await field('myPermissions', room.ann)).toContain('POST');
      clock.pass(60_000);
      expect(await field('myMutedUntil')).toBeNull();
    });

    it('shows its last message for half a read unit', async () => {
      await scribe.sayTimes(3, room.ann);
      const [whole, without] = [
        await watch.during(() => session('lastMessage { seq }')),
        await watch.during(() => session('id')),
      ];
      expect(unitsOf(whole).read - unitsOf(without).read).toBe(0.5);
      expect(whole.requests[1]).toMatchObject({ limit: 1, scanIndexForward: false });
      expect(valueAt(whole.outcome, 'chatSession', 'lastMessage', 'seq')).toBe(3);
    });

    it('looks for its last message further back, past what is none, in ever wider looks', async () => {
      const root = await scribe.say(room.ann);
      await scribe.say(room.bob, { threadRoot: root.seq });
      await tellFrozen();
      const deleted = await scribe.say(room.bob);
      await scribe.delete(room.bob, deleted.seq);
      const seen = await watch.during(() => session('lastMessage { seq }'));
      expect(valueAt(seen.outcome, 'chatSession', 'lastMessage', 'seq')).toBe(root.seq);
      expect(seen.requests.slice(1).map(({ limit }) => limit)).toEqual([1, 50]);
      await scribe.delete(room.ann, root.seq);
      expect(await field('lastMessage { seq }')).toBeNull();
    });

    it('shows the alias alone of an anonymous last message', async () => {
      await scribe.say(room.ann, { alias: 'Anonymous 1', senderName: 'Ann' });
      const answer = await session('lastMessage { senderId senderName }');
      expect(valueAt(answer, 'chatSession', 'lastMessage')).toEqual({
        senderId: '#Anonymous 1',
        senderName: 'Anonymous 1',
      });
    });

    it('stops counting at a hundred', async () => {
      await scribe.sayTimes(120, room.ann, { mentions: [room.bob] });
      const seen = await watch.during(() => session('unreadCount'));
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat Query']);
      expect(valueAt(seen.outcome, 'chatSession', 'unreadCount')).toBe(100);
      expect(await field('mentionCount')).toBe(100);
      expect(await field('unreadCount', room.ann)).toBe(0);
    });

    it('counts on past what does not count', async () => {
      await scribe.say(room.ann);
      await scribe.leaveEmpty(210);
      await scribe.say(room.ann, { mentions: [room.bob] });
      const seen = await watch.during(() => session('unreadCount mentionCount'));
      expect(valueAt(seen.outcome, 'chatSession')).toEqual({ unreadCount: 2, mentionCount: 1 });
      expect(seen.steps).toHaveLength(5);
    });

    it('leads to the first unread message by a cursor, past what one wrote oneself', async () => {
      await scribe.say(room.bob);
      await tellFrozen();
      await scribe.say(room.ann, { text: 'first' });
      const after = await field('firstUnreadCursor');
      const page = await api.execute(
        room.bob,
        'query M($id: ID!, $after: String) { messages(sessionId: $id, after: $after) { items { seq } } }',
        { id: room.id, after },
      );
      expect(valueAt(page, 'messages', 'items')).toEqual([{ seq: 3 }]);
    });
  });

  it('one message is one read of it, its session and the membership; a second one of what it answers', async () => {
    const quoted = await scribe.say(room.ann, { text: 'quoted' });
    const { seq } = await scribe.say(room.bob, { replyTo: quoted.seq });
    const read = (at: number) =>
      api.execute(room.ann, 'query M($id: ID!) { message(messageId: $id) { id replyTo { text } } }', {
        id: `${room.id}.${at}`,
      });
    const seen = await watch.during(() => read(seq));
    expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat BatchGetItem']);
    expect(valueAt(seen.outcome, 'message', 'replyTo', 'text')).toBe('quoted');
    expect((await watch.during(() => read(1))).steps).toEqual(['Chat BatchGetItem']);
    await scribe.edit(room.bob, seq, 'x');
    expect(refusalsOf(await read(3))).toEqual(['MessageNotFound']);
  });

  describe('typing', () => {
    const type = (who = room.bob) =>
      api.execute(
        who,
        'mutation T($id: ID!) { sendTypingIndicator(sessionId: $id) { sessionId userId userName isTyping expiresAt } }',
        { id: room.id },
      );
    const change = async (key: 'meta' | 'member', more: object) => {
      const at = key === 'meta' ? metaKey(room.id) : memberKey(room.id, room.bob);
      await api.put('chat', { ...at, ...(await api.item('chat', at)), ...more });
    };

    it('is one read of the membership and writes nothing', async () => {
      const seen = await watch.during(() => type());
      expect(refusalsOf(seen.outcome)).toEqual([]);
      expect(seen.steps).toEqual(['Chat BatchGetItem']);
    });

    it.each([
      ['archived', 'meta', { status: 'ARCHIVED' }, 'SessionReadOnly'],
      ['closed', 'meta', { isClosed: true }, 'NotAllowed'],
      ['frozen', 'meta', { isFrozen: true }, 'NotAllowed'],
      ['announcing', 'meta', { kind: 'ANNOUNCEMENT' }, 'NotAllowed'],
    ] as const)('is refused to a member of a session that is %s', async (_, key, more, code) => {
      await change(key, more);
      expect(refusalsOf(await type())).toEqual([code]);
    });

    it('is refused to whoever is muted, until they are not', async () => {
      await change('member', { mutedUntil: toIso(later(clock.now(), 5_000)) });
      const [refusal] = (await type()).errors ?? [];
      expect(refusal).toMatchObject({ errorType: 'Muted', errorInfo: { retryAfterMs: 5_000 } });
      clock.pass(5_000);
      expect(refusalsOf(await type())).toEqual([]);
    });
  });
});
