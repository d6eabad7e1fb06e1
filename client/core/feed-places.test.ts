import { describe, expect, it } from 'vitest';
import { systemAt, theSession } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { settled } from '../../test/client/fake-world.ts';
import { filled, openFeed, textsOf } from '../../test/client/open-feed.ts';
import { ChatError, networkLost } from './errors.ts';

const refusal = new ChatError('NotAllowed', 'unable to edit; not yours', { retryable: false });

describe('Going to an older message', () => {
  it('shows both its sides, then more of them, until they meet the newest', async () => {
    const { server, feed } = await openFeed({ server: filled(300) });
    expect(textsOf(feed)).toHaveLength(50);
    await feed.jumpTo(`${theSession}.100`);
    expect(textsOf(feed)).toEqual(Array.from({ length: 50 }, (_, n) => `line ${75 + n}`));
    expect(feed.state.get()).toMatchObject({ history: 'more', newer: 'more', contiguousSeq: 300 });
    server.tell(server.edit(100, 'edited'));
    server.post('bob', 'line 301');
    expect(textsOf(feed)[25]).toBe('edited');
    expect(textsOf(feed).at(-1)).toBe('line 124');
    await feed.loadOlder();
    expect(textsOf(feed)[0]).toBe('line 25');
    for (let n = 0; n < 3; n++) await feed.loadNewer();
    expect(textsOf(feed).at(-1)).toBe('line 301');
    await feed.loadNewer();
    expect(feed.state.get().newer).toBe('complete');
    expect(textsOf(feed)).toHaveLength(301 - 24);
    expect(feed.state.get().messages.map(({ progress }) => ('seq' in progress ? progress.seq : 0))).toEqual(
      server.messages.slice(24).map(({ seq }) => seq),
    );
  });

  it('changes nothing about who is a member by now, and in which role', async () => {
    const server = new FakeServer();
    server.put(systemAt(server.reserve(), { event: 'MEMBER_REMOVED', userIds: ['bob'] }));
    server.put(systemAt(server.reserve(), { event: 'MEMBERS_JOINED', userIds: ['eve'] }));
    for (let n = 1; n <= 60; n++) server.write(server.reserve(), 'bob', `line ${n}`);
    const { feed } = await openFeed({ server });
    server.answers.set('Members', () => ({
      items: [{ userId: 'bob', role: 'ADMIN', joinedAt: '2026-01-01T00:00:00Z', mutedUntil: null }],
      pageInfo: { endCursor: null, hasNextPage: false },
    }));
    await feed.members.load();
    await feed.loadOlder();
    expect(textsOf(feed)).toHaveLength(62);
    expect(feed.members.state.get().items.map(({ userId }) => userId)).toEqual(['bob']);
  });

  it('ends by itself when something is sent', async () => {
    const { feed } = await openFeed({ server: filled(300) });
    await feed.jumpTo(`${theSession}.100`);
    await feed.send('here').sent;
    expect(textsOf(feed).slice(-2)).toEqual(['line 300', 'here']);
    expect(feed.state.get().newer).toBe('complete');
  });

  it('says why it cannot, and shows what it showed', async () => {
    const { server, feed } = await openFeed({ server: filled(3) });
    server.fail('Messages', refusal);
    await expect(feed.jumpTo('nowhere')).rejects.toBe(refusal);
    expect(textsOf(feed)).toHaveLength(3);
  });
});

describe('Keeping the newest messages alone', () => {
  const grown = async () => {
    const opened = await openFeed({ server: filled(60) });
    for (let n = 61; n <= 200; n++) opened.server.post('bob', `line ${n}`);
    return opened;
  };

  it('makes history of the others, which is loaded again without a gap when it is wanted', async () => {
    const { feed, server, world } = await grown();
    feed.markRead();
    await world.pass(500);
    feed.keepNewest(20);
    expect(textsOf(feed)).toEqual(Array.from({ length: 20 }, (_, n) => `line ${181 + n}`));
    expect(feed.state.get()).toMatchObject({ history: 'more', newer: 'complete', contiguousSeq: 200 });
    server.tell(server.edit(100, 'edited'));
    server.post('bob', 'line 201');
    expect(textsOf(feed)).toHaveLength(21);
    for (let n = 0; n < 4; n++) await feed.loadOlder();
    expect(textsOf(feed)).toEqual(Array.from({ length: 201 }, (_, n) => (n === 99 ? 'edited' : `line ${n + 1}`)));
    expect(feed.state.get().history).toBe('complete');
  });

  it('forgets nothing that was not read, that a thread shows, or while older ones are on their way', async () => {
    const { feed, server, world } = await grown();
    const all = textsOf(feed).length;
    feed.keepNewest(20);
    expect(textsOf(feed)).toHaveLength(all);
    feed.markRead();
    await world.pass(500);
    const { release } = feed.thread(server.at(100).id);
    feed.keepNewest(20);
    expect(textsOf(feed)).toHaveLength(all);
    release();
    const loading = feed.loadOlder();
    feed.keepNewest(20);
    await loading;
    expect(textsOf(feed)).toHaveLength(200);
    feed.keepNewest(20);
    expect(textsOf(feed)).toHaveLength(20);
  });

  it('keeps the row of an own message as it is, with its key', async () => {
    const { feed, world } = await grown();
    feed.markRead();
    await world.pass(500);
    const { key, sent } = feed.send('mine');
    await sent;
    feed.keepNewest(20);
    expect(feed.state.get().messages.at(-1)).toMatchObject({ key, text: 'mine' });
    expect(textsOf(feed)).toHaveLength(20);
  });
});

describe('A thread', () => {
  it('shows its replies from before and as they come, apart from the course of the session', async () => {
    const server = filled(1);
    const root = server.at(1);
    server.write(server.reserve(), 'bob', 'first', { threadRootId: root.id });
    const { feed, rows, world } = await openFeed({ server });
    expect(textsOf(feed)).toEqual(['line 1']);
    expect(rows()[0]?.thread).toMatchObject({ replyCount: 1 });
    const { feed: thread, release } = feed.thread(root.id);
    expect(feed.thread(root.id).feed).toBe(thread);
    await settled();
    server.post('cat', 'second', { threadRootId: root.id });
    const replies = () => thread.state.get().replies.map(({ text }) => text);
    expect(replies()).toEqual(['first', 'second']);
    expect(thread.state.get()).toMatchObject({ root: { text: 'line 1' }, unreadCount: 2, history: 'complete' });
    expect(rows()[0]?.thread).toMatchObject({ replyCount: 2 });
    expect(textsOf(feed)).toEqual(['line 1']);

    const { sent } = thread.send('third');
    expect(thread.state.get().replies.at(-1)).toMatchObject({ text: 'third', progress: { state: 'queued' } });
    await sent;
    expect(thread.state.get().replies.at(-1)).toMatchObject({ progress: { state: 'sent' } });
    thread.markRead();
    await world.pass(1_000);
    expect(thread.state.get()).toMatchObject({ unreadCount: 0, lastReadSeq: 3 });
    release();
    server.post('cat', 'unseen', { threadRootId: root.id });
    expect(replies()).toEqual(['first', 'second', 'third', 'unseen']);
    feed.close();
    expect(world.timers).toBe(0);
  });

  it('of a message that is not shown finds it, and pages back', async () => {
    const server = filled(200);
    const root = server.at(1);
    for (let n = 1; n <= 70; n++) server.write(server.reserve(), 'bob', `reply ${n}`, { threadRootId: root.id });
    const { feed } = await openFeed({ server });
    const { feed: thread } = feed.thread(root.id);
    await settled();
    await settled();
    expect(thread.state.get()).toMatchObject({ root: { text: 'line 1' }, history: 'more', unreadCount: 70 });
    expect(thread.state.get().replies).toHaveLength(50);
    await thread.loadOlder();
    expect(thread.state.get().replies.map(({ text }) => text)).toEqual(
      Array.from({ length: 70 }, (_, n) => `reply ${n + 1}`),
    );
  });

  it('of a message that is not shown finds it once the network is back', async () => {
    const { server, feed } = await openFeed({ server: filled(200) });
    server.fail('Message', networkLost());
    const { feed: thread } = feed.thread(server.at(1).id);
    await settled();
    expect(thread.state.get().root).toBeUndefined();
    feed.wake();
    await settled();
    expect(thread.state.get().root).toMatchObject({ text: 'line 1' });
    feed.wake();
    await settled();
    expect(server.asked('Message')).toBe(2);
  });
});
