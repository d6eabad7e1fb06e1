import { beforeEach, describe, expect, it } from 'vitest';
import { reactionKey, slotKey } from '../../adapters/dynamodb/layout/index.ts';
import { messageUpdateFragment, updateFragmentOf } from '../../domain/vocabulary/event-fragments.ts';
import { freeze } from '../../domain/chat-session/decisions/freeze.ts';
import type { Decision } from '../../domain/chat-session/decision.ts';
import { muteMember } from '../../domain/chat-session/decisions/mute-member.ts';
import { changeMemberRole } from '../../domain/chat-session/decisions/change-member-role.ts';
import { changeChatSession } from '../../application/chat-sessions/change-chat-session.ts';
import type { Message } from '../../domain/message/message.ts';
import { messageId } from '../../domain/message/message.ts';
import { instantOf, later, toIso } from '../../domain/shared/instant.ts';
import { Durations, Limits } from '../../domain/vocabulary/limits.ts';
import { granted } from '../builders/chat-sessions.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aUser } from '../builders/people.ts';
import { Scribe } from '../builders/scribe.ts';
import { changingOn } from '../builders/session-changes.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { Changer, ENTRY, REACT, REACT_TO_ANY } from '../support/message-changes.ts';
import { nested } from '../support/graphql.ts';
import { object, Room } from '../support/room.ts';
import { unitsOf, Watch, writesIn } from './watch.ts';

const clock = new ManualClock(instantOf(Date.now()));
const watch = new Watch();

await describeOnApi('changing a message', { ...watch.options, clock }, (api) => {
  let room: Room;
  let scribe: Scribe;
  let message: Message;
  let change: Changer;

  const begin = async (wish: Parameters<typeof Room.open>[2] = {}) => {
    room = await Room.open(api, clock.now(), wish);
    scribe = new Scribe(api.stores, clock, room.id);
    message = await scribe.say(room.ann);
    change = new Changer(api, messageId(message));
  };
  beforeEach(() => begin());

  const decide = async (decision: Decision) =>
    granted(
      await changeChatSession(changingOn(api.stores, clock), {
        sessionId: room.id,
        by: room.ann,
        about: [room.bob],
        decision,
      }),
    );
  const stored = () => api.item('chat', slotKey(room.id, message.seq));
  const lastSeq = async () => (await api.stores.sessionLog.standing(room.id, room.ann))?.lastSeq;

  describe('a reaction', () => {
    it('asks what it rests on, a position, the change and what is shown, in this order and nothing else', async () => {
      await change.react(room.ann);
      const seen = await watch.during(() => change.react(room.bob));
      expect(seen.steps.filter((step) => !step.startsWith('None'))).toEqual([
        'Chat BatchGetItem',
        'Chat UpdateItem',
        'Chat TransactWriteItems',
        'Chat BatchGetItem',
      ]);
      expect(unitsOf(seen)).toEqual({ read: 5, write: 7 });
    });

    it.each([2, 50, 1000])('costs the same among %d members', async (members) => {
      const memberIds = Array.from({ length: members - 2 }, (_, at) => `member-${at}`);
      const bob = aUser('bob');
      await begin({ kind: 'PUBLIC', memberIds: [bob, ...memberIds] });
      const seen = await watch.during(() => change.react(bob));
      expect(seen.operations).toHaveLength(4);
      expect(unitsOf(seen)).toEqual({ read: 5, write: 7 });
    });

    it('is told with the message as it is then', async () => {
      await change.react(room.ann, '🎉');
      expect(object(await change.react(room.bob), 'addReaction')).toMatchObject({
        sessionId: room.id,
        seq: 3,
        kind: 'MESSAGE_CHANGED',
        change: 'REACTION_ADDED',
        actorId: room.bob,
        createdAt: toIso(clock.now()),
        message: {
          id: messageId(message),
          version: 3,
          reactions: [
            { emoji: '🎉', count: 1 },
            { emoji: '👍', count: 1 },
          ],
        },
      });
    });

    it('that is there already, or is not there, takes no position and writes nothing', async () => {
      await change.react(room.bob);
      for (const again of [() => change.react(room.bob), () => change.unreact(room.bob, '🎉')]) {
        const seen = await watch.during(again);
        expect(Object.values(seen.outcome.data ?? {})).toEqual([null]);
        expect(seen.outcome.errors ?? []).toEqual([]);
        expect(writesIn(seen)).toEqual([]);
        expect(seen.operations).toHaveLength(1);
      }
      expect(await lastSeq()).toBe(2);
    });

    it('leaves neither a count of 0 nor an empty map', async () => {
      await change.react(room.ann);
      await change.react(room.bob);
      await change.unreact(room.ann);
      expect(await stored()).toMatchObject({ reactions: { '👍': 1 }, version: 4 });
      await change.unreact(room.bob);
      expect(await stored()).not.toHaveProperty('reactions');
      expect(await api.item('chat', reactionKey(messageId(message), room.bob))).not.toHaveProperty('emojis');
    });

    it('is of the right to post now, and is taken back without', async () => {
      await change.react(room.bob);
      await decide(muteMember(room.bob, later(clock.now(), 1_000)));
      expect(refusalsOf(await change.react(room.bob, '🎉'))).toEqual(['Muted']);
      expect(refusalsOf(await change.unreact(room.bob))).toEqual([]);
      clock.pass(1_000);
      await decide(freeze);
      expect(refusalsOf(await change.react(room.bob, '🎉'))).toEqual(['NotAllowed']);
      expect(refusalsOf(await change.react(room.ann, '🎉'))).toEqual([]);
    });

    it('is left by members on what happened in the session, too', async () => {
      const [told] = (await decide(freeze)).positions;
      const messageId = `${room.id}.${told ?? 0}`;
      const event = new Changer(api, messageId);
      const reacted = await api.execute(room.ann, REACT_TO_ANY, { messageId, emoji: '👍' });
      expect(valueAt(reacted, 'addReaction', 'message', 'content', 'system', 'event')).toBe('SESSION_FROZEN');
      // Subscribers are told what is selected: without what happened, they would be told a blank in its place.
      expect(refusalsOf(await event.react(room.bob))).toEqual(['SelectionIncomplete']);
      expect(refusalsOf(await event.edit(room.ann, 'x'))).toEqual(['NotAllowed']);
      expect(refusalsOf(await event.delete(room.ann))).toEqual(['NotAllowed']);
    });

    it('says nothing of who wrote an anonymous message, were it its author', async () => {
      const secret = await scribe.say(room.bob, { alias: 'Anonymous 1' });
      const changer = new Changer(api, messageId(secret));
      expect(valueAt(await changer.react(room.bob), 'addReaction', 'actorId')).toBe(room.bob);
      const edited = await changer.edit(room.bob, 'another');
      expect(valueAt(edited, 'editMessage', 'actorId')).toBe('#Anonymous 1');
      expect(JSON.stringify(edited.data).split(room.bob)).toHaveLength(1);
      expect(valueAt(await changer.delete(room.bob), 'deleteMessage', 'actorId')).toBe('#Anonymous 1');
    });

    it('must select all that subscribers are told', async () => {
      for (const field of messageUpdateFragment.filter((path) => path.split('/').length === 1 && path !== 'message')) {
        const partial = REACT.replace(ENTRY, ENTRY.replace(field, ''));
        const answer = await api.execute(room.bob, partial, { messageId: messageId(message), emoji: '👍' });
        expect(refusalsOf(answer), field).toEqual(['SelectionIncomplete']);
      }
      expect(await lastSeq()).toBe(1);
    });

    it('must select what the message carries, and may leave out what it does not', async () => {
      const least = nested(updateFragmentOf({ kind: 'TEXT', answers: false, isThreaded: false }));
      const react = REACT.replace(ENTRY, least);
      expect(refusalsOf(await api.execute(room.bob, react, { messageId: messageId(message), emoji: '👍' }))).toEqual(
        [],
      );
      const formula = await scribe.say(room.bob, { content: { kind: 'MATH_FORMULA', text: 'x^2' } });
      const answer = await api.execute(room.bob, react, { messageId: messageId(formula), emoji: '👍' });
      expect(refusalsOf(answer)).toEqual(['SelectionIncomplete']);
      expect(answer.errors?.[0]?.errorInfo).toEqual({
        missing: ['message/content/formula', 'message/content/formula/tex'],
      });
    });
  });

  describe('an edit', () => {
    it('replaces the text, keeps the earlier one for moderators, and says when', async () => {
      clock.pass(1_000);
      const seen = await watch.during(() => change.edit(room.ann, 'another'));
      expect(object(seen.outcome, 'editMessage')).toMatchObject({
        seq: 2,
        change: 'EDITED',
        message: { version: 2, content: { text: 'another' }, editedAt: toIso(clock.now()) },
      });
      expect(unitsOf(seen)).toEqual({ read: 4, write: 7 });
      const HISTORY = `query H($id: ID!) { editHistory(messageId: $id) { edition replacedAt content { text } } }`;
      const history = (who: string) => api.execute(who, HISTORY, { id: messageId(message) });
      expect(valueAt(await history(room.ann), 'editHistory')).toEqual([
        { edition: 1, replacedAt: toIso(clock.now()), content: { text: 'hello' } },
      ]);
      expect(refusalsOf(await history(room.bob))).toEqual(['NotAllowed']);
      await change.delete(room.ann);
      expect(valueAt(await history(room.ann), 'editHistory')).toEqual([]);
    });

    it('with the same content changes nothing', async () => {
      expect(await change.edit(room.ann, 'hello')).toEqual({ data: { editMessage: null } });
      expect(await lastSeq()).toBe(1);
    });

    it('is possible for 30 minutes, and so often as contents are kept', async () => {
      clock.pass(Durations.editWindow);
      for (let at = 0; at < Limits.editions; at += 1) {
        expect(refusalsOf(await change.edit(room.ann, `edit ${at}`))).toEqual([]);
      }
      const tooMany = await change.edit(room.ann, 'once more');
      expect(tooMany.errors).toMatchObject([{ errorType: 'EditWindowOver', errorInfo: { limit: Limits.editions } }]);
      clock.pass(1);
      expect(refusalsOf(await change.edit(room.ann, 'late'))).toEqual(['EditWindowOver']);
      expect(refusalsOf(await change.delete(room.ann))).toEqual([]);
      expect(await api.stores.messageChanges.editions(message)).toEqual([]);
    });
  });

  describe('a deletion', () => {
    it('is by the sender while muted or frozen, and by those who moderate', async () => {
      const own = await scribe.say(room.bob);
      await decide(freeze);
      await decide(muteMember(room.bob, later(clock.now(), 1_000)));
      expect(refusalsOf(await change.delete(room.bob))).toEqual(['NotAllowed']);
      expect(refusalsOf(await new Changer(api, messageId(own)).delete(room.bob))).toEqual([]);
      await decide(changeMemberRole(room.bob, 'MODERATOR'));
      expect(object(await change.delete(room.bob), 'deleteMessage')).toMatchObject({
        change: 'DELETED',
        actorId: room.bob,
        message: { content: null, deletedAt: toIso(clock.now()), reactions: [], mentions: [] },
      });
      expect(await change.delete(room.ann)).toEqual({ data: { deleteMessage: null } });
    });

    it('of a reply lowers the count of its thread, and shows the thread as it is then', async () => {
      const replies = [];
      for (const who of [room.ann, room.bob]) replies.push(await scribe.say(who, { threadRoot: message.seq }));
      const [reply = message] = replies;
      const deleted = await new Changer(api, messageId(reply)).delete(room.ann);
      expect(valueAt(deleted, 'deleteMessage', 'message', 'thread')).toMatchObject({ replyCount: 1, version: 4 });
      expect(await stored()).toMatchObject({ replyCount: 1, version: 4 });
    });

    it('of a direct session is by the sender alone', async () => {
      const bob = aUser('bob');
      await begin({ kind: 'DIRECT', name: null, memberIds: [bob] });
      expect(refusalsOf(await change.delete(bob))).toEqual(['NotAllowed']);
      expect(refusalsOf(await change.delete(room.ann))).toEqual([]);
    });
  });

  it('a deleted message takes neither edits nor reactions', async () => {
    await change.react(room.bob);
    await change.delete(room.ann);
    for (const answer of [
      await change.edit(room.ann, 'x'),
      await change.react(room.ann),
      await change.unreact(room.bob),
    ]) {
      expect(refusalsOf(answer)).toEqual(['MessageNotFound']);
    }
  });
});
