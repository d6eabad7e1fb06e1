import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SessionKind } from '../../domain/vocabulary/sessions.ts';
import { messageIdOf, seqOf } from '../../domain/shared/ids.ts';
import { aChatSession, granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { aPosition } from '../../test/builders/messages.ts';
import { aSessionId, user } from '../../test/builders/people.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import { contentChecks } from '../../test/support/wiring.ts';
import { markMessageAsRead } from './mark-message-as-read.ts';
import { readSessionLog } from './read-session-log.ts';
import { sendMessage } from './send-message.ts';

const [ann, bob, eve] = [user('ann'), user('bob'), user('eve')];

/** A session of Ann's with Bob in it, and what can be done in it. */
async function setUp({
  kind = 'GROUP',
  messagesPerMinute = 0,
}: { readonly kind?: SessionKind; readonly messagesPerMinute?: number } = {}) {
  const stores = openMemoryStores();
  const { chatSessions, sessionLog } = stores;
  const clock = new ManualClock();
  const session = aChatSession({ creator: ann, memberIds: [bob], kind });
  await chatSessions.save(session);
  const sendTo = sendMessage({ ...stores, contentChecks, clock, messagesPerMinute });
  const send = (
    senderId = ann,
    { text = 'hello', ...message }: { sessionId?: string; text?: string; clientMessageId?: string } = {},
  ) =>
    sendTo({
      sessionId: session.id,
      clientMessageId: randomUUID(),
      ...message,
      senderId,
      senderName: null,
      kind: 'TEXT',
      content: { text },
      mentions: [],
      replyToId: null,
      threadRootId: null,
      isAnonymous: false,
    });
  const readLog = readSessionLog({ sessionLog, clock });
  const mark = markMessageAsRead({ sessionLog, clock });
  return { clock, session, sessionLog, send, readLog, mark };
}

describe('sending a message', () => {
  it('answers the message at its position', async () => {
    const { send, session } = await setUp();
    await send(bob);
    expect(granted(await send(ann, { text: 'hi', clientMessageId: 'c1' }))).toMatchObject({
      sessionId: session.id,
      seq: 2,
      senderId: ann,
      senderName: null,
      clientMessageId: 'c1',
      content: { kind: 'TEXT', text: 'hi' },
      version: 1,
      createdAt: noon,
    });
  });

  it('answers a stranger as if there were no session', async () => {
    const { send } = await setUp();
    const foreign = await send(eve);
    expect(refusalOf(foreign)).toBe('SessionNotFound');
    for (const sessionId of [aSessionId(), '', '__proto__', 'SESSION#1']) {
      expect(await send(ann, { sessionId })).toEqual(foreign);
    }
  });

  it('says what is wrong with the message before what is wrong with the session', async () => {
    const { send } = await setUp();
    expect(refusalOf(await send(eve, { text: ' ' }))).toBe('TextBlank');
    expect(refusalOf(await send(eve, { text: ' ', clientMessageId: '' }))).toBe('BadInput');
  });

  it('lets members post in every kind of session but announcements', async () => {
    const { send } = await setUp({ kind: 'ANNOUNCEMENT' });
    expect((await send(ann)).ok).toBe(true);
    expect(refusalOf(await send(bob))).toBe('NotAllowed');
  });

  it('refuses the first message over the limit, and says when the next may pass', async () => {
    const { send, clock } = await setUp({ messagesPerMinute: 3 });
    clock.pass(12_345);
    const sent = await Promise.all([send(), send(), send(), send()]);
    expect(sent.filter(({ ok }) => ok)).toHaveLength(3);
    expect(sent.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: 'RateLimited', info: { limit: 3, retryAfterMs: 73_000 - 12_345 } },
    });
    expect((await send(bob)).ok).toBe(true);
    clock.pass(73_000 - 12_345);
    expect((await send()).ok).toBe(true);
  });

  it('spends nothing of the limit on what a rule refuses', async () => {
    const { send } = await setUp({ messagesPerMinute: 1 });
    await send(ann, { text: '' });
    expect((await send()).ok).toBe(true);
  });
});

describe('reading the session log', () => {
  it('answers what stands after a position', async () => {
    const { send, readLog, session } = await setUp();
    for (const text of ['a', 'b', 'c']) await send(ann, { text });
    const page = granted(await readLog({ user: bob, sessionId: session.id, after: 1, limit: 1 }));
    expect(page).toMatchObject({ contiguousSeq: 2, lastSeq: 3, entries: [{ seq: 2, kind: 'MESSAGE' }] });
  });

  it('answers a stranger as if there were no session', async () => {
    const { readLog, session } = await setUp();
    const foreign = await readLog({ user: eve, sessionId: session.id, after: 0, limit: 1 });
    expect(refusalOf(foreign)).toBe('SessionNotFound');
    expect(await readLog({ user: ann, sessionId: aSessionId(), after: 0, limit: 1 })).toEqual(foreign);
    expect(await readLog({ user: ann, sessionId: '#', after: 0, limit: 1 })).toEqual(foreign);
  });

  it.each([
    [-1, 10],
    [0.5, 10],
    [0, 0],
    [0, 201],
  ])('refuses to read after %d, %d at a time', async (after, limit) => {
    const { readLog, session } = await setUp();
    expect(refusalOf(await readLog({ user: ann, sessionId: session.id, after, limit }))).toBe('BadInput');
  });
});

describe('marking a message as read', () => {
  it('answers how far the reader is', async () => {
    const { send, mark, session, clock } = await setUp();
    await send(ann);
    await send(ann);
    clock.pass(1_000);
    const readAt = clock.now();
    const [first, second] = [messageIdOf(session.id, seqOf(1)), messageIdOf(session.id, seqOf(2))];
    const receipt = { sessionId: session.id, userId: bob, lastReadSeq: 2, readAt };
    expect(granted(await mark({ user: bob, messageId: second }))).toMatchObject(receipt);
    clock.pass(1_000);
    expect(granted(await mark({ user: bob, messageId: first }))).toMatchObject(receipt);
  });

  it('knows no message where none stands, or where the caller may not look', async () => {
    const { send, mark, session, sessionLog, clock } = await setUp();
    await send(ann);
    await aPosition(sessionLog, session.id, clock.now());
    await sessionLog.seal(session.id, [seqOf(2)], clock.now());
    const [written, sealed, beyond] = [1, 2, 3].map((seq) => messageIdOf(session.id, seqOf(seq)));
    const foreign = await mark({ user: eve, messageId: `${written}` });
    expect(refusalOf(foreign)).toBe('MessageNotFound');
    for (const messageId of [sealed, beyond, `${session.id}.0`, `${aSessionId()}.1`, 'x', '']) {
      expect(await mark({ user: ann, messageId: `${messageId}` })).toEqual(foreign);
    }
  });
});
