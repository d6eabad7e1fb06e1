import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptFragment, typingFragment } from '../../domain/vocabulary/event-fragments.ts';
import {
  MESSAGE,
  MESSAGES,
  nested,
  SEND,
  type AnsweredError,
  type Person,
  type SentMessage,
} from '../support/graphql.ts';
import { people } from '../support/people.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';

const PAGE = 'pageInfo { startCursor endCursor hasNextPage }';
const RECEIPT = nested(receiptFragment);
const nobodys = '00000000-0000-4000-8000-000000000000';

/** Every field about a session that this file is about, and what it refuses a stranger with. */
const ofSession: readonly (readonly [string, string])[] = [
  [
    'chatSession',
    'query Q($id: ID!) { chatSession(sessionId: $id) { id unreadCount mentionCount firstUnreadCursor } }',
  ],
  ['members', `query Q($id: ID!) { members(sessionId: $id) { items { userId } ${PAGE} } }`],
  ['messages', `query Q($id: ID!) { messages(sessionId: $id) { items { id } ${PAGE} } }`],
  ['messageCursorAt', 'query Q($id: ID!) { messageCursorAt(sessionId: $id, date: "2026-01-01T00:00:00Z") }'],
  ['receipts', 'query Q($id: ID!) { receipts(sessionId: $id) { userId } }'],
  ['sessionLog', 'query Q($id: ID!) { sessionLog(sessionId: $id) { lastSeq } }'],
  ['sendTypingIndicator', `mutation M($id: ID!) { sendTypingIndicator(sessionId: $id) { ${nested(typingFragment)} } }`],
];

/** Every field about a message. */
const ofMessage: readonly (readonly [string, string])[] = [
  ['message', `query Q($id: ID!) { message(messageId: $id) { ${MESSAGE} } }`],
  ['threadMessages', `query Q($id: ID!) { threadMessages(messageId: $id) { items { id } ${PAGE} } }`],
  ['threadReadState', 'query Q($id: ID!) { threadReadState(messageId: $id) { unreadCount } }'],
  ['messageReceipts', 'query Q($id: ID!) { messageReceipts(messageId: $id) { readBy } }'],
  ['markMessageAsRead', `mutation M($id: ID!) { markMessageAsRead(messageId: $id) { ${RECEIPT} } }`],
  ['markMessageAsDelivered', `mutation M($id: ID!) { markMessageAsDelivered(messageId: $id) { ${RECEIPT} } }`],
  ['markThreadAsRead', 'mutation M($id: ID!) { markThreadAsRead(messageId: $id) { lastReadSeq } }'],
];

/** Attacks on reading, by the numbers of the list in docs/security.md. Each must change nothing. */
describe('Reading under attack', () => {
  let parley: ProductUnderTest;
  let [ann, bob, mallory]: Person[] = [];
  let sessionId: string;
  let root: SentMessage;
  let reply: SentMessage;
  beforeAll(async () => {
    parley = await startProduct();
    [ann, bob, mallory] = await people(parley, 'ann', 'bob', 'mallory');
    sessionId = (await someone(ann).createSession(['bob'])).id;
    root = await someone(ann).send(sessionId, 'root', 'for members only');
    reply = await someone(ann).get('sendMessage', SEND, {
      input: { sessionId, clientMessageId: 'reply', content: { text: 'in a thread' }, threadRootId: root.id },
    });
    // Mallory has a session, too: what she knows of it must open nothing here.
    await someone(mallory).createSession(['zed']);
  });
  afterAll(() => parley.stop());

  const someone = (person: Person | undefined): Person => {
    if (person === undefined) throw new Error('unable to go on; nobody signed in');
    return person;
  };

  /** What the session's members see of it: no attack may change it. */
  const state = async () => {
    const ask = (who: Person | undefined, query: string) => someone(who).ask(query, { id: sessionId });
    const [log, receipts] = await Promise.all([
      someone(ann).log(sessionId, 0),
      ask(ann, 'query R($id: ID!) { receipts(sessionId: $id) { userId lastReadSeq lastDeliveredSeq readAt } }'),
    ]);
    const mine = await Promise.all(
      [ann, bob].map((who) =>
        ask(who, 'query S($id: ID!) { chatSession(sessionId: $id) { lastReadSeq unreadCount } }'),
      ),
    );
    return [log, receipts.data, mine.map(({ data }) => data)];
  };

  const refusalOf = async (
    person: Person | undefined,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<AnsweredError> => {
    const { errors, data } = await someone(person).ask(query, variables);
    expect(errors).toHaveLength(1);
    expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    const [error] = errors;
    if (error === undefined) throw new Error('unable to go on; nothing was refused');
    return error;
  };

  const told = ({ errorType, message, errorInfo }: AnsweredError) => ({ errorType, message, errorInfo });

  it.each(ofSession)('4: %s answers a session of others exactly as one that does not exist', async (_, query) => {
    const before = await state();
    const foreign = told(await refusalOf(mallory, query, { id: sessionId }));
    expect(foreign).toEqual(told(await refusalOf(mallory, query, { id: nobodys })));
    expect(foreign.errorType).toBe('SessionNotFound');
    expect(await state()).toEqual(before);
  });

  it.each(ofMessage)('5: %s answers a message of others exactly as one that does not exist', async (_, query) => {
    const before = await state();
    for (const { seq } of [root, reply]) {
      const foreign = told(await refusalOf(mallory, query, { id: `${sessionId}.${seq}` }));
      expect(foreign).toEqual(told(await refusalOf(mallory, query, { id: `${nobodys}.${seq}` })));
      expect(foreign.errorType).toBe('MessageNotFound');
    }
    expect(told(await refusalOf(ann, query, { id: `${sessionId}.99` })).errorType).toBe('MessageNotFound');
    expect(await state()).toEqual(before);
  });

  it('9: live messages of a session cannot be had without its id, with a wildcard, or by a stranger', async () => {
    // Over HTTP a subscription is refused whatever it asks for; over a socket, realtime.test.ts tries the same.
    const listen = (id: string) => `subscription { onReceipt(sessionId: ${JSON.stringify(id)}) { ${RECEIPT} } }`;
    for (const id of [sessionId, nobodys, '*', '#', '%']) {
      const { data, errors } = await someone(mallory).ask(listen(id));
      expect(errors).toHaveLength(1);
      expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    }
  });

  const odd = ['#', ':x', '__proto__', 'constructor', 'SESSION#x', 'LOG#x', '', ' ', '.', '1', '-1', 'a.b.c', '\u0661'];

  it.each(odd)('16: %j as an id is inert', async (id) => {
    const before = await state();
    for (const [, query] of ofSession) {
      expect((await refusalOf(ann, query, { id })).errorType).toBe('SessionNotFound');
    }
    for (const [, query] of ofMessage) {
      expect((await refusalOf(ann, query, { id })).errorType).toBe('MessageNotFound');
      expect((await refusalOf(ann, query, { id: `${sessionId}.${id}x` })).errorType).toBe('MessageNotFound');
    }
    expect(await state()).toEqual(before);
  });

  describe('17: a cursor', () => {
    const MEMBERS = `query M($id: ID!, $after: String) { members(sessionId: $id, limit: 1, after: $after) { items { userId } ${PAGE} } }`;
    const THREAD = `query T($id: ID!, $before: String, $after: String) {
      threadMessages(messageId: $id, before: $before, after: $after) { items { id } } }`;
    const AROUND =
      'query A($sessionId: ID!, $around: String) { messages(sessionId: $sessionId, around: $around) { items { id } } }';
    interface Members {
      readonly items: readonly { readonly userId: string }[];
      readonly pageInfo: { readonly endCursor: string };
    }

    it.each([
      ['forged', 'Zm9yZ2Vk'],
      ['empty', ''],
      ['of another session', `${nobodys}.1`],
      ['below the first position', '-1'],
      ['of a position written another way', '01'],
      ['of one written in other digits', '\u0661'],
      ['of a member', 'members x y z'],
      ['with a wildcard', '*'],
      ['of every object', '__proto__'],
    ])('that is %s is refused by every list', async (_, cursor) => {
      for (const cursors of [{ before: cursor }, { after: cursor }]) {
        expect((await refusalOf(ann, MESSAGES, { sessionId, ...cursors })).errorType).toBe('BadCursor');
        expect((await refusalOf(ann, THREAD, { id: root.id, ...cursors })).errorType).toBe('BadCursor');
      }
      expect((await refusalOf(ann, AROUND, { sessionId, around: cursor })).errorType).toBe('BadCursor');
      expect((await refusalOf(ann, MEMBERS, { id: sessionId, after: cursor })).errorType).toBe('BadCursor');
    });

    it('of another member, or of another session, is refused by the list of members', async () => {
      const first = await someone(ann).get<Members>('members', MEMBERS, { id: sessionId });
      const { endCursor } = first.pageInfo;
      const next = await someone(ann).get<Members>('members', MEMBERS, { id: sessionId, after: endCursor });
      expect([first, next].map(({ items }) => items.map(({ userId }) => userId))).toEqual([['ann'], ['bob']]);
      expect((await refusalOf(bob, MEMBERS, { id: sessionId, after: endCursor })).errorType).toBe('BadCursor');
      const { id } = await someone(ann).createSession(['bob']);
      expect((await refusalOf(ann, MEMBERS, { id, after: endCursor })).errorType).toBe('BadCursor');
      expect((await refusalOf(ann, MESSAGES, { sessionId, after: endCursor })).errorType).toBe('BadCursor');
    });

    it('into the list of members opens nothing beside it', async () => {
      for (const beyond of ['~', '!', 'zzz', 'ann']) {
        const after = ['members', sessionId, 'ann', beyond].join(' ');
        const page = await someone(ann).get<Members>('members', MEMBERS, { id: sessionId, after });
        for (const { userId } of page.items) expect(['ann', 'bob']).toContain(userId);
      }
    });

    it('replayed after leaving shows nothing', async () => {
      const { id } = await someone(ann).createSession(['bob', 'mallory']);
      const { seq } = await someone(ann).send(id, 'one', 'before');
      await someone(ann).send(id, 'two', 'after');
      const page = await someone(mallory).get<Members>('members', MEMBERS, { id });
      expect(
        (await someone(mallory).ask('mutation L($id: ID!) { leaveChatSession(sessionId: $id) { seq } }', { id }))
          .errors,
      ).toEqual([]);
      const cursors = { sessionId: id, after: `${id}.${seq}` };
      expect((await refusalOf(mallory, MESSAGES, cursors)).errorType).toBe('SessionNotFound');
      expect((await refusalOf(mallory, AROUND, { sessionId: id, around: `${id}.${seq}` })).errorType).toBe(
        'SessionNotFound',
      );
      const again = { id, after: page.pageInfo.endCursor };
      expect((await refusalOf(mallory, MEMBERS, again)).errorType).toBe('SessionNotFound');
    });
  });
});
