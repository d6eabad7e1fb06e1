import { describe, expect, it } from 'vitest';
import { messageAt, summaryOf, systemAt, theSession } from '../../test/client/fake-messages.ts';
import { connected, notFound, presenceOf } from '../../test/client/connected.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { ChatClient } from './chat-client.ts';
import { ChatError } from './errors.ts';
import type { Message } from './message.ts';

const other = '00000000-0000-4000-8000-000000000002';
const said = (sessionId: string, seq: number, more: Partial<Message> & { text?: string } = {}): Message =>
  messageAt(seq, { sessionId, createdAt: new Date(1_800_000_000_000 + seq).toISOString(), ...more });

describe('The members of a session', () => {
  it('are read page by page, without anything to listen to', async () => {
    const { server, client } = await connected(summaryOf());
    const members = ['ann', 'bob'].map((userId) => ({
      userId,
      role: 'MEMBER',
      joinedAt: '2026-01-01T00:00:00Z',
      mutedUntil: null,
    }));
    server.answers.set('Members', ({ after }) => {
      const items = after === undefined ? members.slice(0, 1) : members.slice(1);
      return { items, pageInfo: { endCursor: 'c', hasNextPage: after === undefined } };
    });
    const subscriptions = server.subscriptions;
    const first = await client.members(theSession);
    const second = await client.members(theSession, first.endCursor ?? '');
    expect([...first.items, ...second.items].map(({ userId }) => userId)).toEqual(['ann', 'bob']);
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
    expect(server.subscriptions).toBe(subscriptions);
  });
});

describe('The inbox', () => {
  it('moves a session up, and counts by the one definition of unread', async () => {
    const { client, items, item } = await connected(summaryOf({ id: other }), summaryOf());
    const hear = (seq: number, more: Partial<Message> & { text?: string } = {}) =>
      client.heard(said(theSession, seq, more));
    hear(1, { text: 'hello ann', mentions: ['ann'] });
    hear(2, { senderId: 'ann' });
    hear(3, { threadRootId: `${theSession}.1` });
    hear(4, { senderId: '#Anonymous 1', isAnonymous: true });
    hear(5, { deletedAt: '2026-01-01T00:00:00Z' });
    client.heard(systemAt(6, { event: 'MEMBER_LEFT', userIds: ['bob'] }));
    expect(items().map(({ id }) => id)).toEqual([theSession, other]);
    expect(item()).toMatchObject({ unreadCount: 1, mentionCount: 1, lastSeq: 6, memberCount: 2 });
    hear(7, { text: 'the newest' });
    hear(7, { text: 'the newest' });
    expect(item()).toMatchObject({ unreadCount: 2, lastMessage: { seq: 7, text: 'the newest' } });
  });

  it('counts what comes out of order, and not again what a newer answer of the server counts', async () => {
    const { client, item, at } = await connected(summaryOf());
    client.heard(said(theSession, 3));
    client.heard(said(theSession, 2));
    expect(item()).toMatchObject({ unreadCount: 2, lastMessage: { seq: 3 } });
    at.set(theSession, summaryOf({ lastSeq: 2, unreadCount: 1 }));
    await client.sessions.refresh();
    expect(item()).toMatchObject({ unreadCount: 2, lastSeq: 3 });
    client.heard(said(theSession, 1));
    expect(item()).toMatchObject({ unreadCount: 2 });
    client.sessions.markRead(theSession, 3);
    expect(item()).toMatchObject({ unreadCount: 0, mentionCount: 0, lastReadSeq: 3 });
    client.heard(said(theSession, 4));
    expect(item()?.unreadCount).toBe(1);
  });

  it('shows another preview when the message it shows was edited or deleted', async () => {
    const { client, item, at } = await connected(summaryOf());
    client.heard(said(theSession, 1));
    client.sessions.changed(said(theSession, 1, { text: 'edited', version: 2 }));
    expect(item()?.lastMessage?.text).toBe('edited');
    at.set(theSession, summaryOf({ lastSeq: 2 }));
    client.sessions.changed(said(theSession, 1, { deletedAt: '2026-01-01T00:00:00Z', version: 3 }));
    await settled();
    expect(item()).toMatchObject({ lastMessage: null, unreadCount: 0 });
  });

  it('brings a session that was entered, and is opened anew to hear it', async () => {
    const { server, world, client, items, at } = await connected(summaryOf());
    at.set(other, summaryOf({ id: other, name: 'New' }));
    expect(server.subscribed('OnInbox')).toEqual([{ part: 0 }]);
    server.emit('OnInbox', systemAt(1, { event: 'MEMBERS_JOINED', userIds: ['ann'] }, { sessionId: other }));
    await settled();
    expect(items().map(({ name }) => name)).toContain('New');
    const [before] = server.subscribed('OnInbox');
    await world.pass(1_000);
    expect(server.subscribed('OnInbox')).toEqual([{ part: 0 }]);
    expect(server.subscribed('OnInbox')[0]).not.toBe(before);
    client.close();
  });

  it('brings a session that somebody opened with its user, and is opened anew to hear it', async () => {
    const { server, world, client, items, at } = await connected(summaryOf());
    const before = server.subscribed('OnInbox')[0];
    at.set(other, summaryOf({ id: other, name: 'New' }));
    server.emit(
      'OnInbox',
      systemAt(0, { event: 'SESSION_OPENED', userIds: [] }, { sessionId: other, senderId: 'bob' }),
    );
    await settled();
    expect(items().find(({ id }) => id === other)).toMatchObject({ name: 'New', lastSeq: 0, lastMessage: null });
    await world.pass(1_000);
    expect(server.subscribed('OnInbox')[0]).not.toBe(before);
    client.close();
  });

  it('shows nothing of it in the session, which begins after it', async () => {
    const { client } = await connected(summaryOf());
    const { feed } = client.session(summaryOf());
    await settled();
    client.heard(systemAt(0, { event: 'SESSION_OPENED', userIds: [] }));
    await settled();
    expect(feed.state.get().messages).toEqual([]);
    client.close();
  });

  it('is opened anew when a refresh finds a session that somebody else opened', async () => {
    const { server, world, client, at } = await connected(summaryOf());
    const silent = server.subscribed('OnInbox')[0];
    at.set(other, summaryOf({ id: other }));
    await client.sessions.refresh();
    await world.pass(1_000);
    expect(server.subscribed('OnInbox')[0]).not.toBe(silent);
    client.close();
  });

  it('takes out a session that ended for the caller, unless they came back meanwhile', async () => {
    const { client, items, at } = await connected(summaryOf(), summaryOf({ id: other }));
    at.delete(other);
    client.heard(systemAt(1, { event: 'MEMBER_BANNED', userIds: ['ann'] }, { sessionId: other }));
    client.heard(systemAt(1, { event: 'MEMBER_REMOVED', userIds: ['ann'] }));
    await settled();
    expect(items().map(({ id }) => id)).toEqual([theSession]);
  });

  it('has a subscription for each 180 sessions', async () => {
    const many = Array.from({ length: 181 }, (_, at) => summaryOf({ id: `s${at}` }));
    const { server, client } = await connected(summaryOf());
    server.answers.set('MyChatSessions', ({ after }) => {
      const from = Number(after ?? 0);
      const items = many.slice(from, from + 100);
      return { items, pageInfo: { endCursor: String(from + 100), hasNextPage: from + 100 < many.length } };
    });
    client.close();
    client.connect();
    await settled();
    expect(server.subscribed('OnInbox')).toEqual([{ part: 0 }, { part: 1 }]);
  });

  it('asks for what was missed when it is acknowledged again', async () => {
    const { server, item, at } = await connected(summaryOf());
    server.cut();
    at.set(theSession, summaryOf({ lastSeq: 4, unreadCount: 4 }));
    server.acknowledge('OnInbox');
    await settled();
    expect(item()?.unreadCount).toBe(4);
  });

  it('tells senders that their messages were received, also where the session is not open', async () => {
    const { server, world, client } = await connected(summaryOf(), summaryOf({ id: other, memberCount: 51 }));
    client.heard(said(theSession, 1));
    client.heard(said(theSession, 2));
    client.heard(said(other, 1));
    await world.pass(1_000);
    expect(server.requests.filter(({ name }) => name === 'MarkMessageAsDelivered')).toMatchObject([
      { variables: { messageId: `${theSession}.2` } },
    ]);
  });
});

describe('A chat client', () => {
  it('says once a minute that its user is there, and that they are gone when it is closed', async () => {
    const { server, world, client } = await connected(summaryOf());
    await world.pass(120_000);
    expect(server.asked('SetPresence')).toBe(3);
    await client.presence.set('BUSY', 'in a lesson');
    await world.pass(60_000);
    client.close();
    const inputs = server.requests
      .filter(({ name }) => name === 'SetPresence')
      .map(({ variables }) => variables['input']);
    expect(inputs.slice(-2)).toEqual([
      { deviceId: 'laptop', status: 'BUSY', note: 'in a lesson' },
      { deviceId: 'laptop', status: 'OFFLINE' },
    ]);
    await world.pass(600_000);
    expect(world.timers).toBe(0);
  });

  it('says what its user does after that it is there, in whatever order the two would arrive', async () => {
    const server = new FakeServer();
    const world = new FakeWorld();
    server.answers.set('SetPresence', () => presenceOf('ann', world.now()));
    const said = (): unknown[] =>
      server.requests.filter(({ name }) => name === 'SetPresence').map(({ variables }) => variables['input']);
    const client = new ChatClient({ transport: server, userId: 'ann', deviceId: 'laptop', world });
    let release = (): void => undefined;
    server.held = new Promise((resolve) => (release = resolve));
    client.connect();
    const set = client.presence.set('BUSY');
    await settled();
    expect(said()).toMatchObject([{ status: 'ONLINE' }]);
    client.close();
    server.held = undefined;
    release();
    await set;
    await settled();
    expect(said()).toMatchObject([{ status: 'ONLINE' }, { status: 'BUSY' }, { status: 'OFFLINE' }]);
  });

  it('finds what live delivery did not tell within a minute, while somebody is looking', async () => {
    const { server, world, client, item, at } = await connected(summaryOf());
    at.set(theSession, summaryOf({ lastSeq: 1, unreadCount: 1 }));
    client.rest();
    const asked = server.asked('MyChatSessions');
    await world.pass(60_000);
    expect(server.asked('MyChatSessions')).toBe(asked);
    client.wake();
    await settled();
    expect(item()?.unreadCount).toBe(1);
    await world.pass(60_000);
    expect(server.asked('MyChatSessions')).toBe(asked + 2);
  });

  it('takes a session out of the list when its feed ends because it is not ours any more', async () => {
    const { server, client, items } = await connected(summaryOf());
    const { feed } = client.session(summaryOf());
    await settled();
    server.fail('SessionLog', notFound);
    server.acknowledge();
    await settled();
    expect(feed.state.get().status).toBe('failed');
    expect(items()).toEqual([]);
  });

  it('shows what an operation changed from its answer: in the feed, and in the list', async () => {
    const { server, client, item } = await connected(summaryOf());
    const { feed } = client.session(summaryOf());
    await settled();
    server.silence();
    server.answers.set('AddMembers', () => ({
      kind: 'MESSAGE',
      seq: server.reserve(),
      message: server.put(systemAt(1, { event: 'MEMBERS_JOINED', userIds: ['dan'] })),
    }));
    await client.admin(theSession).addMembers(['dan']);
    expect(feed.state.get().messages).toMatchObject([{ kind: 'SYSTEM' }]);
    expect(feed.session.get().memberCount).toBe(4);
    expect(item()?.memberCount).toBe(4);
    server.fail('RemoveMember', new ChatError('NotAllowed', 'unable to remove; not yours', { retryable: false }));
    await expect(client.admin(theSession).removeMember('bob')).rejects.toMatchObject({ code: 'NotAllowed' });
  });

  it('listens for typing anew where a block ended it, which nobody is told: after one of its own, and every five minutes', async () => {
    const { server, world, client } = await connected(summaryOf());
    const { feed } = client.session(summaryOf());
    await settled();
    server.acknowledge();
    server.answers.set('BlockUser', () => true);
    const typing = (userId: string) => {
      server.type(userId);
      return feed.typing.get().map((typist) => typist.userId);
    };
    expect(typing('bob')).toEqual(['bob']);
    const others = ['OnMessageSent', 'OnMessageUpdated', 'OnReceipt', 'OnInbox'].map(
      (name) => server.subscribed(name)[0],
    );

    await client.block('cat');
    server.acknowledge('OnTypingIndicator');
    expect(server.subscribed('OnTypingIndicator')).toHaveLength(1);
    expect(typing('dan')).toEqual(['bob', 'dan']);
    await world.pass(4_000);
    server.silence();
    await world.pass(300_000);
    server.acknowledge('OnTypingIndicator');
    expect(typing('bob')).toEqual(['bob']);
    expect(
      ['OnMessageSent', 'OnMessageUpdated', 'OnReceipt', 'OnInbox'].map((name) => server.subscribed(name)[0]),
    ).toEqual(others);
    client.close();
  });

  it('enters and leaves sessions', async () => {
    const { server, client, items, at } = await connected();
    at.set(other, summaryOf({ id: other }));
    server.answers.set('JoinChatSession', () => null);
    server.answers.set('LeaveChatSession', () => null);
    expect((await client.join(other)).id).toBe(other);
    expect(items()).toHaveLength(1);
    await client.leave(other);
    expect(items()).toEqual([]);
    client.close();
  });
});
