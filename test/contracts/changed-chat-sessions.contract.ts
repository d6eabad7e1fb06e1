import { beforeAll, describe, expect, it } from 'vitest';
import { ConcurrentChange } from '../../application/ports/chat-sessions.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Decision } from '../../domain/chat-session/decision.ts';
import { archive, unarchive } from '../../domain/chat-session/decisions/archive.ts';
import { freeze } from '../../domain/chat-session/decisions/freeze.ts';
import { pinMessage } from '../../domain/chat-session/decisions/pin-message.ts';
import { updateSession } from '../../domain/chat-session/decisions/update-session.ts';
import { updateSettings } from '../../domain/chat-session/decisions/update-settings.ts';
import { cancelLesson, followLesson, openForLesson } from '../../domain/chat-session/lesson-session.ts';
import type { Lesson } from '../../domain/chat-session/lesson.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { aLesson } from '../builders/lessons.ts';
import { noon } from '../builders/manual-clock.ts';
import { aSessionId, anAlias, aUser, user } from '../builders/people.ts';
import { act, save, theWhole, toldIn } from '../builders/session-changes.ts';
import type { OpenStores, Stores } from './stores.ts';

const afternoon = later(noon, 3_600_000);

/** What every `ChatSessions` adapter promises about sessions that change; who comes and goes is in another contract. */
export function changedChatSessionsContract(adapter: string, open: OpenStores): void {
  describe(`ChatSessions that change, on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    const aGroup = async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const session = aChatSession({ creator: ann, memberIds: [bob], name: 'Algebra' });
      await stores.chatSessions.save(session);
      return { id: session.id, ann, bob };
    };
    const savedLesson = async () => {
      const lesson = aLesson();
      const session = granted(openForLesson(aSessionId(), lesson, noon, anAlias));
      await stores.chatSessions.save(session);
      return { lesson, id: session.id };
    };
    const followed = async (id: ChatSession['id'], lesson: Lesson) =>
      followLesson(await theWhole(stores, id), lesson, afternoon, anAlias);

    it('finds all that a session was changed to', async () => {
      const { id, ann } = await aGroup();
      const wish = {
        name: 'Geometry #1',
        description: 'Lines,\nand circles',
        avatarUrl: 'https://pictures.example/a.png?s=64',
        bannerUrl: 'https://pictures.example/b.png',
        tags: ['Maths', 'grade 7'],
      };
      const rules = { slowModeSeconds: 30, allowAnonymous: true, maxMembers: 40, allowedFileTypes: ['image/png'] };
      await act(stores, id, ann, updateSession(wish));
      await act(stores, id, ann, updateSettings(rules));
      await act(stores, id, ann, pinMessage(seqOf(7), afternoon));
      await act(stores, id, ann, freeze);
      expect((await theWhole(stores, id)).state).toMatchObject({
        ...wish,
        tags: ['maths', 'grade 7'],
        settings: { ...rules, allowFileUploads: true, messageRetentionDays: null },
        pins: [{ seq: 7, pinnedBy: ann, pinnedAt: noon, until: afternoon }],
        isFrozen: true,
        status: 'ACTIVE',
        ownerIds: [ann],
        memberCount: 2,
      });
      expect(await stores.sessionLog.standing(id, ann)).toMatchObject({
        isFrozen: true,
        allowAnonymous: true,
        slowModeSeconds: 30,
        // The rules and the freezing each took something from someone.
        accessVersion: 2,
      });
      await act(stores, id, ann, updateSession({ description: null, avatarUrl: null, bannerUrl: null, tags: null }));
      expect((await theWhole(stores, id)).state).toMatchObject({ description: null, avatarUrl: null, tags: [] });
    });

    it('tells each change in the log, at its position, with the session as it left it', async () => {
      const { id, ann } = await aGroup();
      await act(stores, id, ann, updateSession({ name: 'Geometry' }));
      await act(stores, id, '#system', archive);
      await act(stores, id, ann, archive);
      const told = await toldIn(stores, id);
      expect(told).toMatchObject([
        { seq: 1, by: ann, facts: { event: 'SESSION_UPDATED', session: { name: 'Geometry', status: 'ACTIVE' } } },
        { seq: 2, by: ann, facts: { event: 'SESSION_ARCHIVED', session: { name: 'Geometry', status: 'ARCHIVED' } } },
      ]);
      expect(await stores.sessionLog.standing(id, ann)).toMatchObject({ lastSeq: 2 });
      const entry = await stores.sessionLog.entryAt(id, seqOf(2));
      expect(entry).toMatchObject({
        message: { kind: 'SYSTEM', content: { text: '' }, clientMessageId: '', senderName: null },
      });
    });

    it('archives a session: no message takes a position any more, until it is unarchived', async () => {
      const { id, ann } = await aGroup();
      const say = async () => {
        const { accessVersion } = (await stores.sessionLog.standing(id, ann))!;
        return (await stores.sessionLog.reserve(id, afternoon, { as: 'message', accessVersion })).kind;
      };
      expect(await say()).toBe('reserved');
      await act(stores, id, ann, archive);
      expect(await say()).toBe('readOnly');
      expect((await stores.directory.views(ann, [id]))[0]).toMatchObject({ status: 'ARCHIVED' });
      await act(stores, id, ann, unarchive);
      expect(await say()).toBe('reserved');
    });

    it('finds the lesson a session is for, and how far it has followed it', async () => {
      const { lesson, id } = await savedLesson();
      expect((await theWhole(stores, id)).state.lesson).toEqual({
        lessonId: lesson.id,
        courseId: lesson.courseId,
        version: 1,
      });
    });

    it('lets in new students and leaves the others their pointers', async () => {
      const { lesson, id } = await savedLesson();
      const [student, newcomer] = [lesson.studentIds[0]!, aUser('newcomer')];
      await stores.sessionLog.advanceReadPointer(id, student, { lastReadSeq: seqOf(7), readAt: noon });

      const next = { ...lesson, version: 2, studentIds: [student, newcomer], subject: 'Geometry' };
      expect(await save(stores, await followed(id, next))).toEqual([1, 2]);

      expect(await stores.sessionLog.standing(id, student)).toMatchObject({ role: 'MEMBER', lastReadSeq: 7 });
      expect(await stores.sessionLog.standing(id, newcomer)).toMatchObject({ role: 'MEMBER', lastReadSeq: 2 });
      expect(await stores.directory.views(newcomer, [id])).toMatchObject([{ name: 'Geometry', memberCount: 3 }]);
      const { state } = await theWhole(stores, id);
      expect(state.lesson?.version).toBe(2);
      expect(state.members.find(({ userId }) => userId === newcomer)?.joinedAt).toBe(afternoon);
      expect(await toldIn(stores, id)).toMatchObject([
        { by: '#system', facts: { event: 'SESSION_UPDATED', session: { name: 'Geometry' } } },
        { by: '#system', facts: { event: 'MEMBERS_JOINED', userIds: [newcomer] } },
      ]);
    });

    it('lets in as many at once as a lesson ever does', async () => {
      const { lesson, id } = await savedLesson();
      const studentIds = Array.from({ length: 100 }, (_, at) => user(`student-${at}`));
      await save(stores, cancelLesson(await theWhole(stores, id), { ...lesson, version: 2 }, noon));
      await save(stores, await followed(id, { ...lesson, version: 3, studentIds, subject: 'Geometry' }));
      const { state } = await theWhole(stores, id);
      expect(state).toMatchObject({ memberCount: 92, kind: 'PRIVATE', settings: { maxMembers: 1000 } });
      expect(state.members).toHaveLength(92);
    });

    it('leaves nothing in the outbox but that a session was created', async () => {
      const { id, ann } = await aGroup();
      await act(stores, id, ann, archive);
      expect(await stores.waitingEvents(id)).toEqual(['ChatSessionCreated']);
    });

    const name = (to: string): Decision => updateSession({ name: to });

    it('refuses a change that rests on what is no longer so, and keeps nothing of it', async () => {
      const { id, ann } = await aGroup();
      const mine = await theWhole(stores, id);
      await act(stores, id, ann, name('Theirs'));

      await expect(save(stores, mine.decide(name('Mine'), { by: ann, at: noon }))).rejects.toThrow(ConcurrentChange);
      expect((await theWhole(stores, id)).state.name).toBe('Theirs');
      expect(await toldIn(stores, id)).toHaveLength(1);
    });

    it('lets one of two changes at the same time win', async () => {
      const { id, ann } = await aGroup();
      const session = await theWhole(stores, id);
      const outcomes = await Promise.allSettled(
        ['One', 'Two'].map((to) => save(stores, session.decide(name(to), { by: ann, at: noon }))),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const lost = outcomes.find(({ status }) => status === 'rejected');
      expect(lost).toMatchObject({ reason: { name: 'ConcurrentChange' } });
      expect(await toldIn(stores, id)).toHaveLength(1);
    });

    it('refuses a change whose position was given up', async () => {
      const { id, ann } = await aGroup();
      const decided = granted((await theWhole(stores, id)).decide(name('Late'), { by: ann, at: noon }));
      const reserved = await stores.sessionLog.reserve(id, noon, { as: 'change' });
      expect(reserved).toEqual({ kind: 'reserved', seq: 1 });
      await stores.sessionLog.seal(id, [seqOf(1)], noon);

      await expect(stores.chatSessions.save(decided, [seqOf(1)])).rejects.toThrow(ConcurrentChange);
      expect((await theWhole(stores, id)).state.name).toBe('Algebra');
    });

    it('refuses to change what was never saved', async () => {
      const { state } = aChatSession().changes();
      const change = ChatSession.restore(state, 1, true).decide(name('Other'), { by: state.createdBy, at: noon });
      await expect(stores.chatSessions.save(granted(change), [seqOf(1)])).rejects.toThrow(ConcurrentChange);
      expect(await stores.chatSessions.find(state.id)).toBeUndefined();
    });
  });
}
