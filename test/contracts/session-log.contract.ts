import { beforeAll, describe, expect, it } from 'vitest';
import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Message } from '../../domain/message/message.ts';
import { messageAt } from '../../domain/message/message.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { seqOf, seqZero } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { aDraft } from '../builders/messages.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

const [one, two, three] = [seqOf(1), seqOf(2), seqOf(3)];

/** The promises every `SessionLog` adapter keeps, step by step. What is made of the steps is tested in another contract. */
export function sessionLogContract(adapter: string, open: OpenStores): void {
  describe(`SessionLog on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    /** A session of two in which nothing was said. */
    async function aSavedSession(): Promise<{ session: ChatSession; ann: UserId; bob: UserId }> {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
      return { session, ann, bob };
    }

    /** Reserves the next position for a message and writes it there. */
    async function say(
      session: ChatSession,
      sender: UserId,
      text = 'hello',
      clientMessageId?: string,
    ): Promise<Message> {
      const message = await reserve(session, sender, text, clientMessageId);
      expect(await stores.sessionLog.write(message)).toEqual({ kind: 'written' });
      return message;
    }

    async function reserve(
      session: ChatSession,
      sender: UserId,
      text = 'hello',
      clientMessageId?: string,
    ): Promise<Message> {
      const draft = aDraft(session.id, sender, { text, ...(clientMessageId === undefined ? {} : { clientMessageId }) });
      const seq = await stores.sessionLog.reserve(session.id, noon);
      if (seq === undefined) throw new Error('unable to go on; no position was reserved');
      return messageAt(draft, seq, noon);
    }

    describe('standing', () => {
      it('shows a member how they and their session stand', async () => {
        const { session, ann } = await aSavedSession();
        expect(await stores.sessionLog.standing(session.id, ann)).toEqual({
          kind: 'GROUP',
          status: 'ACTIVE',
          lastSeq: 0,
          lastActivityAt: noon,
          role: 'OWNER',
          lastReadSeq: 0,
        });
      });

      it('answers the same to someone else as for a session that never was', async () => {
        const { session, ann } = await aSavedSession();
        expect(await stores.sessionLog.standing(session.id, aUser('eve'))).toBeUndefined();
        expect(await stores.sessionLog.standing(aSessionId(), ann)).toBeUndefined();
      });
    });

    describe('reserve', () => {
      it('hands out 1, 2, 3 … to any number of writers at once', async () => {
        const { session, ann } = await aSavedSession();
        const taken = await Promise.all(Array.from({ length: 20 }, () => reserve(session, ann)));
        expect(taken.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
          Array.from({ length: 20 }, (_, at) => at + 1),
        );
      });

      it('counts as the last activity, and as where the newest message is to be looked for', async () => {
        const { session, ann } = await aSavedSession();
        const at = later(noon, 4_000);
        await stores.sessionLog.reserve(session.id, noon);
        await stores.sessionLog.reserve(session.id, at);
        const [view] = await stores.directory.views(ann, [session.id]);
        expect(view).toMatchObject({ lastSeq: 2, lastMessageSeq: 2, lastActivityAt: at });
        expect(await stores.sessionLog.standing(session.id, ann)).toMatchObject({ lastSeq: 2, lastActivityAt: at });
      });

      it('takes no position in a session that never was', async () => {
        expect(await stores.sessionLog.reserve(aSessionId(), noon)).toBeUndefined();
      });
    });

    describe('write', () => {
      it('puts the message at its position, exactly as it was typed', async () => {
        const { session, ann } = await aSavedSession();
        const text = ' <b>ça va?</b> 👩‍👩‍👧 \u202e \n';
        const message = await say(session, ann, text, 'a#b:c__proto__ ü');
        expect(await stores.sessionLog.entryAt(session.id, one)).toEqual({
          kind: 'MESSAGE',
          seq: 1,
          at: noon,
          message,
        });
      });

      it('keeps the name of the sender', async () => {
        const { session, ann } = await aSavedSession();
        const draft = aDraft(session.id, ann, { senderName: 'Ann' });
        await stores.sessionLog.write(messageAt(draft, one, noon));
        expect(await stores.sessionLog.entryAt(session.id, one)).toMatchObject({ message: { senderName: 'Ann' } });
      });

      it('names the position that the same client message id has, and writes nothing', async () => {
        const { session, ann } = await aSavedSession();
        await say(session, ann, 'first', 'same');
        const again = await reserve(session, ann, 'first', 'same');
        expect(await stores.sessionLog.write(again)).toEqual({ kind: 'claimed', seq: 1 });
        expect(await stores.sessionLog.entryAt(session.id, again.seq)).toBeUndefined();
      });

      it('lets two senders, and two sessions, use the same client message id', async () => {
        const { session, ann, bob } = await aSavedSession();
        await say(session, ann, 'mine', 'same');
        await say(session, bob, 'mine too', 'same');
        const other = aChatSession({ creator: ann });
        await stores.chatSessions.save(other);
        await say(other, ann, 'elsewhere', 'same');
      });

      it('does not write where a position was sealed, and claims nothing', async () => {
        const { session, ann } = await aSavedSession();
        const late = await reserve(session, ann, 'late', 'mine');
        await stores.sessionLog.seal(session.id, [late.seq], noon);
        expect(await stores.sessionLog.write(late)).toEqual({ kind: 'taken' });
        expect(await say(session, ann, 'late', 'mine')).toMatchObject({ seq: 2 });
      });

      it('lets one of many writers of the same client message id through', async () => {
        const { session, ann } = await aSavedSession();
        const rivals = await Promise.all(Array.from({ length: 8 }, () => reserve(session, ann, 'once', 'same')));
        const outcomes = await Promise.all(rivals.map((message) => stores.sessionLog.write(message)));
        expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(1);
        expect(outcomes.filter(({ kind }) => kind === 'taken')).toEqual([]);
      });
    });

    describe('slotsAfter', () => {
      it('lists what stands after a position, in order, and says when that is all', async () => {
        const { session, ann } = await aSavedSession();
        for (const text of ['a', 'b', 'c']) await say(session, ann, text);

        const all = await stores.sessionLog.slotsAfter(session.id, seqZero, 10);
        expect(all.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
        expect(all.exhausted).toBe(true);
        const some = await stores.sessionLog.slotsAfter(session.id, one, 1);
        expect(some.entries.map(({ seq }) => seq)).toEqual([2]);
        expect(some.exhausted).toBe(false);
        expect(await stores.sessionLog.slotsAfter(session.id, three, 10)).toEqual({ entries: [], exhausted: true });
      });

      it('keeps number order beyond any number of digits', async () => {
        const { session, ann } = await aSavedSession();
        for (let said = 0; said < 11; said += 1) await say(session, ann);
        const { entries } = await stores.sessionLog.slotsAfter(session.id, seqOf(8), 10);
        expect(entries.map(({ seq }) => seq)).toEqual([9, 10, 11]);
      });

      it('leaves out what was reserved and not written', async () => {
        const { session, ann } = await aSavedSession();
        await reserve(session, ann);
        await say(session, ann);
        const { entries } = await stores.sessionLog.slotsAfter(session.id, seqZero, 10);
        expect(entries.map(({ seq }) => seq)).toEqual([2]);
      });
    });

    describe('seal', () => {
      it('declares positions empty for ever and leaves written ones alone', async () => {
        const { session, ann } = await aSavedSession();
        const message = await say(session, ann);
        const hole = await reserve(session, ann);
        const at = later(noon, 9_000);
        await stores.sessionLog.seal(session.id, [message.seq, hole.seq], at);
        await stores.sessionLog.seal(session.id, [hole.seq], later(at, 1));
        const { entries } = await stores.sessionLog.slotsAfter(session.id, seqZero, 10);
        expect(entries).toEqual([
          { kind: 'MESSAGE', seq: 1, at: noon, message },
          { kind: 'VOID', seq: 2, at },
        ]);
      });
    });

    describe('the read pointer', () => {
      it('moves forward and never back', async () => {
        const { session, ann } = await aSavedSession();
        const [first, second] = [
          { lastReadSeq: two, readAt: noon },
          { lastReadSeq: three, readAt: later(noon, 5) },
        ];
        const { sessionLog } = stores;
        expect(await sessionLog.advanceReadPointer(session.id, ann, second)).toEqual(second);
        expect(await sessionLog.advanceReadPointer(session.id, ann, first)).toEqual(second);
        expect(await sessionLog.advanceReadPointer(session.id, ann, { ...second, readAt: later(noon, 9) })).toEqual(
          second,
        );
        expect(await sessionLog.standing(session.id, ann)).toMatchObject({ lastReadSeq: 3 });
      });

      it('ends at the furthest of many moves at once', async () => {
        const { session, ann } = await aSavedSession();
        const moves = [4, 9, 2, 7, 9, 1, 5].map(seqOf);
        await Promise.all(
          moves.map((lastReadSeq) =>
            stores.sessionLog.advanceReadPointer(session.id, ann, { lastReadSeq, readAt: noon }),
          ),
        );
        expect(await stores.sessionLog.standing(session.id, ann)).toMatchObject({ lastReadSeq: 9 });
      });

      it('makes nobody a member', async () => {
        const { session } = await aSavedSession();
        const eve = aUser('eve');
        const to = { lastReadSeq: one, readAt: noon };
        expect(await stores.sessionLog.advanceReadPointer(session.id, eve, to)).toBeUndefined();
        expect(await stores.sessionLog.advanceReadPointer(aSessionId(), eve, to)).toBeUndefined();
        expect(await stores.sessionLog.standing(session.id, eve)).toBeUndefined();
      });
    });
  });
}
