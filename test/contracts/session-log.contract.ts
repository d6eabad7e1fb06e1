import { beforeAll, describe, expect, it } from 'vitest';
import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { MessageDraft, SentMessage } from '../../domain/message/message.ts';
import { messageAt } from '../../domain/message/message.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { seqOf, seqZero } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { aFileId, withItsFile } from '../builders/files.ts';
import { aDraft, aPosition, everyContent } from '../builders/messages.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { savedSession } from './saved-session.ts';
import type { OpenStores, Stores } from './stores.ts';

const [one, two, three] = [seqOf(1), seqOf(2), seqOf(3)];
const both = ['MESSAGE', 'VOID'];
const asMessage = { as: 'message', accessVersion: 0 } as const;

/** The promises every `SessionLog` adapter keeps, step by step. What is made of the steps is tested in another contract. */
export function sessionLogContract(adapter: string, open: OpenStores): void {
  describe(`SessionLog on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    const aSavedSession = () => savedSession(stores);

    /** Reserves the next position for a message and writes it there. */
    async function say(
      session: ChatSession,
      sender: UserId,
      text = 'hello',
      clientMessageId?: string,
    ): Promise<SentMessage> {
      const message = await reserve(session, sender, text, clientMessageId);
      expect(await stores.sessionLog.write(message)).toEqual({ kind: 'written' });
      return message;
    }

    async function reserve(
      session: ChatSession,
      sender: UserId,
      text = 'hello',
      clientMessageId?: string,
    ): Promise<SentMessage> {
      const draft = aDraft(session.id, sender, { text, ...(clientMessageId === undefined ? {} : { clientMessageId }) });
      return placed(draft);
    }

    const placed = async (draft: MessageDraft): Promise<SentMessage> =>
      messageAt(draft, await aPosition(stores.sessionLog, draft.sessionId, noon), noon);

    it('shows nothing of a message whose time is over, and what is kept', async () => {
      const { session, ann } = await aSavedSession();
      const kept = { retentionDays: 3_650 };
      // The stores go by clocks of their own, none of which is a month behind.
      const drafts = [aDraft(session.id, ann, { retentionDays: 1 }), aDraft(session.id, ann, kept)];
      for (const draft of drafts) {
        const seq = await aPosition(stores.sessionLog, session.id, noon);
        await stores.sessionLog.write(messageAt(draft, seq, later(noon, -30 * 86_400_000)));
      }
      const { sessionLog } = stores;
      expect((await sessionLog.entriesAt(session.id, [one, two])).map(({ kind }) => kind).sort()).toEqual(both);
      expect((await sessionLog.slotsAfter(session.id, seqZero, 9)).entries.map(({ kind }) => kind).sort()).toEqual(
        both,
      );
      expect(await sessionLog.entryAt(session.id, one)).toMatchObject({ kind: 'VOID', seq: 1 });
      expect(await stores.messageChanges.basis(session.id, one, ann)).toBeUndefined();
      expect(await stores.messageChanges.basis(session.id, two, ann)).toBeDefined();
      expect(await sessionLog.entryAt(session.id, two)).toMatchObject({
        message: { expiresAt: later(noon, 3_620 * 86_400_000) },
      });
    });

    describe('standing', () => {
      it('shows a member how they and their session stand', async () => {
        const { session, ann } = await aSavedSession();
        expect(await stores.sessionLog.standing(session.id, ann)).toEqual({
          kind: 'GROUP',
          status: 'ACTIVE',
          isFrozen: false,
          isClosed: false,
          allowAnonymous: false,
          slowModeSeconds: 0,
          retentionDays: 0,
          memberCount: 2,
          accessVersion: 0,
          lastSeq: 0,
          lastActivityAt: noon,
          role: 'OWNER',
          mutedUntil: null,
          alias: expect.toBeOneOf([null, expect.any(String)]),
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
        await stores.sessionLog.reserve(session.id, noon, asMessage);
        await stores.sessionLog.reserve(session.id, at, asMessage);
        const [view] = await stores.directory.views(ann, [session.id]);
        expect(view).toMatchObject({ lastSeq: 2, lastMessageSeq: 2, lastActivityAt: at });
        expect(await stores.sessionLog.standing(session.id, ann)).toMatchObject({ lastSeq: 2, lastActivityAt: at });
      });

      it('does not look for the newest message where a reply or a change stands', async () => {
        const { session, ann } = await aSavedSession();
        const { sessionLog, directory } = stores;
        const at = later(noon, 4_000);
        await sessionLog.reserve(session.id, noon, asMessage);
        await sessionLog.reserve(session.id, noon, { as: 'aside', accessVersion: 0 });
        expect(await sessionLog.reserve(session.id, at, { as: 'change' })).toEqual({ kind: 'reserved', seq: 3 });
        const [view] = await directory.views(ann, [session.id]);
        expect(view).toMatchObject({ lastSeq: 3, lastMessageSeq: 1, lastActivityAt: at });
      });

      it('takes no position for a message or a change of one that rests on rights since lost', async () => {
        const { session, ann } = await aSavedSession();
        for (const as of ['message', 'aside'] as const) {
          const reserved = await stores.sessionLog.reserve(session.id, noon, { as, accessVersion: 1 });
          expect(reserved).toEqual({ kind: 'overtaken' });
        }
        expect(await stores.sessionLog.standing(session.id, ann)).toMatchObject({ lastSeq: 0 });
      });

      it('takes no position in a session that never was', async () => {
        const reservations = [asMessage, { as: 'aside', accessVersion: 0 }, { as: 'change' }] as const;
        for (const reservation of reservations) {
          expect(await stores.sessionLog.reserve(aSessionId(), noon, reservation)).toEqual({ kind: 'gone' });
        }
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

      it.each(everyContent)('keeps all that %s holds', async (_, content) => {
        const { session, ann } = await aSavedSession();
        const said = await withItsFile(stores.attachments, ann, content, aFileId(session.id));
        const message = await placed(aDraft(session.id, ann, { content: said }));
        await stores.sessionLog.write(message);
        expect(await stores.sessionLog.entryAt(session.id, one)).toEqual({
          kind: 'MESSAGE',
          seq: 1,
          at: noon,
          message,
        });
      });

      it('keeps the alias, whom it mentions and what it answers', async () => {
        const { session, ann, bob } = await aSavedSession();
        await say(session, bob);
        const draft = aDraft(session.id, ann, { alias: 'Anonymous 4f9c2a', mentions: [bob], replyTo: one });
        const message = await placed(draft);
        await stores.sessionLog.write(message);
        const entry = await stores.sessionLog.entryAt(session.id, two);
        expect(entry).toMatchObject({ message: { alias: 'Anonymous 4f9c2a', mentions: [bob], replyTo: 1 } });
        expect(entry).toMatchObject({ message });
      });

      it('counts each reply at the message that starts its thread, and how often that one changed', async () => {
        const { session, ann, bob } = await aSavedSession();
        await say(session, ann);
        const replies = await Promise.all([1, 2, 3].map(() => placed(aDraft(session.id, bob, { threadRoot: one }))));
        // Transactions that meet at the root are told so, and come again.
        const write = async (reply: SentMessage): Promise<void> => {
          while ((await stores.sessionLog.write(reply)).kind === 'conflict');
        };
        await Promise.all(replies.map(write));
        expect(await stores.sessionLog.entryAt(session.id, one)).toMatchObject({
          message: { version: 4, edition: 1, thread: { replyCount: 3, lastReplyAt: noon } },
        });
        const reply = await stores.sessionLog.entryAt(session.id, two);
        expect(reply).toMatchObject({ message: { threadRoot: 1, thread: null, version: 1 } });
      });

      it('writes no reply to what starts no thread: nothing yet, a void, a reply', async () => {
        const { session, ann, bob } = await aSavedSession();
        const { sessionLog } = stores;
        await say(session, ann);
        await sessionLog.write(await placed(aDraft(session.id, bob, { threadRoot: one })));
        const sealed = await aPosition(sessionLog, session.id, noon);
        await sessionLog.seal(session.id, [sealed], noon);
        for (const threadRoot of [two, sealed, seqOf(99)]) {
          const reply = await placed(aDraft(session.id, bob, { threadRoot, clientMessageId: 'mine' }));
          expect(await sessionLog.write(reply)).toEqual({ kind: 'rootGone' });
          expect(await sessionLog.entryAt(session.id, reply.seq)).toBeUndefined();
        }
        expect(await say(session, bob, 'elsewhere', 'mine')).toMatchObject({ seq: 7 });
      });

      it('counts a reply once, however often it is sent', async () => {
        const { session, ann, bob } = await aSavedSession();
        await say(session, ann);
        const twice = { threadRoot: one, clientMessageId: 'same' };
        await stores.sessionLog.write(await placed(aDraft(session.id, bob, twice)));
        const again = await placed(aDraft(session.id, bob, twice));
        expect(await stores.sessionLog.write(again)).toEqual({ kind: 'claimed', seq: 2 });
        expect(await stores.sessionLog.entryAt(session.id, one)).toMatchObject({
          message: { thread: { replyCount: 1 } },
        });
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

    describe('entries at positions', () => {
      it('are what stands there, as much as was asked for', async () => {
        const { session, ann } = await aSavedSession();
        const message = await say(session, ann);
        const hole = await reserve(session, ann);
        await stores.sessionLog.seal(session.id, [hole.seq], noon);
        const found = await stores.sessionLog.entriesAt(session.id, [hole.seq, one, three]);
        expect([...found].sort((a, b) => a.seq - b.seq)).toEqual([
          { kind: 'MESSAGE', seq: 1, at: noon, message },
          { kind: 'VOID', seq: 2, at: noon },
        ]);
        expect(await stores.sessionLog.entriesAt(session.id, [])).toEqual([]);
        expect(await stores.sessionLog.entriesAt(aSessionId(), [one])).toEqual([]);
      });
    });
  });
}
