/** Attacks on changes of messages, by the numbers of docs/security.md. Each must change nothing. */
import { beforeEach, describe, expect, it } from 'vitest';
import { slotKey } from '../../adapters/dynamodb/layout/index.ts';
import type { Message } from '../../domain/message/message.ts';
import { messageId } from '../../domain/message/message.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { Durations, Limits } from '../../domain/vocabulary/limits.ts';
import type { GraphQLAnswer, JsonObject } from '../../runtime/contract.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aUser } from '../builders/people.ts';
import { Scribe } from '../builders/scribe.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { Changer, CLOSE, DELETE, EDIT, REACT, UNREACT, VOTE } from '../support/message-changes.ts';
import { Room } from '../support/room.ts';

const clock = new ManualClock(instantOf(Date.now()));
const nobodys = '00000000-0000-4000-8000-000000000000';

const RESOLVE = 'mutation R($messageId: ID!) { resolveAnonymousSender(messageId: $messageId) { senderId } }';
const HISTORY = 'query H($messageId: ID!) { editHistory(messageId: $messageId) { edition } }';
const REACTORS = `query R($messageId: ID!, $limit: Int, $after: String) {
  reactors(messageId: $messageId, limit: $limit, after: $after) { items { userId emojis } pageInfo { endCursor hasNextPage } }
}`;
const VOTES = `query V($messageId: ID!, $limit: Int, $after: String) {
  pollVotes(messageId: $messageId, limit: $limit, after: $after) { items { userId optionIds } pageInfo { endCursor } }
}`;
const AUDIT = `query A($sessionId: ID!, $limit: Int, $after: String) {
  auditLog(sessionId: $sessionId, limit: $limit, after: $after) {
    items { moderatorId messageId senderId } pageInfo { endCursor hasNextPage }
  }
}`;
const MARKS = `query M($sessionId: ID!, $messageIds: [ID!]!) {
  myMarks(sessionId: $sessionId, messageIds: $messageIds) { messageId reactions votes }
}`;

const everyField: readonly (readonly [string, string, JsonObject])[] = [
  ['editMessage', EDIT, { content: { text: 'mine now' } }],
  ['deleteMessage', DELETE, {}],
  ['addReaction', REACT, { emoji: '👍' }],
  ['removeReaction', UNREACT, { emoji: '👍' }],
  ['votePoll', VOTE, { optionIds: [0] }],
  ['closePoll', CLOSE, {}],
  ['resolveAnonymousSender', RESOLVE, {}],
  ['editHistory', HISTORY, {}],
  ['reactors', REACTORS, {}],
  ['pollVotes', VOTES, {}],
];

/** What a refused caller was told, without where it stood in the document. */
const told = ({ data, errors = [] }: GraphQLAnswer) => ({
  nothing: Object.values(data ?? {}).every((value) => value === null),
  errors: errors.map(({ errorType, message, errorInfo }) => ({ errorType, message, errorInfo })),
});

await describeOnApi('Changes under attack', { clock }, (api) => {
  let room: Room;
  let scribe: Scribe;
  let message: Message;
  let change: Changer;
  const mallory = aUser('mallory');

  beforeEach(async () => {
    room = await Room.open(api, clock.now());
    scribe = new Scribe(api.stores, clock, room.id);
    message = await scribe.say(room.ann);
    change = new Changer(api, messageId(message));
  });

  const untouched = async (attack: () => Promise<GraphQLAnswer>): Promise<GraphQLAnswer> => {
    const state = async () => ({
      slot: await api.item('chat', slotKey(room.id, message.seq)),
      lastSeq: (await api.stores.sessionLog.standing(room.id, room.ann))?.lastSeq,
    });
    const before = await state();
    const answer = await attack();
    expect(await state()).toEqual(before);
    return answer;
  };

  it.each(everyField)(
    '5: %s answers a message of others exactly as one that does not exist',
    async (_, query, more) => {
      const foreign = await untouched(() => api.execute(mallory, query, { messageId: messageId(message), ...more }));
      const missing = await api.execute(mallory, query, { messageId: `${nobodys}.1`, ...more });
      expect(told(foreign)).toEqual(told(missing));
      expect(refusalsOf(foreign)).toEqual(['MessageNotFound']);
      // Nor is what stands at a position without a message, or what is no id at all, anything else.
      for (const id of [`${room.id}.99`, `${room.id}.0`, '', '__proto__', `${room.id}.1x`, '#', ':x']) {
        const answer = await untouched(() => api.execute(room.ann, query, { messageId: id, ...more }));
        expect(refusalsOf(answer), id).toEqual(['MessageNotFound']);
      }
    },
  );

  it('5: a message of another session is none of the marks of this one, and its session stays unknown', async () => {
    const other = await Room.open(api, clock.now());
    const ask = (sessionId: string, messageIds: readonly string[], who: string = room.ann) =>
      api.execute(who, MARKS, { sessionId, messageIds });
    expect(refusalsOf(await ask(room.id, [`${other.id}.1`]))).toEqual(['BadInput']);
    expect(refusalsOf(await ask(room.id, ['__proto__']))).toEqual(['BadInput']);
    const many = Array.from({ length: Limits.markedAtOnce + 1 }, (_, at) => `${room.id}.${at}`);
    expect(refusalsOf(await ask(room.id, many))).toEqual(['BadInput']);
    expect(told(await ask(room.id, [], mallory))).toEqual(told(await ask(nobodys, [], mallory)));
    expect(valueAt(await ask(room.id, [messageId(message), `${room.id}.7`]), 'myMarks')).toEqual([]);
  });

  it("6: another's message is not edited, and one's own not past the window", async () => {
    expect(refusalsOf(await untouched(() => change.edit(room.bob, 'mine')))).toEqual(['NotAllowed']);
    expect(refusalsOf(await untouched(() => change.delete(room.bob)))).toEqual(['NotAllowed']);
    clock.pass(Durations.editWindow + 1);
    expect(refusalsOf(await untouched(() => change.edit(room.ann, 'late')))).toEqual(['EditWindowOver']);
  });

  it.each([
    ['#', ':x', '__proto__', 'constructor', 'toString', 'a', '1', '', ' ', '\u200b', '\u0000', '\ud83d', '👍👍', '👍 '],
  ])('16: what is no emoji is no reaction', async (...emojis) => {
    for (const emoji of emojis) {
      expect(refusalsOf(await untouched(() => change.react(room.bob, emoji))), emoji).toEqual(['BadInput']);
      expect(refusalsOf(await untouched(() => change.unreact(room.bob, emoji))), emoji).toEqual(['BadInput']);
    }
  });

  it('a message has reactions of twenty kinds, and more only of those', async () => {
    const emojis = Array.from('😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙');
    for (const emoji of emojis) await change.react(room.ann, emoji);
    const tooMany = await untouched(() => change.react(room.bob, '🥲'));
    expect(tooMany.errors).toMatchObject([{ errorType: 'TooManyReactions', errorInfo: { limit: 20 } }]);
    expect(refusalsOf(await change.react(room.bob, '😀'))).toEqual([]);
  });

  describe('17: a cursor', () => {
    const pages = async (query: string, field: string, id: JsonObject) => {
      const first = await api.execute(room.ann, query, { ...id, limit: 1 });
      const cursor = valueAt(first, field, 'pageInfo', 'endCursor');
      if (typeof cursor !== 'string') throw new Error('unable to go on; the list is empty');
      return { cursor, ask: (who: string, after: string) => api.execute(who, query, { ...id, limit: 1, after }) };
    };
    const refusedEverywhere = async ({ cursor, ask }: Awaited<ReturnType<typeof pages>>) => {
      expect(refusalsOf(await ask(room.ann, cursor))).toEqual([]);
      for (const forged of [
        '',
        'x',
        'Zm9yZ2Vk',
        `${cursor} `,
        cursor.replace(/^\w+/, 'members'),
        cursor.slice(0, -1),
        '#',
      ]) {
        const codes = refusalsOf(await ask(room.ann, forged));
        // A shorter user id is one still: it leads on from where it would stand, on the caller's own list.
        if (forged !== cursor.slice(0, -1)) expect(codes, forged).toEqual(['BadCursor']);
      }
      expect(refusalsOf(await ask(room.bob, cursor))).toEqual(['BadCursor']);
    };

    it('of reactors is refused when it is forged or of another', async () => {
      await change.react(room.ann);
      await change.react(room.bob);
      const list = await pages(REACTORS, 'reactors', { messageId: messageId(message) });
      await refusedEverywhere(list);
      const other = await scribe.say(room.ann);
      const elsewhere = await api.execute(room.ann, REACTORS, { messageId: messageId(other), after: list.cursor });
      expect(refusalsOf(elsewhere)).toEqual(['BadCursor']);
    });

    it('of the audit log is refused when it is forged or of another', async () => {
      const secret = await scribe.say(room.bob, { alias: 'Anonymous 1' });
      for (const pause of [1, 1]) {
        clock.pass(pause);
        await api.execute(room.ann, RESOLVE, { messageId: messageId(secret) });
      }
      await refusedEverywhere(await pages(AUDIT, 'auditLog', { sessionId: room.id }));
      expect(refusalsOf(await api.execute(room.bob, AUDIT, { sessionId: room.id }))).toEqual(['NotAllowed']);
      const log = valueAt(await api.execute(room.ann, AUDIT, { sessionId: room.id }), 'auditLog', 'items');
      const entry = { moderatorId: room.ann, messageId: messageId(secret), senderId: room.bob };
      expect(log).toEqual([entry, entry]);
    });
  });

  it('who wrote an anonymous message is told to those who moderate alone, and only of an anonymous one', async () => {
    const secret = await scribe.say(room.bob, { alias: 'Anonymous 1' });
    const ask = (who: string, id: string) => api.execute(who, RESOLVE, { messageId: id });
    expect(refusalsOf(await ask(room.bob, messageId(secret)))).toEqual(['NotAllowed']);
    expect(refusalsOf(await ask(room.ann, messageId(message)))).toEqual(['BadInput']);
    expect(valueAt(await ask(room.ann, messageId(secret)), 'resolveAnonymousSender', 'senderId')).toBe(room.bob);
  });
});
