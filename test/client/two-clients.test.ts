import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatClient } from '../../client/core/chat-client.ts';
import type { SessionFeed } from '../../client/core/session-feed.ts';
import { openAmplifyClient } from '../support/amplify-client/index.ts';
import type { AmplifyClient } from '../support/amplify-client/index.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';
import { transportOf, until } from './amplify-client-transport.ts';

interface User {
  readonly amplify: AmplifyClient;
  readonly client: ChatClient;
}

describe('Two clients on a real server', () => {
  let parley: Parley;
  let ann: User;
  let bob: User;

  beforeAll(async () => {
    parley = await startParley();
    const user = async (userId: string): Promise<User> => {
      const amplify = await openAmplifyClient(parley.url, userId);
      return { amplify, client: new ChatClient({ transport: transportOf(amplify), userId }) };
    };
    [ann, bob] = await Promise.all([user('ann'), user('bob')]);
    for (const { client } of [ann, bob]) client.connect();
  });
  afterAll(async () => {
    for (const { client, amplify } of [ann, bob]) {
      client.close();
      await amplify.close();
    }
    await parley.stop();
  });

  /** A session of the two, open with both, live. */
  const together = async (name: string): Promise<{ id: string; atAnn: SessionFeed; atBob: SessionFeed }> => {
    const session = await ann.client.createSession({ memberIds: ['bob'], name, settings: { allowAnonymous: true } });
    // Bob is told of it live.
    await until(bob.client.sessions.state, ({ items }) => items.some(({ id }) => id === session.id));
    const [atAnn, atBob] = [
      ann.client.session(session).feed,
      bob.client.session(await bob.client.findSession(session.id)).feed,
    ];
    await Promise.all([atAnn, atBob].map(({ state }) => until(state, ({ status }) => status === 'live')));
    return { id: session.id, atAnn, atBob };
  };
  const rowAt = (feed: SessionFeed, id: string) => feed.state.get().messages.find((row) => row.id === id);

  it('see each other’s edits, reactions, votes and deletions, and how far messages got', async () => {
    const { atAnn, atBob } = await together('Changes');
    const { id } = await atAnn.send('first').sent;
    await until(atBob.state, () => rowAt(atBob, id) !== undefined);
    atBob.markRead();
    await until(atAnn.state, () => rowAt(atAnn, id)?.progress.state === 'read');
    await atAnn.actions.edit(id, { text: 'better' });
    await until(atBob.state, () => rowAt(atBob, id)?.text === 'better');
    await atBob.actions.react(id, '👍');
    await until(atAnn.state, () => rowAt(atAnn, id)?.reactions[0]?.count === 1);
    const poll = await atAnn.send({ kind: 'POLL', content: { poll: { question: 'Which?', options: ['a', 'b'] } } })
      .sent;
    await until(atBob.state, () => rowAt(atBob, poll.id) !== undefined);
    await atBob.actions.vote(poll.id, [1]);
    await until(atAnn.state, () => rowAt(atAnn, poll.id)?.content?.poll?.options[1]?.votes === 1);
    await atAnn.actions.delete(id);
    await until(atBob.state, () => rowAt(atBob, id)?.isDeleted === true);
    await Promise.all([atAnn, atBob].map(({ state }) => until(state, ({ contiguousSeq }) => contiguousSeq === 6)));
    expect(atBob.state.get().messages.map(({ text, isDeleted }) => [text, isDeleted])).toEqual([
      ['', true],
      ['Which?', false],
    ]);
  });

  it('look up who reacted and voted, what was written before, and who wrote under an alias', async () => {
    const { id: sessionId, atAnn, atBob } = await together('Looking up');
    const { id } = await atBob.send({ kind: 'TEXT', content: { text: 'befor' }, isAnonymous: true }).sent;
    const poll = await atBob.send({ kind: 'POLL', content: { poll: { question: 'Which?', options: ['a', 'b'] } } })
      .sent;
    await atBob.actions.edit(id, { text: 'before' });
    await atAnn.actions.react(id, '👍');
    await atBob.actions.react(id, '👍');
    await atAnn.actions.vote(poll.id, [1]);

    expect(await atAnn.actions.editHistory(id)).toMatchObject([{ edition: 1, content: { text: 'befor', code: null } }]);
    await expect(atBob.actions.editHistory(id)).rejects.toMatchObject({ code: 'NotAllowed' });
    const reactors = await atBob.actions.reactors(id);
    expect(reactors.items).toEqual([
      { userId: 'ann', emojis: ['👍'] },
      { userId: 'bob', emojis: ['👍'] },
    ]);
    expect(reactors.hasNextPage).toBe(false);
    expect((await atBob.actions.reactors(id, reactors.endCursor ?? '')).items).toEqual([]);
    expect((await atBob.actions.pollVotes(poll.id)).items).toEqual([{ userId: 'ann', optionIds: [1] }]);

    const told = await atAnn.actions.resolveSender(id);
    expect(told).toMatchObject({ moderatorId: 'ann', messageId: id, senderId: 'bob' });
    await expect(atBob.actions.resolveSender(id)).rejects.toMatchObject({ code: 'NotAllowed' });
    expect((await ann.client.admin(sessionId).auditLog()).items).toEqual([told]);
    await expect(bob.client.admin(sessionId).auditLog()).rejects.toMatchObject({ code: 'NotAllowed' });
  });

  it('talk in a thread, apart from the session’s course, each with their own unread', async () => {
    const { atAnn, atBob } = await together('Thread');
    const { id } = await atAnn.send('root').sent;
    await until(atBob.state, () => rowAt(atBob, id) !== undefined);
    const [threadAtAnn, threadAtBob] = [atAnn.thread(id).feed, atBob.thread(id).feed];
    await until(threadAtAnn.state, ({ status }) => status === 'ready');
    await threadAtBob.send('a reply').sent;
    await until(threadAtAnn.state, ({ replies, unreadCount }) => replies.length === 1 && unreadCount === 1);
    await until(atAnn.state, () => rowAt(atAnn, id)?.thread?.replyCount === 1);
    threadAtAnn.markRead();
    await until(threadAtAnn.state, ({ unreadCount }) => unreadCount === 0);
    expect(threadAtBob.state.get()).toMatchObject({ root: { text: 'root' }, unreadCount: 0 });
    expect(atAnn.state.get().messages).toHaveLength(1);
  });

  it('go to an old message and come back, with everything between', async () => {
    const { id, atAnn, atBob } = await together('Long');
    const sent = Array.from({ length: 130 }, (_, n) => atAnn.send(`line ${n + 1}`).sent);
    await Promise.all(sent);
    bob.client.close();
    bob.client.connect();
    const again = bob.client.session(await bob.client.findSession(id)).feed;
    expect(again).not.toBe(atBob);
    await until(again.state, ({ status }) => status === 'live');
    await again.jumpTo((await sent[9])?.id ?? '');
    const texts = (): string[] => again.state.get().messages.map(({ text }) => text);
    expect(texts()).toContain('line 10');
    expect(texts()).not.toContain('line 130');
    while (again.state.get().newer === 'more') await again.loadNewer();
    while (again.state.get().history === 'more') await again.loadOlder();
    expect(texts()).toEqual(Array.from({ length: 130 }, (_, n) => `line ${n + 1}`));
  });

  it('hear of sessions that are not open, are let in, named, and put out', async () => {
    const session = await ann.client.createSession({ memberIds: [], kind: 'PUBLIC', name: 'Open to all' });
    const { feed } = ann.client.session(session);
    await until(feed.state, ({ status }) => status === 'live');
    await bob.client.join(session.id);
    await until(feed.session, ({ memberCount }) => memberCount === 2);
    const held = () => bob.client.sessions.state.get().items.find(({ id }) => id === session.id);
    // What the inbox listens to is settled when it opens: what was said before is found when it did.
    await ann.client.admin(session.id).update({ name: 'Renamed' });
    await feed.send({ kind: 'TEXT', content: { text: 'hello @bob' }, mentions: ['bob'] }).sent;
    await until(bob.client.sessions.state, () => held()?.mentionCount === 1);
    await until(bob.client.sessions.state, () => held()?.name === 'Renamed');
    await ann.client.admin(session.id).removeMember('bob');
    await until(bob.client.sessions.state, () => held() === undefined);
    await expect(bob.client.findSession(session.id)).rejects.toMatchObject({ code: 'SessionNotFound' });
  });
});
