import { beforeEach, expect, it } from 'vitest';
import type { SentContent } from '../../domain/message/content.ts';
import type { Message } from '../../domain/message/message.ts';
import { messageId } from '../../domain/message/message.ts';
import { instantOf, later, toIso } from '../../domain/shared/instant.ts';
import type { Poll } from '../../domain/vocabulary/message-content.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { Scribe } from '../builders/scribe.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { Changer } from '../support/message-changes.ts';
import { object, Room } from '../support/room.ts';

const clock = new ManualClock(instantOf(Date.now()));

const MARKS = `query M($sessionId: ID!, $messageIds: [ID!]!) {
  myMarks(sessionId: $sessionId, messageIds: $messageIds) { messageId reactions votes }
}`;
const VOTES = `query V($messageId: ID!, $limit: Int, $after: String) {
  pollVotes(messageId: $messageId, limit: $limit, after: $after) {
    items { userId optionIds } pageInfo { endCursor hasNextPage hasPreviousPage }
  }
}`;

const pollOf = (more: Partial<Poll> = {}): SentContent => ({
  kind: 'POLL',
  text: 'When?',
  poll: {
    options: ['now', 'later', 'never'],
    isMultiple: false,
    isAnonymous: false,
    closesAt: null,
    closedAt: null,
    voterCount: 0,
    votes: { o0: 0, o1: 0, o2: 0 },
    ...more,
  },
});

await describeOnApi('a poll', { clock }, (api) => {
  let room: Room;
  let poll: Message;
  let change: Changer;

  const ask = async (more: Partial<Poll> = {}, alias: string | null = null) => {
    poll = await new Scribe(api.stores, clock, room.id).say(room.bob, { content: pollOf(more), alias });
    change = new Changer(api, messageId(poll));
  };
  beforeEach(async () => {
    room = await Room.open(api, clock.now());
    await ask();
  });

  const counts = (answer: Awaited<ReturnType<Changer['vote']>>) =>
    valueAt(answer, 'votePoll', 'message', 'content', 'poll');
  const votes = (who: string, more = {}) => api.execute(who, VOTES, { messageId: messageId(poll), ...more });

  it('counts a vote, another one in its place, and none once it is taken back', async () => {
    expect(counts(await change.vote(room.ann, [0]))).toMatchObject({ voterCount: 1, options: [{ votes: 1 }, {}, {}] });
    const second = await change.vote(room.ann, [2]);
    expect(object(second, 'votePoll')).toMatchObject({ change: 'VOTED', actorId: room.ann, seq: 3 });
    expect(counts(second)).toMatchObject({ voterCount: 1, options: [{ votes: 0 }, { votes: 0 }, { votes: 1 }] });
    expect(await change.vote(room.ann, [2])).toEqual({ data: { votePoll: null } });
    expect(counts(await change.vote(room.ann, []))).toMatchObject({ voterCount: 0, options: [{}, {}, { votes: 0 }] });
    expect(await change.vote(room.ann, [])).toEqual({ data: { votePoll: null } });
  });

  it('is told to subscribers with each vote and its closing', async () => {
    await change.vote(room.ann, [0]);
    await change.close(room.bob);
    expect(api.live.told.filter((one) => 'sessionId' in one && one.sessionId === room.id)).toMatchObject([
      { kind: 'messageChanged', seq: 2 },
      { kind: 'messageChanged', seq: 3 },
    ]);
  });

  it.each([[[0, 1]], [[3]], [[-1]], [[0, 0]]])('takes no vote for %j', async (optionIds) => {
    expect(refusalsOf(await change.vote(room.ann, optionIds))).toEqual(['BadInput']);
  });

  it('with several answers takes several, in any order', async () => {
    await ask({ isMultiple: true });
    await change.vote(room.ann, [2, 0]);
    expect(await change.vote(room.ann, [0, 2])).toEqual({ data: { votePoll: null } });
    expect(valueAt(await votes(room.bob), 'pollVotes', 'items')).toEqual([{ userId: room.ann, optionIds: [0, 2] }]);
  });

  it('takes no votes from its time on, and none once it is closed', async () => {
    await ask({ closesAt: toIso(later(clock.now(), 1_000)) });
    await change.vote(room.ann, [0]);
    clock.pass(1_000);
    expect(refusalsOf(await change.vote(room.bob, [0]))).toEqual(['PollClosed']);
    expect(await change.close(room.bob)).toEqual({ data: { closePoll: null } });

    await ask();
    const closed = await change.close(room.bob);
    expect(valueAt(closed, 'closePoll', 'message', 'content', 'poll', 'closedAt')).toBe(toIso(clock.now()));
    expect(refusalsOf(await change.vote(room.ann, [0]))).toEqual(['PollClosed']);
    expect(await change.close(room.ann)).toEqual({ data: { closePoll: null } });
  });

  it('is closed by its author and by those who moderate, and by nobody else', async () => {
    const other = await new Scribe(api.stores, clock, room.id).say(room.ann, { content: pollOf() });
    expect(refusalsOf(await new Changer(api, messageId(other)).close(room.bob))).toEqual(['NotAllowed']);
    expect(refusalsOf(await change.close(room.ann))).toEqual([]);
    const text = await new Scribe(api.stores, clock, room.id).say(room.ann);
    expect(refusalsOf(await new Changer(api, messageId(text)).close(room.ann))).toEqual(['BadInput']);
    expect(refusalsOf(await new Changer(api, messageId(text)).vote(room.ann, [0]))).toEqual(['BadInput']);
  });

  it('that is anonymous tells nobody who votes, nor for what', async () => {
    await ask({ isAnonymous: true }, 'Anonymous 1');
    const voted = await change.vote(room.bob, [1]);
    expect(valueAt(voted, 'votePoll', 'actorId')).toBe('#system');
    expect(JSON.stringify(voted.data)).not.toContain(room.bob);
    expect(refusalsOf(await votes(room.ann))).toEqual(['NotAllowed']);
    const marks = await api.execute(room.bob, MARKS, { sessionId: room.id, messageIds: [messageId(poll)] });
    expect(valueAt(marks, 'myMarks')).toEqual([{ messageId: messageId(poll), reactions: [], votes: [1] }]);
    expect(valueAt(await change.close(room.bob), 'closePoll', 'actorId')).toBe('#Anonymous 1');
  });

  it('lists its voters by user id, in pages, and none once it is deleted', async () => {
    await change.vote(room.ann, [0]);
    await change.vote(room.bob, [1]);
    const first = valueAt(await votes(room.bob, { limit: 1 }), 'pollVotes');
    expect(first).toMatchObject({ items: [{ userId: room.ann }], pageInfo: { hasNextPage: true } });
    const after = valueAt(await votes(room.bob, { limit: 1 }), 'pollVotes', 'pageInfo', 'endCursor');
    expect(valueAt(await votes(room.bob, { limit: 1, after }), 'pollVotes')).toMatchObject({
      items: [{ userId: room.bob, optionIds: [1] }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    await change.delete(room.bob);
    expect(valueAt(await votes(room.ann), 'pollVotes', 'items')).toEqual([]);
    expect(refusalsOf(await change.vote(room.ann, [2]))).toEqual(['MessageNotFound']);
  });

  it('and other messages show each member their own marks, and those who reacted to all', async () => {
    const text = await new Scribe(api.stores, clock, room.id).say(room.ann);
    const reacting = new Changer(api, messageId(text));
    await reacting.react(room.ann, '🎉');
    await reacting.react(room.ann, '👍');
    await reacting.react(room.bob, '👍');
    await reacting.unreact(room.bob, '👍');
    await change.react(room.bob, '👍');
    await change.vote(room.bob, [0]);
    const messageIds = [messageId(text), messageId(poll), messageId(poll), `${room.id}.900`];
    const marks = (who: string) => api.execute(who, MARKS, { sessionId: room.id, messageIds });
    expect(valueAt(await marks(room.ann), 'myMarks')).toEqual([
      { messageId: messageId(text), reactions: ['🎉', '👍'].sort(), votes: [] },
    ]);
    expect(valueAt(await marks(room.bob), 'myMarks')).toEqual([
      { messageId: messageId(poll), reactions: ['👍'], votes: [0] },
    ]);
    const REACTORS = `query R($id: ID!) { reactors(messageId: $id) { items { userId emojis } pageInfo { hasNextPage } } }`;
    expect(valueAt(await api.execute(room.bob, REACTORS, { id: messageId(text) }), 'reactors')).toEqual({
      items: [{ userId: room.ann, emojis: ['🎉', '👍'].sort() }],
      pageInfo: { hasNextPage: false },
    });
    await reacting.delete(room.ann);
    expect(valueAt(await marks(room.ann), 'myMarks')).toEqual([]);
    expect(valueAt(await api.execute(room.bob, REACTORS, { id: messageId(text) }), 'reactors', 'items')).toEqual([]);
  });
});
