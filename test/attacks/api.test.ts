import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fragmentOf } from '../../domain/vocabulary/event-fragments.ts';
import {
  MESSAGE,
  MESSAGES,
  nested,
  READ,
  SEND,
  SESSIONS,
  type AnsweredError,
  type Person,
} from '../support/graphql.ts';
import { people } from '../support/people.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';

/** Attacks on the API by the numbers of the list in docs/security.md. Each must change nothing. */
describe('The API under attack', () => {
  let parley: ProductUnderTest;
  let ann: Person;
  let mallory: Person;
  let sessionId: string;
  let foreignId: string;
  beforeAll(async () => {
    parley = await startProduct();
    [ann, mallory] = await people(parley, 'ann', 'mallory');
    sessionId = (await ann.createSession(['bob'])).id;
    await ann.send(sessionId, 'first', 'for members only');
    foreignId = sessionId;
  });
  afterAll(() => parley.stop());

  const nobodys = '00000000-0000-4000-8000-000000000000';

  /** What everyone receives of a text that answers nothing. */
  const textFragment = fragmentOf({ kind: 'TEXT', answers: false, isThreaded: false });

  const refusalOf = async (
    person: Person,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<AnsweredError> => {
    const before = (await ann.log(sessionId, 0)).lastSeq;
    const { errors, data } = await person.ask(query, variables);
    expect(errors).toHaveLength(1);
    expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect((await ann.log(sessionId, 0)).lastSeq).toBe(before);
    return errors[0]!;
  };

  const withoutPosition = (error: AnsweredError) => ({
    type: error.errorType,
    message: error.message,
    info: error.errorInfo,
  });

  it.each([
    ['chatSession', 'query Q($id: ID!) { chatSession(sessionId: $id) { id } }'],
    ['messages', 'query Q($id: ID!) { messages(sessionId: $id) { items { id } } }'],
    ['sessionLog', 'query Q($id: ID!) { sessionLog(sessionId: $id) { lastSeq } }'],
    [
      'sendMessage',
      `mutation M($id: ID!) { sendMessage(input: { sessionId: $id, clientMessageId: "x", content: { text: "x" } }) { ${MESSAGE} } }`,
    ],
    [
      'sendTypingIndicator',
      'mutation M($id: ID!) { sendTypingIndicator(sessionId: $id) { sessionId userId userName isTyping expiresAt } }',
    ],
  ])('4: %s answers a session of others exactly as one that does not exist', async (_, query) => {
    const foreign = await refusalOf(mallory, query, { id: foreignId });
    const missing = await refusalOf(mallory, query, { id: nobodys });
    expect(withoutPosition(foreign)).toEqual(withoutPosition(missing));
    expect(foreign.errorType).toBe('SessionNotFound');
  });

  it('5: a message id of a session of others is answered as one that does not exist', async () => {
    const foreign = await refusalOf(mallory, READ, { messageId: `${sessionId}.1` });
    const missing = await refusalOf(mallory, READ, { messageId: `${nobodys}.1` });
    expect(withoutPosition(foreign)).toEqual(withoutPosition(missing));
    expect(foreign.errorType).toBe('MessageNotFound');
    expect((await refusalOf(ann, READ, { messageId: `${sessionId}.99` })).errorType).toBe('MessageNotFound');
  });

  it.each(['', ' ', '1', '.', '1.', '.1', '-1', 'a.b.c', '__proto__', 'constructor', '1e3', '١', '#', ':x'])(
    '5, 16: %j as a message id is inert',
    async (id) => {
      expect((await refusalOf(ann, READ, { messageId: id })).errorType).toBe('MessageNotFound');
      expect((await refusalOf(ann, READ, { messageId: `${sessionId}.${id}x` })).errorType).toBe('MessageNotFound');
    },
  );

  it.each(['#', ':x', '__proto__', 'constructor', 'SESSION#x', '', ' '])(
    '16: %j as a session id is inert',
    async (id) => {
      const query = 'query Q($id: ID!) { chatSession(sessionId: $id) { id } }';
      expect((await refusalOf(ann, query, { id })).errorType).toBe('SessionNotFound');
    },
  );

  it.each(['__proto__', 'constructor', '#', ':x', 'a#b', 'ünï', ' '])(
    '16: %j as a client message id is only an id',
    async (key) => {
      const first = await ann.send(sessionId, key, 'inert');
      expect(first.clientMessageId).toBe(key);
      expect((await ann.send(sessionId, key, 'inert')).id).toBe(first.id);
    },
  );

  it.each([
    ['a forged cursor', 'Zm9yZ2Vk'],
    ['an empty cursor', ''],
    ['a cursor of another session', `${nobodys}.1`],
    ['a cursor below the first position', '-1'],
  ])('17: %s is refused', async (_, cursor) => {
    expect((await refusalOf(ann, MESSAGES, { sessionId, before: cursor })).errorType).toBe('BadCursor');
    expect((await refusalOf(ann, MESSAGES, { sessionId, after: cursor })).errorType).toBe('BadCursor');
    expect((await refusalOf(ann, SESSIONS, { after: cursor })).errorType).toBe('BadCursor');
  });

  it("17: another user's cursor into the list of sessions is refused", async () => {
    await ann.createSession(['bob']);
    const page = await ann.get<{ pageInfo: { endCursor: string } }>('myChatSessions', SESSIONS, { limit: 1 });
    expect((await refusalOf(mallory, SESSIONS, { after: page.pageInfo.endCursor })).errorType).toBe('BadCursor');
  });

  it.each([
    ['empty', '', 'TextBlank'],
    ['blank', ' \n\t\u200b\u00a0', 'TextBlank'],
    ['one over the limit', 'x'.repeat(5001), 'TextTooLong'],
    ['with NUL', 'a\u0000b', 'TextMalformed'],
    ['with a lone surrogate', 'a\ud83d', 'TextMalformed'],
    ['absent', undefined, 'TextBlank'],
  ])('18: a text that is %s gets its code', async (_, text, code) => {
    const input = { sessionId, clientMessageId: 'bad', content: { text } };
    expect((await refusalOf(ann, SEND, { input })).errorType).toBe(code);
  });

  it('18: a text of exactly the limit, of emoji and of markup comes back as typed', async () => {
    for (const [key, text] of Object.entries({
      long: 'x'.repeat(5000),
      emoji: '👩‍👩‍👧‍👦 e\u0301',
      markup: '<script>alert(1)</script>',
      spaces: '  kept  ',
    })) {
      expect((await ann.send(sessionId, `fits-${key}`, text)).content.text).toBe(text);
    }
  });

  it.each([0, -1, 101, 2_147_483_647])('a page of %d is refused', async (limit) => {
    expect((await refusalOf(ann, MESSAGES, { sessionId, limit })).errorType).toBe('BadInput');
    expect((await refusalOf(ann, SESSIONS, { limit })).errorType).toBe('BadInput');
  });

  it('a client message id that is empty or too long is refused', async () => {
    for (const clientMessageId of ['', 'x'.repeat(129)]) {
      const input = { sessionId, clientMessageId, content: { text: 'x' } };
      expect((await refusalOf(ann, SEND, { input })).errorType).toBe('BadInput');
    }
  });

  it.each(textFragment)(
    'a send that leaves out %s, and so would blank its subscribers, is refused before anything is written',
    async (path) => {
      const rest = textFragment.filter((one) => one !== path && !one.startsWith(`${path}/`));
      // What is left without any field of its own cannot be selected at all.
      const selection = rest.filter(
        (one) =>
          !textFragment.some((other) => other.startsWith(`${one}/`)) ||
          rest.some((other) => other.startsWith(`${one}/`)),
      );
      const refusal = await refusalOf(ann, SEND.replace(MESSAGE, nested(selection)), {
        input: { sessionId, clientMessageId: 'thin', content: { text: 'x' } },
      });
      expect(refusal.errorType).toBe('SelectionIncomplete');
    },
  );

  it('a send that renames a field by an alias is refused for the same reason', async () => {
    const send = SEND.replace('senderId', 'who: senderId');
    const refusal = await refusalOf(ann, send, {
      input: { sessionId, clientMessageId: 'alias', content: { text: 'x' } },
    });
    expect(refusal).toMatchObject({ errorType: 'SelectionIncomplete', errorInfo: { missing: ['senderId'] } });
  });

  it('15: the message after the last one allowed in a minute is refused with when to come back', async () => {
    const limited = await startProduct({ MESSAGES_PER_MINUTE: '60' });
    try {
      const [cat] = await people(limited, 'cat');
      const { id } = await cat.createSession(['dan']);
      const outcomes = await Promise.all(
        Array.from({ length: 125 }, (_, n) =>
          cat.ask(SEND, { input: { sessionId: id, clientMessageId: `m-${n}`, content: { text: 'x' } } }),
        ),
      );
      const errors = outcomes.flatMap((answer) => answer.errors);
      const refused = errors.filter(({ errorType }) => errorType === 'RateLimited');
      // Where a minute turns within the burst, what was counted too late in the one before is to be tried again.
      const untried = errors.filter(({ errorType }) => errorType === 'TryAgain');
      expect(refused.length + untried.length).toBe(errors.length);
      const sent = outcomes.length - errors.length;
      expect(sent).toBeLessThanOrEqual(60);
      expect(sent + untried.length).toBeGreaterThanOrEqual(60);
      expect(refused.length).toBeGreaterThan(0);
      for (const error of refused) {
        expect(error).toMatchObject({ errorInfo: { limit: 60 } });
        const { retryAfterMs } = error.errorInfo as { retryAfterMs: number };
        expect(retryAfterMs).toBeGreaterThan(0);
        // The window, and the part of it that the first send fell into: a second.
        expect(retryAfterMs).toBeLessThanOrEqual(61_000);
      }
    } finally {
      await limited.stop();
    }
  });
});
