import { beforeAll, describe, expect, it } from 'vitest';
import type { ChangeBasis, PlacedChange } from '../../application/ports/message-changes.ts';
import { appendMessage } from '../../application/session-log/append-message.ts';
import type { MessageEffect } from '../../domain/message/change.ts';
import type { SentContent } from '../../domain/message/content.ts';
import type { MessageDraft } from '../../domain/message/message.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { attachmentOf } from '../../domain/vocabulary/files.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aFile, aFileId, saved } from '../builders/files.ts';
import { noon } from '../builders/manual-clock.ts';
import { aDraft } from '../builders/messages.ts';
import { aUser } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

const clock = { now: () => noon };
const aPoll: SentContent = {
  kind: 'POLL',
  text: 'When?',
  poll: {
    options: ['now', 'later', 'never'],
    isMultiple: true,
    isAnonymous: false,
    closesAt: null,
    closedAt: null,
    voterCount: 0,
    votes: { o0: 0, o1: 0, o2: 0 },
  },
};
const pictures = Array.from('😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙🥲😋');

/** The promises every `MessageChanges` adapter keeps. */
export function messageChangesContract(adapter: string, open: OpenStores): void {
  describe(`MessageChanges on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    interface Place {
      readonly id: SessionId;
      readonly ann: UserId;
      readonly bob: UserId;
      readonly seq: Seq;
    }

    const aMessage = async (more: Partial<Pick<MessageDraft, 'content'>> = {}): Promise<Place> => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
      return { id: session.id, ann, bob, seq: await say(session.id, ann, more) };
    };

    const say = async (id: SessionId, who: UserId, more: Parameters<typeof aDraft>[2] = {}): Promise<Seq> => {
      const appended = await appendMessage(stores.sessionLog, clock, aDraft(id, who, more), 0);
      if (appended.kind !== 'appended') throw new Error(`unable to go on; the message ended ${appended.kind}`);
      return appended.message.seq;
    };

    const found = async ({ id, seq, ann }: Place, who = ann): Promise<ChangeBasis> => {
      const basis = await stores.messageChanges.basis(id, seq, who);
      if (basis === undefined) throw new Error('unable to go on; there is no message');
      return basis;
    };

    const placed = async (place: Place, who: UserId, effect: MessageEffect): Promise<PlacedChange> => {
      const basis = await found(place, who);
      const reserved = await stores.sessionLog.reserve(place.id, noon, { as: 'aside', accessVersion: 0 });
      if (reserved.kind !== 'reserved') throw new Error(`unable to go on; the reservation ended ${reserved.kind}`);
      const entry = {
        kind: 'MESSAGE_CHANGED',
        seq: reserved.seq,
        at: later(noon, 7),
        target: place.seq,
        change: effect.change,
        actorId: who,
      } as const;
      return { by: who, entry, basis, effect };
    };

    const change = async (place: Place, who: UserId, effect: MessageEffect) => {
      const wish = await placed(place, who, effect);
      return stores.messageChanges.write(place.id, wish);
    };

    const react = (emoji: string): MessageEffect => ({ change: 'REACTION_ADDED', emoji });
    const unreact = (emoji: string): MessageEffect => ({ change: 'REACTION_REMOVED', emoji });
    const remove: MessageEffect = { change: 'DELETED' };
    const edit = (text: string): MessageEffect => ({ change: 'EDITED', content: { kind: 'TEXT', text } });
    const vote = (before: readonly number[], after: readonly number[]): MessageEffect => ({
      change: 'VOTED',
      before,
      after,
    });

    it('find a message for members of its session alone, and no other entry', async () => {
      const place = await aMessage();
      expect(await found(place, place.bob)).toMatchObject({
        standing: { role: 'MEMBER' },
        message: { seq: place.seq, version: 1, reactions: {} },
        emojis: [],
        vote: [],
      });
      expect(await stores.messageChanges.basis(place.id, place.seq, aUser('eve'))).toBeUndefined();
      await change(place, place.bob, react('👍'));
      const { entries } = await stores.sessionLog.slotsAfter(place.id, place.seq, 1);
      const [told] = entries;
      expect(told).toMatchObject({ kind: 'MESSAGE_CHANGED', target: place.seq, actorId: place.bob });
      if (told) expect(await stores.messageChanges.basis(place.id, told.seq, place.ann)).toBeUndefined();
    });

    it('write nothing at a position that was given up', async () => {
      const place = await aMessage();
      const wish = await placed(place, place.bob, react('👍'));
      await stores.sessionLog.seal(place.id, [wish.entry.seq], noon);
      expect(await stores.messageChanges.write(place.id, wish)).toBe('taken');
      expect(await found(place, place.bob)).toMatchObject({ message: { version: 1, reactions: {} }, emojis: [] });
    });

    describe('reactions', () => {
      it('count by emoji, and go when the last of them is taken back', async () => {
        const place = await aMessage();
        expect(await change(place, place.ann, react('👍'))).toBe('written');
        expect(await change(place, place.bob, react('👍'))).toBe('written');
        expect(await change(place, place.bob, react('🎉'))).toBe('written');
        expect(await found(place, place.bob)).toMatchObject({
          message: { version: 4, reactions: { '👍': 2, '🎉': 1 } },
        });
        expect([...(await found(place, place.bob)).emojis].sort()).toEqual(['👍', '🎉'].sort());

        expect(await change(place, place.bob, unreact('👍'))).toBe('written');
        expect(await change(place, place.bob, unreact('🎉'))).toBe('written');
        expect((await found(place)).message.reactions).toEqual({ '👍': 1 });
        expect(await change(place, place.ann, unreact('👍'))).toBe('written');
        expect(await found(place)).toMatchObject({ message: { version: 7, reactions: {} }, emojis: [] });
        expect(await change(place, place.ann, react('🎉'))).toBe('written');
        expect((await found(place)).message.reactions).toEqual({ '🎉': 1 });
      });

      it('of one member count once, whichever device was first', async () => {
        const place = await aMessage();
        const [one, other] = [await placed(place, place.bob, react('👍')), await placed(place, place.bob, react('👍'))];
        expect(await stores.messageChanges.write(place.id, one)).toBe('written');
        expect(await stores.messageChanges.write(place.id, other)).toBe('overtaken');
        const [back, again] = [
          await placed(place, place.bob, unreact('👍')),
          await placed(place, place.bob, unreact('👍')),
        ];
        expect(await stores.messageChanges.write(place.id, back)).toBe('written');
        expect(await stores.messageChanges.write(place.id, again)).toBe('overtaken');
        expect((await found(place)).message.reactions).toEqual({});
      });

      it('never have more kinds than a message may, and more of those it has', async () => {
        const place = await aMessage();
        for (const emoji of pictures.slice(0, Limits.reactionKinds - 1)) {
          expect(await change(place, place.ann, react(emoji))).toBe('written');
        }
        const rivals = pictures.slice(Limits.reactionKinds - 1);
        expect(rivals).toHaveLength(3);
        const wishes = [];
        for (const emoji of rivals) wishes.push(await placed(place, place.bob, react(emoji)));
        const outcomes = [];
        for (const wish of wishes) outcomes.push(await stores.messageChanges.write(place.id, wish));
        expect(outcomes).toEqual(['written', 'overtaken', 'overtaken']);
        expect(await change(place, place.bob, react(pictures[0] ?? ''))).toBe('written');
        expect(Object.keys((await found(place)).message.reactions)).toHaveLength(Limits.reactionKinds);
      });

      it('of many members at once are all counted', async () => {
        const place = await aMessage();
        expect(await change(place, place.ann, react('👍'))).toBe('written');
        const users = Array.from({ length: 12 }, () => aUser('member'));
        const wishes = [];
        for (const user of users) {
          const { entry, basis } = await placed(place, place.ann, react('👍'));
          wishes.push({ by: user, entry, basis, effect: react('👍') });
        }
        const outcomes = await Promise.all(wishes.map((wish) => stores.messageChanges.write(place.id, wish)));
        const written = outcomes.filter((outcome) => outcome === 'written').length;
        expect(new Set(outcomes)).not.toContain('overtaken');
        expect((await found(place)).message.reactions).toEqual({ '👍': 1 + written });
      });
    });

    describe('edits', () => {
      it('keep what they replace, and lose to another edit that came first', async () => {
        const place = await aMessage();
        const [one, other] = [
          await placed(place, place.ann, edit('one')),
          await placed(place, place.ann, edit('other')),
        ];
        expect(await stores.messageChanges.write(place.id, one)).toBe('written');
        expect(await stores.messageChanges.write(place.id, other)).toBe('overtaken');
        expect(await change(place, place.ann, edit('two'))).toBe('written');
        const { message } = await found(place);
        expect(message).toMatchObject({ content: { text: 'two' }, edition: 3, version: 3, editedAt: later(noon, 7) });
        expect(await stores.messageChanges.editions(message)).toEqual([
          { edition: 1, content: { kind: 'TEXT', text: 'hello' }, replacedAt: later(noon, 7) },
          { edition: 2, content: { kind: 'TEXT', text: 'one' }, replacedAt: later(noon, 7) },
        ]);
      });

      it('of a caption leave the file', async () => {
        const { id, ann, bob } = await aMessage();
        const file = await saved(stores.attachments, aFile({ id: aFileId(id), ownerId: ann }));
        const attachment = attachmentOf(file.id, { ...file, attachedAs: null }, null);
        const seq = await say(id, ann, { content: { kind: 'IMAGE', text: 'look', attachment } });
        const place = { id, ann, bob, seq };
        const content = { kind: 'IMAGE', text: '', attachment } as const;
        expect(await change(place, place.ann, { change: 'EDITED', content })).toBe('written');
        const { message } = await found(place);
        expect(message.content).toEqual(content);
        expect(await stores.messageChanges.editions(message)).toMatchObject([
          { content: { text: 'look', attachment } },
        ]);
      });
    });

    describe('a deletion', () => {
      it('takes all content away, with every earlier one, once', async () => {
        const place = await aMessage();
        await change(place, place.ann, edit('one'));
        await change(place, place.bob, react('👍'));
        const [first, second] = [await placed(place, place.ann, remove), await placed(place, place.bob, remove)];
        const [late, slow] = [
          await placed(place, place.bob, react('🎉')),
          await placed(place, place.ann, edit('late')),
        ];
        expect(await stores.messageChanges.write(place.id, first)).toBe('written');
        for (const wish of [second, late, slow]) {
          expect(await stores.messageChanges.write(place.id, wish)).toBe('overtaken');
        }
        const { message } = await found(place);
        expect(message).toMatchObject({
          content: null,
          kind: 'TEXT',
          mentions: [],
          reactions: {},
          deletion: { at: later(noon, 7), by: place.ann },
          version: 4,
        });
        expect(await stores.messageChanges.editions(message)).toEqual([]);
      });

      it('loses to an edit that it did not know of, so that no content is left behind', async () => {
        const place = await aMessage();
        const early = await placed(place, place.ann, remove);
        await change(place, place.ann, edit('one'));
        expect(await stores.messageChanges.write(place.id, early)).toBe('overtaken');
      });

      it('of a reply is no longer counted where the thread begins', async () => {
        const place = await aMessage();
        const replies = [];
        for (const who of [place.ann, place.bob]) replies.push(await say(place.id, who, { threadRoot: place.seq }));
        const [reply = place.seq] = replies;
        expect(await change({ ...place, seq: reply }, place.ann, remove)).toBe('written');
        expect((await found(place)).message).toMatchObject({ version: 4, thread: { replyCount: 1 } });
        expect(await change(place, place.ann, remove)).toBe('written');
        expect(await change({ ...place, seq: replies[1] ?? reply }, place.bob, remove)).toBe('written');
        expect((await found(place)).message).toMatchObject({ content: null, thread: { replyCount: 0 } });
      });
    });

    describe('votes', () => {
      it('count by option and voter, are changed and taken back', async () => {
        const place = await aMessage({ content: aPoll });
        const poll = async () => {
          const { content } = (await found(place)).message;
          return content?.kind === 'POLL' ? content.poll : undefined;
        };
        expect(await change(place, place.ann, vote([], [0, 2]))).toBe('written');
        expect(await change(place, place.bob, vote([], [0]))).toBe('written');
        expect(await poll()).toMatchObject({ voterCount: 2, votes: { o0: 2, o1: 0, o2: 1 } });
        expect((await found(place)).vote).toEqual([0, 2]);
        expect(await change(place, place.ann, vote([0, 2], [1, 2]))).toBe('written');
        expect(await poll()).toMatchObject({ voterCount: 2, votes: { o0: 1, o1: 1, o2: 1 } });
        expect(await change(place, place.bob, vote([0], []))).toBe('written');
        expect(await poll()).toMatchObject({ voterCount: 1, votes: { o0: 0, o1: 1, o2: 1 } });
        expect((await found(place, place.bob)).vote).toEqual([]);
      });

      it('of one member count once, whichever device was first', async () => {
        const place = await aMessage({ content: aPoll });
        const [one, other] = [
          await placed(place, place.ann, vote([], [0])),
          await placed(place, place.ann, vote([], [1])),
        ];
        expect(await stores.messageChanges.write(place.id, one)).toBe('written');
        expect(await stores.messageChanges.write(place.id, other)).toBe('overtaken');
        expect(await change(place, place.ann, vote([1], [2]))).toBe('overtaken');
      });

      it('come too late for a poll that was closed, which is closed once', async () => {
        const place = await aMessage({ content: aPoll });
        const late = await placed(place, place.bob, vote([], [0]));
        const again = await placed(place, place.ann, { change: 'POLL_CLOSED' });
        expect(await change(place, place.ann, { change: 'POLL_CLOSED' })).toBe('written');
        expect(await stores.messageChanges.write(place.id, late)).toBe('overtaken');
        expect(await stores.messageChanges.write(place.id, again)).toBe('overtaken');
        expect((await found(place)).message).toMatchObject({ content: { poll: { closedAt: expect.any(String) } } });
      });
    });
  });
}
