import { beforeAll, describe, expect, it } from 'vitest';
import { ConcurrentChange } from '../../application/ports/chat-sessions.ts';
import { appendMessage } from '../../application/session-log/append-message.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { aLesson } from '../builders/lessons.ts';
import { ManualClock, noon } from '../builders/manual-clock.ts';
import { aDraft } from '../builders/messages.ts';
import { aSessionId, aUser, user } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

const afternoon = later(noon, 3_600_000);
const asMessage = { as: 'message', accessVersion: 0 } as const;

/** What every `ChatSessions` adapter promises about sessions that change. */
export function changedChatSessionsContract(adapter: string, open: OpenStores): void {
  describe(`ChatSessions that change, on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    const found = async (id: SessionId): Promise<ChatSession> => {
      const session = await stores.chatSessions.find(id);
      if (session === undefined) throw new Error('unable to go on; the session is not there');
      return session;
    };
    const savedLesson = async () => {
      const lesson = aLesson();
      const session = granted(ChatSession.openForLesson(aSessionId(), lesson, noon));
      await stores.chatSessions.save(session);
      return { lesson, id: session.id };
    };

    it('finds the lesson a session is for, and how far it has followed it', async () => {
      const { lesson, id } = await savedLesson();
      const { state } = (await found(id)).changes();
      expect(state.lesson).toEqual({ lessonId: lesson.id, courseId: lesson.courseId, version: 1 });
    });

    it('archives a session: no position is given any more, and all of it can still be read', async () => {
      const session = aChatSession();
      await stores.chatSessions.save(session);
      const [first] = session.changes().state.members;
      await appendMessage(stores.sessionLog, new ManualClock(), aDraft(session.id, first!.userId), 0);

      await stores.chatSessions.save((await found(session.id)).archive(afternoon));
      expect(await stores.sessionLog.reserve(session.id, afternoon, asMessage)).toEqual({ kind: 'readOnly' });
      expect(await stores.sessionLog.standing(session.id, first!.userId)).toMatchObject({
        status: 'ARCHIVED',
        lastSeq: 1,
        lastActivityAt: noon,
      });
      expect((await stores.directory.views(first!.userId, [session.id]))[0]).toMatchObject({ status: 'ARCHIVED' });
      expect((await stores.sessionLog.slotsAfter(session.id, seqOf(0), 10)).entries).toHaveLength(1);

      await stores.chatSessions.save((await found(session.id)).unarchive(afternoon));
      expect(await stores.sessionLog.reserve(session.id, afternoon, asMessage)).toEqual({ kind: 'reserved', seq: 2 });
    });

    it('lets in new members and leaves the others their pointers', async () => {
      const { lesson, id } = await savedLesson();
      const [student, newcomer] = [lesson.studentIds[0]!, aUser('newcomer')];
      await stores.sessionLog.advanceReadPointer(id, student, { lastReadSeq: seqOf(7), readAt: noon });

      const next = { ...lesson, version: 2, studentIds: [student, newcomer], subject: 'Geometry' };
      await stores.chatSessions.save(granted((await found(id)).followLesson(next, afternoon)));

      expect(await stores.sessionLog.standing(id, student)).toMatchObject({ role: 'MEMBER', lastReadSeq: 7 });
      expect(await stores.sessionLog.standing(id, newcomer)).toMatchObject({ role: 'MEMBER', lastReadSeq: 0 });
      expect(await stores.directory.views(newcomer, [id])).toMatchObject([{ name: 'Geometry', memberCount: 3 }]);
      const { state } = (await found(id)).changes();
      expect(state.lesson?.version).toBe(2);
      expect(state.members.find(({ userId }) => userId === newcomer)?.joinedAt).toBe(afternoon);
    });

    it('lets in as many at once as a lesson ever does', async () => {
      const { lesson, id } = await savedLesson();
      const studentIds = Array.from({ length: 100 }, (_, at) => user(`student-${at}`));
      const before = await found(id);
      const session = granted(
        before.archive(noon).followLesson({ ...lesson, version: 2, studentIds, subject: 'Geometry' }, noon),
      );
      await stores.chatSessions.save(session);
      expect((await found(id)).changes().state.members).toHaveLength(92);
    });

    it('saves the events of each change beside those before', async () => {
      const { lesson, id } = await savedLesson();
      const version = (n: number) => ({ ...lesson, version: n });
      await stores.chatSessions.save((await found(id)).cancelLesson(version(2), noon));
      await stores.chatSessions.save(granted((await found(id)).followLesson(version(3), noon)));
      await stores.chatSessions.save((await found(id)).cancelLesson(version(4), noon));
      expect(await stores.waitingEvents(id)).toEqual([
        'ChatSessionCreated',
        'ChatSessionArchived',
        'ChatSessionUnarchived',
        'ChatSessionArchived',
      ]);
    });

    it('refuses a change that rests on what is no longer so, and keeps nothing of it', async () => {
      const { lesson, id } = await savedLesson();
      const [mine, theirs] = [await found(id), await found(id)];
      await stores.chatSessions.save(theirs.cancelLesson({ ...lesson, version: 3 }, noon));

      const late = aUser('late');
      const change = granted(mine.followLesson({ ...lesson, version: 2, studentIds: [late] }, noon));
      await expect(stores.chatSessions.save(change)).rejects.toThrow(ConcurrentChange);
      expect(await stores.sessionLog.standing(id, late)).toBeUndefined();
      expect((await found(id)).changes().state).toMatchObject({ status: 'ARCHIVED', lesson: { version: 3 } });
    });

    it('lets one of two changes at the same time win', async () => {
      const { lesson, id } = await savedLesson();
      const [one, two] = [await found(id), await found(id)];
      const outcomes = await Promise.allSettled([
        stores.chatSessions.save(one.cancelLesson({ ...lesson, version: 2 }, noon)),
        stores.chatSessions.save(two.cancelLesson({ ...lesson, version: 3 }, noon)),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const lost = outcomes.find(({ status }) => status === 'rejected');
      expect(lost).toMatchObject({ reason: { name: 'ConcurrentChange' } });
    });

    it('refuses to change what was never saved', async () => {
      const { state } = aChatSession().changes();
      const change = ChatSession.restore(state, 1).archive(noon);
      await expect(stores.chatSessions.save(change)).rejects.toThrow(ConcurrentChange);
      expect(await stores.chatSessions.find(state.id)).toBeUndefined();
    });
  });
}
