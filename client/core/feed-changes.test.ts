import { describe, expect, it } from 'vitest';
import { messageAt, theSession } from '../../test/client/fake-messages.ts';
import { settled } from '../../test/client/fake-world.ts';
import { filled, openFeed, textsOf } from '../../test/client/open-feed.ts';
import { ChatError, networkLost } from './errors.ts';

const refusal = new ChatError('NotAllowed', 'unable to edit; not yours', { retryable: false });
const tryAgain = new ChatError('TryAgain', 'unable to react; try again', { retryable: true });

describe('Changes of messages', () => {
  it('show as they are heard, and leave every other row the object it was', async () => {
    const { server, rows } = await openFeed({ server: filled(3) });
    const before = rows();
    server.tell(server.edit(2, 'edited'));
    expect(rows().map(({ text, isEdited }) => [text, isEdited])).toEqual([
      ['line 1', false],
      ['edited', true],
      ['line 3', false],
    ]);
    expect([rows()[0], rows()[2]]).toEqual([before[0], before[2]]);
    expect(rows()[0]).toBe(before[0]);
    server.tell(server.delete(3));
    expect(rows()[2]).toMatchObject({ isDeleted: true, content: null, text: '' });
    expect(rows()[1]).toMatchObject({ text: 'edited' });
  });

  it('are found when they were missed between the acknowledgements of the two subscriptions', async () => {
    const { server, feed, rows } = await openFeed({ server: filled(1), heard: false });
    server.acknowledge('OnMessageSent');
    await settled();
    expect(feed.state.get().status).toBe('catching-up');
    server.tell(server.react(1, '👍'));
    expect(rows()[0]?.reactions).toEqual([]);
    server.acknowledge('OnMessageUpdated');
    await settled();
    expect(feed.state.get()).toMatchObject({ status: 'live', contiguousSeq: 2 });
    expect(rows()[0]?.reactions).toEqual([{ emoji: '👍', count: 1 }]);
  });

  it('of old messages show when their page is read, however late it arrives', async () => {
    const { server, feed } = await openFeed({ server: filled(60) });
    let release = (): void => undefined;
    const older = feed.loadOlder();
    // The page was read before the change, and arrives after it.
    server.held = new Promise((resolve) => (release = resolve));
    await settled();
    server.held = undefined;
    server.tell(server.edit(5, 'edited meanwhile'));
    release();
    await older;
    expect(textsOf(feed)[4]).toBe('edited meanwhile');
  });

  it('change what quotes them', async () => {
    const { server, rows } = await openFeed();
    const first = server.post('bob', 'a question');
    const second = server.post('cat', 'an answer', {
      replyTo: {
        messageId: first.id,
        senderId: 'bob',
        senderName: null,
        kind: 'TEXT',
        text: 'a question',
        isDeleted: false,
      },
    });
    expect(rows()[1]?.quote).toMatchObject({ messageId: first.id, text: 'a question' });
    server.tell(server.delete(1));
    expect(rows()[1]).toMatchObject({ id: second.id, quote: { text: '', isDeleted: true } });
  });
});

describe('Own changes', () => {
  it('show from the answer, without waiting to be heard', async () => {
    const { server, feed, rows } = await openFeed();
    const { id } = await feed.send('hello').sent;
    server.silence();
    await feed.actions.edit(id, { text: 'hello!' });
    await feed.actions.react(id, '👍');
    expect(rows()[0]).toMatchObject({ text: 'hello!', isEdited: true, reactions: [{ emoji: '👍', count: 1 }] });
    expect(feed.marks.of(id).reactions).toEqual(['👍']);
    await feed.actions.unreact(id, '👍');
    expect(feed.marks.of(id).reactions).toEqual([]);
    await feed.actions.delete(id);
    expect(rows()[0]).toMatchObject({ isDeleted: true, reactions: [] });
    expect(feed.state.get().contiguousSeq).toBe(5);
  });

  it('reject with the code of a refusal, at once; what lost to another writer is tried again, thrice at most', async () => {
    const { server, feed, world } = await openFeed({ server: filled(1) });
    server.fail('EditMessage', refusal);
    await expect(feed.actions.edit(`${theSession}.1`, { text: 'x' })).rejects.toBe(refusal);
    expect(server.asked('EditMessage')).toBe(1);
    server.fail('AddReaction', tryAgain, { times: 2 });
    const reacted = feed.actions.react(`${theSession}.1`, '👍');
    await world.pass(5_000);
    await reacted;
    expect(server.asked('AddReaction')).toBe(3);
    server.fail('AddReaction', tryAgain, { times: 3 });
    const refused = expect(feed.actions.react(`${theSession}.1`, '🎉')).rejects.toBe(tryAgain);
    await world.pass(5_000);
    await refused;
  });

  it('are made one after the other, so that the last wish stands', async () => {
    const { server, feed, rows } = await openFeed({ server: filled(1) });
    const messageId = `${theSession}.1`;
    let release = (): void => undefined;
    server.held = new Promise((resolve) => (release = resolve));
    server.fail('EditMessage', refusal, { after: true });
    const refused = expect(feed.actions.edit(messageId, { text: 'never' })).rejects.toBe(refusal);
    const reacted = feed.actions.react(messageId, '👍');
    const takenBack = feed.actions.unreact(messageId, '👍');
    await settled();
    expect([server.asked('AddReaction'), server.asked('RemoveReaction')]).toEqual([1, 0]);
    server.held = undefined;
    release();
    await Promise.all([refused, reacted, takenBack]);
    expect([server.asked('AddReaction'), server.asked('RemoveReaction')]).toEqual([1, 1]);
    expect(rows()[0]?.reactions).toEqual([]);
    expect(feed.marks.of(messageId).reactions).toEqual([]);
  });

  it('are made before what is asked about the message, in whatever order both are answered', async () => {
    const { server, feed } = await openFeed({ server: filled(1) });
    const messageId = `${theSession}.1`;
    server.answers.set('EditHistory', () =>
      server.at(1).editedAt === null ? [] : [{ edition: 0, content: { text: 'line 1' }, replacedAt: 'now' }],
    );
    let release = (): void => undefined;
    server.held = new Promise((resolve) => (release = resolve));
    const edited = feed.actions.edit(messageId, { text: 'edited' });
    const asked = feed.actions.editHistory(messageId);
    await settled();
    expect([server.asked('EditMessage'), server.asked('EditHistory')]).toEqual([1, 0]);
    server.held = undefined;
    release();
    await edited;
    expect(await asked).toHaveLength(1);
    server.fail('EditMessage', refusal);
    await expect(feed.actions.edit(messageId, { text: 'again' })).rejects.toBe(refusal);
    expect(await feed.actions.editHistory(messageId)).toHaveLength(1);
  });

  it('are known from other devices, too: reactions and votes are asked for where somebody left some', async () => {
    const server = filled(2);
    server.react(1, '👍', 'ann');
    server.answers.set('MyMarks', ({ messageIds }) =>
      (messageIds as string[]).map((messageId) => ({ messageId, reactions: ['👍'], votes: [] })),
    );
    const { world, feed } = await openFeed({ server });
    await world.pass(100);
    expect(feed.marks.of(`${theSession}.1`).reactions).toEqual(['👍']);
    expect(server.requests.filter(({ name }) => name === 'MyMarks')).toMatchObject([
      { variables: { messageIds: [`${theSession}.1`] } },
    ]);
    server.tell(server.react(2, '👍', 'ann'));
    await world.pass(100);
    expect(feed.marks.of(`${theSession}.2`).reactions).toEqual(['👍']);
  });

  it('are asked for again once the network is back, where they were asked for in vain', async () => {
    const server = filled(1);
    const messageId = `${theSession}.1`;
    server.answers.set('MyMarks', () => [{ messageId, reactions: ['👍'], votes: [] }]);
    server.fail('MyMarks', networkLost());
    const { world, feed } = await openFeed({ server });
    server.tell(server.react(1, '👍', 'ann'));
    await world.pass(60_000);
    expect(feed.marks.of(messageId).reactions).toEqual([]);
    server.cut();
    server.acknowledge();
    await world.pass(100);
    expect(feed.marks.of(messageId).reactions).toEqual(['👍']);
    feed.wake();
    await world.pass(100);
    expect(server.asked('MyMarks')).toBe(2);
  });

  it('of an anonymous author are told under the alias, and known for own', async () => {
    const { server, feed, rows } = await openFeed();
    const mine = server.say(messageAt(server.reserve(), { senderId: '#Anonymous 1', isAnonymous: true }));
    server.say(messageAt(server.reserve(), { senderId: '#Anonymous 2', isAnonymous: true }));
    expect(rows().map(({ own }) => own)).toEqual([true, false]);
    feed.markRead();
    expect(mine.seq).toBe(1);
  });
});

describe('Sending any kind', () => {
  it('shows the draft at once, then what the server made of it, under the same key', async () => {
    const { server, feed, rows } = await openFeed({ server: filled(1) });
    const code = { language: 'PYTHON' as const, source: 'print(1)\nprint(2)' };
    const { key, sent } = feed.send({
      kind: 'CODE',
      content: { code },
      mentions: ['bob'],
      replyToId: `${theSession}.1`,
      isAnonymous: true,
    });
    expect(rows()[1]).toMatchObject({
      key,
      kind: 'CODE',
      own: true,
      isAnonymous: true,
      text: code.source,
      content: { code: { ...code, lineCount: 2, syntax: 'UNCHECKED' } },
      quote: { text: 'line 1' },
      progress: { state: 'queued' },
    });
    await sent;
    expect(rows()[1]).toMatchObject({ key, kind: 'CODE', progress: { state: 'sent' } });
    expect(server.requests.find(({ name }) => name === 'SendMessage')?.variables['input']).toEqual({
      sessionId: theSession,
      clientMessageId: key,
      kind: 'CODE',
      content: { code },
      mentions: ['bob'],
      replyToId: `${theSession}.1`,
      isAnonymous: true,
    });
  });

  it('shows a draft as the row it was until something about it changes', async () => {
    const { server, feed, rows } = await openFeed();
    server.fail('SendMessage', new ChatError('NetworkLost', 'unable to reach', { retryable: true }), { times: 9 });
    feed.send({ kind: 'POLL', content: { poll: { question: 'Which?', options: ['a', 'b'] } } });
    const [before] = rows();
    server.post('bob', 'something else');
    expect(rows()[1]).toBe(before);
  });
});
