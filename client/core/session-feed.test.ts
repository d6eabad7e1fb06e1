import { describe, expect, it } from 'vitest';
import { summaryOf, theSession } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { ChatError } from './errors.ts';
import { SessionFeed } from './session-feed.ts';

const open = async ({ server = new FakeServer(), lastReadSeq = 0 } = {}) => {
  const world = new FakeWorld();
  const session = summaryOf({ lastReadSeq });
  const feed = new SessionFeed({ session, userId: 'ann', transport: server, world });
  await settled();
  return { server, world, feed };
};

const live = async (server = new FakeServer()) => {
  const opened = await open({ server });
  server.acknowledge();
  await settled();
  return opened;
};

const texts = (feed: SessionFeed): string[] => feed.state.get().messages.map(({ text }) => text);
const notFound = new ChatError('SessionNotFound', 'unable to read; no such session', { retryable: false });
const tryAgain = new ChatError('TryAgain', 'unable to send; try again', { retryable: true });

describe('A session feed', () => {
  it('shows the newest page at once, and is live only when the log was read after the acknowledgement', async () => {
    const server = new FakeServer();
    server.write(server.reserve(), 'bob', 'one');
    const { feed } = await open({ server });
    expect(texts(feed)).toEqual(['one']);
    expect(feed.state.get().status).toBe('catching-up');
    expect(server.asked('SessionLog')).toBe(0);

    server.write(server.reserve(), 'bob', 'sent before the acknowledgement');
    server.acknowledge();
    await settled();
    expect(texts(feed)).toEqual(['one', 'sent before the acknowledgement']);
    expect(feed.state.get()).toMatchObject({ status: 'live', contiguousSeq: 2 });
  });

  it('keeps what comes live before the newest page is there', async () => {
    const server = new FakeServer();
    const world = new FakeWorld();
    const feed = new SessionFeed({ session: summaryOf(), userId: 'ann', transport: server, world });
    server.acknowledge();
    server.deliver({ ...server.write(server.reserve(), 'bob', 'early') });
    server.slots.delete(1);
    server.lastSeq = 0;
    await settled();
    expect(texts(feed)).toEqual(['early']);
  });

  it('asks the log when a position is missing, and again with patience while its writer is on the way', async () => {
    const { server, feed, world } = await live();
    const late = server.reserve();
    server.post('bob', 'second');
    await settled();
    expect(texts(feed)).toEqual(['second']);
    expect(feed.state.get().contiguousSeq).toBe(0);
    const asked = server.asked('SessionLog');
    await world.pass(1_000);
    const retries = server.asked('SessionLog') - asked;
    expect(retries).toBeGreaterThan(1);
    expect(retries).toBeLessThan(8);

    server.write(late, 'cat', 'first');
    await world.pass(2_000);
    expect(texts(feed)).toEqual(['first', 'second']);
    expect(feed.state.get()).toMatchObject({ status: 'live', contiguousSeq: 2 });
    expect(world.timers).toBe(0);
  });

  it('moves over a position that will stay empty', async () => {
    const { server, feed } = await live();
    server.seal(server.reserve());
    server.post('bob', 'after the gap');
    await settled();
    expect(feed.state.get().contiguousSeq).toBe(2);
  });

  it('shows each message once, however often it comes', async () => {
    const { server, feed } = await live();
    const message = server.post('bob', 'once');
    server.deliver(message);
    await settled();
    const before = feed.state.get();
    server.deliver(message);
    expect(feed.state.get().messages).toBe(before.messages);
    expect(texts(feed)).toEqual(['once']);
  });

  it('takes an event that it cannot read for a sign that there is something to read', async () => {
    const { server, feed } = await live();
    server.write(server.reserve(), 'bob', 'behind the event');
    server.deliverRaw({ onMessageSent: null });
    server.deliverRaw({ onTypingIndicator: { userId: 1 } });
    await settled();
    expect(texts(feed)).toEqual(['behind the event']);
  });

  it('is offline while the connection is lost, and whole again after the next acknowledgement', async () => {
    const { server, feed } = await live();
    server.cut();
    expect(feed.state.get().status).toBe('offline');
    server.post('bob', 'missed');
    expect(texts(feed)).toEqual([]);
    server.acknowledge();
    await settled();
    expect(texts(feed)).toEqual(['missed']);
    expect(feed.state.get().status).toBe('live');
  });

  it('catches up over HTTP when someone looks again, without waiting for the socket', async () => {
    const { server, feed } = await live();
    server.cut();
    server.post('bob', 'missed');
    feed.wake();
    await settled();
    expect(texts(feed)).toEqual(['missed']);
    expect(feed.state.get().status).toBe('offline');
  });

  it('reads the log once more when the acknowledgement comes during a read, which may have begun too early', async () => {
    const { server, feed } = await live();
    server.cut();
    let release = (): void => undefined;
    server.held = new Promise((resolve) => (release = resolve));
    feed.wake();
    await settled();
    server.write(server.reserve(), 'bob', 'after the read, before the acknowledgement');
    server.acknowledge();
    release();
    await settled();
    expect(texts(feed)).toEqual(['after the read, before the acknowledgement']);
    expect(feed.state.get().status).toBe('live');
  });

  it('reads a long log in pages', async () => {
    const { server, feed } = await live();
    server.cut();
    for (let n = 0; n < 450; n++) server.write(server.reserve(), 'bob', `line ${n}`);
    server.acknowledge();
    for (let n = 0; n < 5; n++) await settled();
    expect(feed.state.get()).toMatchObject({ status: 'live', contiguousSeq: 450 });
    expect(feed.state.get().messages).toHaveLength(450);
  });

  it('tries again when the log cannot be read', async () => {
    const { server, feed, world } = await live();
    server.cut();
    server.post('bob', 'missed');
    server.fail('SessionLog', tryAgain, { times: 2 });
    server.acknowledge();
    await settled();
    expect(feed.state.get().status).toBe('offline');
    await world.pass(3_000);
    expect(texts(feed)).toEqual(['missed']);
    expect(feed.state.get()).not.toHaveProperty('error');
  });

  it('tries again when the first page cannot be read', async () => {
    const server = new FakeServer();
    server.write(server.reserve(), 'bob', 'there');
    server.fail('Messages', tryAgain);
    const { feed, world } = await open({ server });
    expect(feed.state.get()).toMatchObject({ status: 'loading', error: { code: 'TryAgain' } });
    await world.pass(2_000);
    expect(texts(feed)).toEqual(['there']);
  });

  it('fails for good when the session is not ours, with the reason', async () => {
    const { server, feed } = await live();
    server.cut(notFound);
    expect(feed.state.get()).toMatchObject({ status: 'failed', error: { code: 'SessionNotFound' } });
    server.acknowledge();
    await settled();
    expect(feed.state.get().status).toBe('failed');
  });

  it('loads history in pages above what is shown, to the beginning', async () => {
    const server = new FakeServer();
    for (let n = 1; n <= 120; n++) server.write(server.reserve(), 'bob', `line ${n}`);
    const { feed } = await live(server);
    expect(feed.state.get().messages).toHaveLength(50);
    expect(feed.state.get()).toMatchObject({ history: 'more', contiguousSeq: 120 });
    await feed.loadOlder();
    expect(feed.state.get()).toMatchObject({ history: 'more', contiguousSeq: 120 });
    await feed.loadOlder();
    expect(feed.state.get().history).toBe('complete');
    expect(texts(feed)).toEqual(server.messages.map(({ content }) => content?.text));
    const asked = server.asked('Messages');
    await feed.loadOlder();
    expect(server.asked('Messages')).toBe(asked);
  });

  it('says when history does not load, and loads it when asked again', async () => {
    const server = new FakeServer();
    for (let n = 1; n <= 60; n++) server.write(server.reserve(), 'bob', `line ${n}`);
    const { feed } = await live(server);
    server.fail('Messages', tryAgain);
    await feed.loadOlder();
    expect(feed.state.get().history).toBe('failed');
    await feed.loadOlder();
    expect(feed.state.get().history).toBe('complete');
  });

  it('asks for nothing and says nothing once it was closed', async () => {
    const { server, feed, world } = await live();
    let told = 0;
    feed.state.subscribe(() => (told += 1));
    feed.close();
    const asked = server.requests.length;
    server.post('bob', 'unheard');
    await world.pass(60_000);
    expect(server.subscriptions).toBe(0);
    expect(server.requests).toHaveLength(asked);
    expect(told).toBe(0);
    expect(world.timers).toBe(0);
  });
});

describe('Sending', () => {
  it('shows the message at once under a key that stays', async () => {
    const { server, feed } = await live();
    server.post('bob', 'before');
    const { key, sent } = feed.send('hello');
    expect(feed.state.get().messages.at(-1)).toMatchObject({ key, text: 'hello', progress: { state: 'queued' } });
    const keys: string[][] = [];
    feed.state.subscribe(() => keys.push(feed.state.get().messages.map((row) => row.key)));
    await sent;
    expect(feed.state.get().messages.at(-1)).toMatchObject({ key, progress: { state: 'sent', seq: 2 } });
    // Not for a moment is it gone, or there twice.
    for (const shown of keys) expect(shown).toEqual([`${theSession}.1`, key]);
  });

  it('sends one after the other, in the order written', async () => {
    const { server, feed } = await live();
    await Promise.all(['one', 'two', 'three'].map((text) => feed.send(text).sent));
    expect(server.messages.map(({ content }) => content?.text)).toEqual(['one', 'two', 'three']);
    expect(server.asked('SendMessage')).toBe(3);
  });

  it('repeats a send whose answer was lost under the same id, so that it is one message', async () => {
    const { server, feed, world } = await live();
    server.cut();
    server.fail('SendMessage', tryAgain, { after: true });
    feed.send('only once');
    await world.pass(1_000);
    expect(server.asked('SendMessage')).toBe(2);
    expect(server.messages).toHaveLength(1);
    expect(feed.state.get().messages).toMatchObject([{ progress: { state: 'sent', seq: 1 } }]);
  });

  it('takes a message that comes live as the answer', async () => {
    const { server, feed, world } = await live();
    server.fail('SendMessage', tryAgain, { after: true });
    const { sent } = feed.send('seen live');
    await expect(sent).resolves.toMatchObject({ seq: 1 });
    await world.pass(60_000);
    expect(server.asked('SendMessage')).toBe(1);
    expect(feed.state.get().messages).toMatchObject([{ progress: { state: 'sent' } }]);
  });

  it('takes no message of another sender for its own, not under the same key either', async () => {
    const { server, feed } = await live();
    const { sent } = feed.send('mine', { key: 'k' });
    server.deliver(server.write(server.reserve(), 'bob', 'theirs', 'k'));
    expect((await sent).content?.text).toBe('mine');
  });

  it('keeps a refused message as failed, and the next one goes out', async () => {
    const { server, feed } = await live();
    const refusal = new ChatError('TextBlank', 'unable to send the message; the text is blank', { retryable: false });
    server.fail('SendMessage', refusal);
    const refused = feed.send('x');
    await expect(refused.sent).rejects.toBe(refusal);
    await feed.send('y').sent;
    expect(feed.state.get().messages).toMatchObject([
      { text: 'y', progress: { state: 'sent' } },
      { text: 'x', progress: { state: 'failed', error: { code: 'TextBlank' } } },
    ]);
    feed.retry(refused.key);
    await settled();
    expect(texts(feed)).toEqual(['y', 'x']);
    expect(server.messages[1]?.clientMessageId).toBe(refused.key);
  });

  it('forgets a failed message when told to', async () => {
    const { server, feed } = await live();
    server.fail('SendMessage', notFound);
    const { key, sent } = feed.send('x');
    await sent.catch(() => undefined);
    feed.discard(key);
    expect(feed.state.get().messages).toEqual([]);
  });

  it('waits as long as the server asks to', async () => {
    const { server, feed, world } = await live();
    const limited = new ChatError('RateLimited', 'unable to send; too many', { retryable: true, retryAfterMs: 20_000 });
    server.fail('SendMessage', limited);
    feed.send('patience');
    await world.pass(19_999);
    expect(server.asked('SendMessage')).toBe(1);
    await world.pass(1);
    expect(server.asked('SendMessage')).toBe(2);
    expect(server.messages).toHaveLength(1);
  });

  it('does not wait when the network is back', async () => {
    const { server, feed } = await live();
    const lost = new ChatError('NetworkLost', 'unable to reach the server', { retryable: true });
    server.fail('SendMessage', lost);
    const { sent } = feed.send('hello');
    await settled();
    feed.wake();
    await expect(sent).resolves.toMatchObject({ content: { text: 'hello' } });
  });

  it('gives up after eight refusals, but never on a lost network', async () => {
    const lost = new ChatError('NetworkLost', 'unable to reach the server', { retryable: true });
    const { server, feed, world } = await live();
    server.fail('SendMessage', lost, { times: 30 });
    feed.send('stubborn');
    await world.pass(30 * 30_000);
    expect(server.messages).toHaveLength(1);

    server.fail('SendMessage', tryAgain, { times: 8 });
    feed.send('given up');
    await world.pass(30 * 30_000);
    expect(feed.state.get().messages.at(-1)).toMatchObject({ text: 'given up', progress: { state: 'failed' } });
  });

  it('is one message under one key', async () => {
    const { server, feed } = await live();
    const [first, again] = [feed.send('hello', { key: 'k' }), feed.send('hello', { key: 'k' })];
    expect((await first.sent).id).toBe((await again.sent).id);
    expect((await feed.send('hello', { key: 'k' }).sent).seq).toBe(1);
    expect(server.messages).toHaveLength(1);
    expect(feed.state.get().messages).toHaveLength(1);
  });
});
