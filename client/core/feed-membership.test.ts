import { describe, expect, it } from 'vitest';
import { someSettings, summaryOf, systemAt } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { settled } from '../../test/client/fake-world.ts';
import { openFeed, textsOf } from '../../test/client/open-feed.ts';
import { ChatError, networkLost } from './errors.ts';
import type { SessionSummary } from './model.ts';

describe('A session, kept up to date', () => {
  const told = (more: Partial<SessionSummary> = {}) => ({
    name: 'Renamed',
    description: null,
    avatarUrl: null,
    bannerUrl: null,
    tags: [],
    status: 'ACTIVE' as const,
    isFrozen: false,
    settings: someSettings,
    ...more,
  });

  it('takes its name, rules and permissions from what the system says, the newest of them', async () => {
    const { server, feed } = await openFeed();
    const [older, newer] = [server.reserve(), server.reserve()];
    server.say(systemAt(newer, { event: 'SESSION_FROZEN', session: told({ isFrozen: true }) }));
    server.say(systemAt(older, { event: 'SESSION_UPDATED', session: told({ name: 'In between' }) }));
    expect(feed.session.get()).toMatchObject({ name: 'Renamed', isFrozen: true, myPermissions: [] });
  });

  it('allows in a session that takes no entries what the server allows there, and all of it again when it is opened', async () => {
    const { server, feed } = await openFeed({ session: { myRole: 'OWNER', kind: 'GROUP' } });
    server.say(systemAt(server.reserve(), { event: 'SESSION_ARCHIVED', session: told({ status: 'ARCHIVED' }) }));
    const left = ['REMOVE_MEMBERS', 'BAN', 'MUTE', 'CHANGE_ROLES', 'TRANSFER_OWNERSHIP', 'ARCHIVE'];
    expect(feed.session.get().myPermissions).toEqual([...left, 'MODERATE_MESSAGES', 'READ_AUDIT']);
    server.say(systemAt(server.reserve(), { event: 'SESSION_BLOCKED', session: told({ status: 'BLOCKED' }) }));
    expect(feed.session.get().myPermissions).not.toContain('ARCHIVE');
    server.say(systemAt(server.reserve(), { event: 'SESSION_UNBLOCKED', session: told({ isFrozen: true }) }));
    expect(feed.session.get().myPermissions).toEqual(expect.arrayContaining(['POST', 'PIN', 'ARCHIVE']));
  });

  it('counts members, and asks about what concerns oneself', async () => {
    const { server, feed, world } = await openFeed();
    server.say(systemAt(server.reserve(), { event: 'MEMBERS_JOINED', userIds: ['dan', 'eve'] }));
    const left = server.say(systemAt(server.reserve(), { event: 'MEMBER_LEFT', userIds: ['bob'] }));
    server.deliver(left);
    expect(feed.session.get().memberCount).toBe(4);
    expect(server.asked('ChatSession')).toBe(0);
    server.say(systemAt(server.reserve(), { event: 'ROLE_CHANGED', userIds: ['ann'], role: 'MODERATOR' }));
    expect(feed.session.get()).toMatchObject({ myRole: 'MODERATOR' });
    expect(feed.session.get().myPermissions).toContain('PIN');
    server.summary = summaryOf({ memberCount: 4, myRole: 'MODERATOR', myAlias: 'Anonymous 9' });
    await world.pass(5_000);
    expect(feed.session.get().myAlias).toBe('Anonymous 9');
  });

  it('asks about what was on its way into the log when the session was read, whose position alone may have been read', async () => {
    const server = new FakeServer();
    const seq = server.reserve();
    const { feed, world } = await openFeed({ server });
    server.say(systemAt(seq, { event: 'SESSION_ARCHIVED', session: told({ status: 'ARCHIVED' }) }));
    server.summary = summaryOf({ lastSeq: seq, status: 'ARCHIVED' });
    await world.pass(5_000);
    expect(feed.session.get().status).toBe('ARCHIVED');
    server.deliver(systemAt(seq, { event: 'SESSION_ARCHIVED', session: told({ status: 'ARCHIVED' }) }));
    await world.pass(5_000);
    expect(server.asked('ChatSession')).toBe(1);
  });

  it('asks again once the network is back, where it asked in vain', async () => {
    const { server, feed, world } = await openFeed();
    server.fail('ChatSession', networkLost());
    const ban = server.say(systemAt(server.reserve(), { event: 'MEMBER_BANNED', userIds: ['bob'] }));
    server.summary = summaryOf({ lastSeq: ban.seq, memberCount: 2 });
    await world.pass(60_000);
    expect(feed.session.get().memberCount).toBe(3);
    feed.wake();
    await world.pass(5_000);
    expect(feed.session.get().memberCount).toBe(2);
    feed.wake();
    await world.pass(5_000);
    expect(server.asked('ChatSession')).toBe(2);
  });

  it('lists members, and what becomes of them', async () => {
    const { server, feed } = await openFeed();
    const member = (userId: string, role = 'MEMBER') => ({
      userId,
      role,
      joinedAt: '2026-01-01T00:00:00Z',
      mutedUntil: null,
    });
    server.answers.set('Members', () => ({
      items: [member('ann', 'OWNER'), member('bob')],
      pageInfo: { endCursor: null, hasNextPage: false },
    }));
    const loading = feed.members.load();
    // What happens while the list is on its way counts, too.
    server.say(systemAt(server.reserve(), { event: 'MEMBERS_JOINED', userIds: ['cat'] }));
    await loading;
    server.say(systemAt(server.reserve(), { event: 'ROLE_CHANGED', userIds: ['bob'], role: 'ADMIN' }));
    const roles = () => feed.members.state.get().items.map(({ userId, role }) => `${userId} ${role}`);
    expect(roles()).toEqual(['ann OWNER', 'bob ADMIN', 'cat MEMBER']);
    server.say(systemAt(server.reserve(), { event: 'OWNERSHIP_TRANSFERRED', userIds: ['bob'] }, { senderId: 'ann' }));
    server.say(systemAt(server.reserve(), { event: 'MEMBER_REMOVED', userIds: ['cat'] }));
    expect(roles()).toEqual(['ann ADMIN', 'bob OWNER']);
  });

  it('knows what is pinned once it was asked, and again whenever that changes', async () => {
    const { server, feed, world } = await openFeed();
    const pinned = server.post('bob', 'important');
    let pins: unknown[] = [];
    server.answers.set('PinnedMessages', () => pins);
    server.say(systemAt(server.reserve(), { event: 'MESSAGE_PINNED', messageId: pinned.id }));
    await world.pass(1_000);
    expect(server.asked('PinnedMessages')).toBe(0);
    await feed.pins.load();
    pins = [{ message: pinned, pinnedBy: 'bob', pinnedAt: pinned.createdAt, until: null }];
    server.say(systemAt(server.reserve(), { event: 'MESSAGE_PINNED', messageId: pinned.id }));
    await world.pass(1_000);
    expect(feed.pins.has(pinned.id)).toBe(true);
  });

  it('knows what is pinned from the newest of two answers, whichever comes last', async () => {
    const { server, feed } = await openFeed();
    const pinned = server.post('bob', 'important');
    server.answers.set('PinnedMessages', () => []);
    let release = (): void => undefined;
    server.held = new Promise((resolve) => (release = resolve));
    const first = feed.pins.load();
    await settled();
    server.held = undefined;
    server.answers.set('PinnedMessages', () => [
      { message: pinned, pinnedBy: 'bob', pinnedAt: pinned.createdAt, until: null },
    ]);
    await feed.pins.load();
    release();
    await first;
    expect(feed.pins.has(pinned.id)).toBe(true);
  });

  it('keeps nothing at hand that was deleted, also where an answer from before it comes late', async () => {
    const { server, feed } = await openFeed();
    const [first, second] = [server.post('bob', 'one'), server.post('bob', 'two')];
    server.answers.set('PinnedMessages', () =>
      [second, first].map((message) => ({ message, pinnedBy: 'bob', pinnedAt: message.createdAt, until: null })),
    );
    await feed.pins.load();
    server.tell(server.delete(first.seq));
    expect(feed.pins.state.get().map(({ message }) => message.id)).toEqual([second.id]);
    await feed.pins.load();
    expect(feed.pins.state.get().map(({ message }) => message.id)).toEqual([second.id]);
  });

  it('asks again for what is pinned once the network is back, where it asked in vain', async () => {
    const { server, feed, world } = await openFeed();
    const pinned = server.post('bob', 'important');
    server.answers.set('PinnedMessages', () => [
      { message: pinned, pinnedBy: 'bob', pinnedAt: pinned.createdAt, until: null },
    ]);
    feed.wake();
    await settled();
    expect(server.asked('PinnedMessages')).toBe(0);
    server.fail('PinnedMessages', networkLost());
    await feed.pins.load();
    await world.pass(60_000);
    expect(feed.pins.has(pinned.id)).toBe(false);
    feed.wake();
    await settled();
    expect(feed.pins.has(pinned.id)).toBe(true);
    feed.wake();
    await settled();
    expect(server.asked('PinnedMessages')).toBe(2);
  });

  it('shows what the system says as rows, which are nobody’s unread messages', async () => {
    const { server, feed, rows, world } = await openFeed();
    server.say(systemAt(server.reserve(), { event: 'MEMBER_LEFT', userIds: ['bob'] }));
    expect(rows()[0]).toMatchObject({ kind: 'SYSTEM', content: { system: { event: 'MEMBER_LEFT' } } });
    feed.markRead();
    await world.pass(1_000);
    expect(server.asked('MarkMessageAsRead')).toBe(0);
  });
});

describe('The end of a membership', () => {
  const gone = new ChatError('SessionNotFound', 'unable to listen; no such session', { retryable: false });

  it('is noticed from what the system says: whoever was removed is refused, and the feed ends', async () => {
    const { server, feed } = await openFeed();
    server.say(systemAt(server.reserve(), { event: 'MEMBER_REMOVED', userIds: ['ann'] }));
    expect(server.subscriptions).toBe(4);
    server.cut(gone);
    expect(feed.state.get()).toMatchObject({ status: 'failed', error: { code: 'SessionNotFound' } });
  });

  it('that began again meanwhile is no end: everything is subscribed to anew', async () => {
    const { server, feed } = await openFeed();
    server.silence();
    server.put(systemAt(server.reserve(), { event: 'MEMBER_REMOVED', userIds: ['ann'] }));
    server.put(systemAt(server.reserve(), { event: 'MEMBERS_JOINED', userIds: ['ann'] }));
    const [over] = server.subscribed('OnMessageSent');
    feed.wake();
    await settled();
    expect(server.subscribed('OnMessageSent')).toHaveLength(1);
    expect(server.subscribed('OnMessageSent')[0]).not.toBe(over);
    server.acknowledge();
    await settled();
    expect(feed.state.get().status).toBe('live');
    server.post('bob', 'welcome back');
    expect(textsOf(feed).at(-1)).toBe('welcome back');
  });

  it('without a word is noticed by looking at the tail', async () => {
    const { server, feed } = await openFeed();
    server.silence();
    server.post('bob', 'unheard');
    feed.checkTail();
    await settled();
    expect(textsOf(feed)).toEqual(['unheard']);
    expect(feed.state.get().status).toBe('catching-up');
    server.acknowledge();
    await settled();
    server.post('bob', 'heard');
    expect(textsOf(feed)).toEqual(['unheard', 'heard']);
    server.fail('SessionLog', gone);
    feed.checkTail();
    await settled();
    expect(feed.state.get().status).toBe('failed');
  });

  it('is not suspected where something was heard', async () => {
    const { server, feed } = await openFeed();
    server.post('bob', 'heard');
    server.write(server.reserve(), 'bob', 'on its way');
    feed.checkTail();
    await settled();
    expect(feed.state.get().status).toBe('live');
  });
});
