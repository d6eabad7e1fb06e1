import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FakeLocks } from '../../../test/client/fake-locks.ts';
import { messageAt, theSession } from '../../../test/client/fake-messages.ts';
import { FakeServer } from '../../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../../test/client/fake-world.ts';
import { inputOf } from '../drafts.ts';
import * as documents from '../documents.ts';
import { ask } from '../documents.ts';
import { ChatError, networkLost } from '../errors.ts';
import { indexedDbOutbox } from './indexed-db-outbox.ts';
import { memoryOutbox } from './memory-outbox.ts';
import type { Outbox } from './outbox.ts';
import { Outgoings } from './outgoings.ts';
import type { OutboxEntry } from './outgoings.ts';

const refusal = new ChatError('TextBlank', 'unable to send; the text is blank', { retryable: false });
const text = (line: string) => ({ kind: 'TEXT' as const, content: { text: line } });
const day = 86_400_000;

/** One page of ann's, on a clock of its own. */
const pageOf = (outbox: Outbox, server: FakeServer, world = new FakeWorld()) => {
  const told: string[] = [];
  const outgoings = new Outgoings({
    outbox,
    userId: 'ann',
    deliver: ({ sessionId, key, draft }) =>
      ask(server, documents.sendMessage, { input: inputOf(sessionId, key, draft) }),
    acknowledged: ({ clientMessageId }) => told.push(`sent ${clientMessageId}`),
    failed: ({ key, progress }) => told.push(`failed ${key} ${progress.state === 'failed' ? progress.error.code : ''}`),
    world,
  });
  const send = (key: string, line = key) => outgoings.queueOf(theSession).send(text(line), key);
  const shown = () => outgoings.state.get().map(({ key, progress }) => `${key} ${progress.state}`);
  return { outgoings, world, told, send, shown };
};

const arrived = (server: FakeServer) => server.messages.map(({ clientMessageId }) => clientMessageId);
const offline = (server: FakeServer, times = 1000) => server.fail('SendMessage', networkLost(), { times });

/** Databases take a few turns of the event loop for each step. */
const waited = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await settled();
};

const kinds: readonly (readonly [string, () => () => Outbox])[] = [
  [
    'in memory',
    () => {
      const outbox = memoryOutbox();
      return () => outbox;
    },
  ],
  [
    'in IndexedDB',
    () => {
      const name = randomUUID();
      const { locks } = new FakeLocks();
      return () => indexedDbOutbox({ name, locks });
    },
  ],
];

describe.each(kinds)('What a user sends, kept %s', (_, browser) => {
  it('is sent after a reload under its keys, in its order, before what is written then', async () => {
    const [server, another] = [new FakeServer(), browser()];
    offline(server, 1);
    const before = pageOf(another(), server);
    for (const key of ['a', 'b', 'c']) before.send(key).catch(() => undefined);
    await waited();
    before.outgoings.close();
    await waited();
    expect(arrived(server)).toEqual([]);
    const after = pageOf(another(), server);
    after.send('d').catch(() => undefined);
    await waited();
    expect(arrived(server)).toEqual(['a', 'b', 'c', 'd']);
    expect(after.shown()).toEqual([]);
    after.outgoings.close();
  });

  it('is one message when the answer was lost with the page', async () => {
    const [server, another] = [new FakeServer(), browser()];
    server.fail('SendMessage', networkLost(), { after: true });
    const before = pageOf(another(), server);
    before.send('a').catch(() => undefined);
    await waited();
    before.outgoings.close();
    await waited();
    const after = pageOf(another(), server);
    after.outgoings.open();
    await waited();
    expect(server.asked('SendMessage')).toBe(2);
    expect(arrived(server)).toEqual(['a']);
    after.outgoings.close();
  });

  it('keeps what was refused, with its draft and the reason, until somebody retries or discards it', async () => {
    const [server, another] = [new FakeServer(), browser()];
    server.fail('SendMessage', refusal, { times: 2 });
    const before = pageOf(another(), server);
    await expect(before.send('a')).rejects.toMatchObject({ code: 'TextBlank' });
    await expect(before.send('b')).rejects.toMatchObject({ code: 'TextBlank' });
    await waited();
    before.outgoings.close();
    await waited();
    const after = pageOf(another(), server);
    after.outgoings.open();
    await waited();
    expect(after.outgoings.state.get()).toMatchObject([
      { key: 'a', sessionId: theSession, draft: text('a'), progress: { error: { message: refusal.message } } },
      { key: 'b' },
    ]);
    expect(after.told).toEqual(['failed a TextBlank', 'failed b TextBlank']);
    after.outgoings.discard('b');
    after.outgoings.retry('a', text('better'));
    await waited();
    expect(server.messages).toMatchObject([{ clientMessageId: 'a', content: { text: 'better' } }]);
    expect(after.shown()).toEqual([]);
    after.outgoings.close();
    await waited();
    const last = pageOf(another(), server);
    last.outgoings.open();
    await waited();
    expect(last.shown()).toEqual([]);
    last.outgoings.close();
  });

  it('is sent by one page, and shown by all: what one page writes another sends', async () => {
    const [server, another] = [new FakeServer(), browser()];
    const [first, second] = [pageOf(another(), server), pageOf(another(), server)];
    first.outgoings.open();
    await waited();
    second.outgoings.open();
    await waited();
    let answer = (): void => undefined;
    server.held = new Promise((resolve) => (answer = resolve));
    const sent = second.send('a');
    await waited();
    expect([first.shown(), second.shown()]).toEqual([['a queued'], ['a queued']]);
    expect(server.asked('SendMessage')).toBe(1);
    answer();
    expect((await sent).clientMessageId).toBe('a');
    await waited();
    expect([first.shown(), second.shown(), first.told, second.told]).toEqual([[], [], ['sent a'], ['sent a']]);
    expect(server.asked('SendMessage')).toBe(1);
    for (const { outgoings } of [first, second]) outgoings.close();
  });

  it('makes one message of what two pages send under one key, and of a double click', async () => {
    const [server, another] = [new FakeServer(), browser()];
    const [first, second] = [pageOf(another(), server), pageOf(another(), server)];
    const all = await Promise.all([first.send('a'), second.send('a'), first.send('a'), second.send('a')]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    await waited();
    expect(arrived(server)).toEqual(['a']);
    expect([first.shown(), second.shown()]).toEqual([[], []]);
    for (const { outgoings } of [first, second]) outgoings.close();
  });

  it('is refused, retried and taken away on every page alike', async () => {
    const [server, another] = [new FakeServer(), browser()];
    const [first, second] = [pageOf(another(), server), pageOf(another(), server)];
    first.outgoings.open();
    await waited();
    server.fail('SendMessage', refusal, { times: 2 });
    await expect(second.send('a')).rejects.toMatchObject({ code: 'TextBlank' });
    await expect(second.send('b')).rejects.toMatchObject({ code: 'TextBlank' });
    await waited();
    expect([first.shown(), second.shown()]).toEqual([
      ['a failed', 'b failed'],
      ['a failed', 'b failed'],
    ]);
    second.outgoings.retry('a');
    first.outgoings.discard('b');
    await waited();
    expect(arrived(server)).toEqual(['a']);
    expect([first.shown(), second.shown()]).toEqual([[], []]);
    for (const { outgoings } of [first, second]) outgoings.close();
  });

  it('goes on from a page that closes to the next', async () => {
    const [server, another] = [new FakeServer(), browser()];
    offline(server, 1);
    const [first, second] = [pageOf(another(), server), pageOf(another(), server)];
    first.send('a').catch(() => undefined);
    await waited();
    second.outgoings.open();
    await waited();
    expect(arrived(server)).toEqual([]);
    first.outgoings.close();
    await waited();
    expect(arrived(server)).toEqual(['a']);
    second.outgoings.close();
  });

  it('is taken over from a page that has the turn and says nothing', async () => {
    const [server, another] = [new FakeServer(), browser()];
    const frozen = another().open('ann', { heard: () => undefined, gained: () => undefined, lost: () => undefined });
    frozen.awaitTurn();
    const page = pageOf(another(), server);
    const sent = page.send('a');
    await waited();
    expect(arrived(server)).toEqual([]);
    await page.world.pass(5_000);
    await sent;
    expect(arrived(server)).toEqual(['a']);
    page.outgoings.close();
    frozen.close();
  });

  it('leaves the turn to a page that is alive, however long the network is away', async () => {
    const [server, another] = [new FakeServer(), browser()];
    offline(server);
    const [first, second] = [pageOf(another(), server), pageOf(another(), server)];
    first.outgoings.open();
    await waited();
    second.send('a').catch(() => undefined);
    await waited();
    for (let minute = 0; minute < 4; minute++) {
      await second.world.pass(15_000);
      await waited();
    }
    // The second page's clock alone went on: had it the turn, it would have tried again and again.
    expect(server.asked('SendMessage')).toBe(1);
    server.failures.clear();
    second.outgoings.wake();
    await waited();
    expect(arrived(server)).toEqual(['a']);
    for (const { outgoings } of [first, second]) outgoings.close();
  });

  it('is not sent by itself after a day, and says why; it is sent when somebody asks for it', async () => {
    const [server, another] = [new FakeServer(), browser()];
    offline(server, 1);
    const before = pageOf(another(), server);
    before.send('old').catch(() => undefined);
    await waited();
    before.outgoings.close();
    await waited();
    const world = new FakeWorld();
    await world.pass(day);
    const after = pageOf(another(), server, world);
    after.send('new').catch(() => undefined);
    await waited();
    expect(arrived(server)).toEqual(['new']);
    expect(after.told[0]).toBe('failed old WaitedTooLong');
    after.outgoings.retry('old');
    await waited();
    expect(arrived(server)).toEqual(['new', 'old']);
    after.outgoings.close();
  });

  it('is forgotten on this device when it is wiped', async () => {
    const [server, another] = [new FakeServer(), browser()];
    offline(server);
    const before = pageOf(another(), server);
    const sent = before.send('a');
    await waited();
    await before.outgoings.wipe();
    await expect(sent).rejects.toMatchObject({ code: 'NetworkLost' });
    server.failures.clear();
    const after = pageOf(another(), server);
    after.outgoings.open();
    await waited();
    expect([arrived(server), after.shown()]).toEqual([[], []]);
    after.outgoings.close();
  });

  it('knows a message of its own that came by another way', async () => {
    const [server, another] = [new FakeServer(), browser()];
    offline(server);
    const page = pageOf(another(), server);
    const sent = page.send('a');
    await waited();
    page.outgoings.seen(messageAt(1, { senderId: 'ann', clientMessageId: 'a' }));
    expect((await sent).seq).toBe(1);
    await waited();
    expect(page.shown()).toEqual([]);
    page.outgoings.close();
  });
});

describe('An outbox that cannot be written', () => {
  it('still sends, and shows what waits', async () => {
    const server = new FakeServer();
    const broken: Outbox = {
      open: (userId, ears) => ({
        ...memoryOutbox().open(userId, ears),
        read: () => Promise.reject(new Error('no storage')),
        put: () => Promise.reject(new Error('no storage')),
        remove: () => Promise.reject(new Error('no storage')),
      }),
    };
    offline(server, 1);
    const page = pageOf(broken, server);
    const sent = page.send('a');
    await waited();
    expect(page.shown()).toEqual(['a queued']);
    await page.world.pass(1_000);
    await sent;
    expect(arrived(server)).toEqual(['a']);
    const entries: readonly OutboxEntry[] = page.outgoings.state.get();
    expect(entries).toEqual([]);
    page.outgoings.close();
  });
});
