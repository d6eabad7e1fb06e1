import { describe, expect, it } from 'vitest';
import { ConcurrentChange } from '../../application/ports/chat-sessions.ts';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import { cancelLesson } from '../../domain/chat-session/lesson-session.ts';
import type { Lesson } from '../../domain/chat-session/lesson.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { aLesson } from '../../test/builders/lessons.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { hurried } from '../../test/builders/pacing.ts';
import { aUser, anAlias, user } from '../../test/builders/people.ts';
import { save } from '../../test/builders/session-changes.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import type { Stores } from '../../test/contracts/stores.ts';
import { lessonEvent } from '../../test/lessons/lesson-events.ts';
import { MemoryLiveDelivery } from '../memory/live-delivery.ts';
import { lessonSessionIds } from '../uuid/lesson-session-ids.ts';
import { createLessonEvents } from './compose.ts';
import type { RefusedLessonEvent } from './handle-lesson-event.ts';
import { handler } from './lesson-events.ts';

function setUp(disturb: (stores: Stores) => Partial<ChatSessions> = () => ({})) {
  const stores = openMemoryStores();
  const { chatSessions, sessionLog, directory } = stores;
  const refused: RefusedLessonEvent[] = [];
  const disturbed: ChatSessions = {
    find: (id) => chatSessions.find(id),
    save: (session, positions) => chatSessions.save(session, positions),
    ...disturb(stores),
  };
  const live = new MemoryLiveDelivery();
  const dependencies = {
    chatSessions: disturbed,
    sessionLog,
    live,
    pacing: hurried,
    clock: new ManualClock(),
    ids: { ...lessonSessionIds, alias: anAlias },
  };
  const { handle } = createLessonEvents(dependencies, (one) => refused.push(one));
  const stateOf = async ({ id }: Pick<Lesson, 'id'>) =>
    (await chatSessions.find(lessonSessionIds.sessionIdOf(id)))?.changes().state;
  return { handle, refused, stateOf, directory, live };
}
const arrived = (...[type, lesson]: Parameters<typeof lessonEvent>) => ({
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  account: '111122223333',
  time: '2026-11-21T12:00:00Z',
  region: 'eu-central-1',
  resources: [],
  ...lessonEvent(type, lesson),
});

describe('an event about a lesson', () => {
  it('opens a session that its tutor and students have, and nobody else', async () => {
    const { handle, directory, stateOf } = setUp();
    const lesson = aLesson();
    await handle(arrived('LessonScheduled', lesson));
    expect(await stateOf(lesson)).toMatchObject({ sessionType: 'LESSON', kind: 'GROUP', name: 'Algebra' });
    for (const member of [lesson.tutorId, ...lesson.studentIds]) {
      expect(await directory.activities(member)).toHaveLength(1);
    }
    expect(await directory.activities(aUser())).toEqual([]);
  });

  it('tells those in the session that it was opened, and once', async () => {
    const { handle, live } = setUp();
    const lesson = aLesson();
    const scheduled = arrived('LessonScheduled', lesson);
    await handle(scheduled);
    await handle(scheduled);
    expect(live.told).toEqual([
      { kind: 'messageSent', sessionId: lessonSessionIds.sessionIdOf(lesson.id), seq: seqZero },
    ]);
  });

  it('opens a session of a thousand', async () => {
    const { handle, stateOf } = setUp();
    const lesson = aLesson({ studentIds: Array.from({ length: 999 }, (_, at) => user(`student-${at}`)) });
    await handle(arrived('LessonScheduled', lesson));
    const state = await stateOf(lesson);
    expect(state?.members).toHaveLength(1000);
    expect(state).toMatchObject({ kind: 'PRIVATE', lesson: { version: 1 } });
  });

  it('that cancels before it was scheduled leaves nothing that the scheduling would open', async () => {
    const { handle, stateOf } = setUp();
    const lesson = aLesson();
    await handle(arrived('LessonCancelled', { ...lesson, version: 2 }));
    await handle(arrived('LessonScheduled', lesson));
    expect(await stateOf(lesson)).toMatchObject({ status: 'ARCHIVED', members: [{ userId: lesson.tutorId }] });
  });

  it('decides again when somebody else changed the session meanwhile', async () => {
    const lesson = aLesson();
    const student = aUser('late');
    let rivals = 3;
    const { handle, stateOf } = setUp(({ chatSessions, sessionLog }) => ({
      save: async (session, positions) => {
        const { state, basedOn } = session.changes();
        if (basedOn > 0 && rivals > 0) {
          rivals -= 1;
          const rival = await chatSessions.find(state.id);
          await save({ chatSessions, sessionLog }, cancelLesson(rival!, { ...lesson, version: 5 - rivals }, noon));
        }
        await chatSessions.save(session, positions);
      },
    }));
    await handle(arrived('LessonScheduled', lesson));
    await handle(arrived('LessonRescheduled', { ...lesson, version: 9, studentIds: [student] }));
    expect(rivals).toBe(0);
    const state = await stateOf(lesson);
    expect(state).toMatchObject({ status: 'ACTIVE', lesson: { version: 9 } });
    expect(state?.members.map(({ userId }) => userId)).toContain(student);
  });

  it('is left to be delivered again when it never comes through', async () => {
    const { handle, refused } = setUp(() => ({
      save: async (session) => {
        throw new ConcurrentChange(session.id);
      },
    }));
    await expect(handle(arrived('LessonScheduled', aLesson()))).rejects.toThrow(ConcurrentChange);
    expect(refused).toEqual([]);
  });

  it('that can never be followed is told once, without what it holds, and holds up nothing', async () => {
    const { handle, refused, stateOf } = setUp();
    const secret = 'secret person';
    const lesson = aLesson();
    const good = arrived('LessonScheduled', lesson);
    const withDetail = (change: object) => ({ ...good, detail: { ...good.detail, ...change } });
    const poison: readonly (readonly [unknown, string])[] = [
      [null, 'event is not an object'],
      [{ ...good, source: 'secret.source' }, 'event.source is not one of parley.lessons'],
      [{ ...good, 'detail-type': 'toString' }, 'event.detail-type is not one of LessonScheduled'],
      [{ ...good, detail: secret }, 'event.detail is not an object'],
      [withDetail({ lessonId: secret }), 'event.detail.lessonId is not a lesson id'],
      [withDetail({ lessonId: 'a#secret' }), 'event.detail.lessonId is not a lesson id'],
      [withDetail({ courseId: '' }), 'event.detail.courseId is not a course id'],
      [withDetail({ tutorId: secret }), 'event.detail.tutorId is not a user id'],
      [withDetail({ tutorId: null }), 'event.detail.tutorId is not text'],
      [withDetail({ studentIds: [secret] }), 'event.detail.studentIds is not a list of user ids'],
      [withDetail({ studentIds: { length: 1 } }), 'event.detail.studentIds is not a list'],
      [withDetail({ subject: 7 }), 'event.detail.subject is not text'],
      [withDetail({ version: 0 }), 'event.detail.version is not an integer of 1 or more'],
      [withDetail({ version: undefined }), 'event.detail.version is not an integer of 1 or more'],
      [withDetail({ version: '2' }), 'event.detail.version is not an integer'],
      [withDetail({ version: 2 ** 53 }), 'event.detail.version is not an integer of 1 or more'],
      [
        withDetail({ studentIds: Array.from({ length: 1000 }, (_, at) => `secret-${at}`) }),
        'unable to follow the lesson; a PRIVATE session has 1 to 1000 members, and this one would have 1001',
      ],
    ];
    for (const [event] of poison) await handle(event);
    await handle({ ...good, id: `${secret} as id`, detail: null });

    expect(refused.map(({ eventId }) => eventId)).toEqual([null, ...poison.slice(1).map(() => good.id), null]);
    for (const [at, [, why]] of poison.entries()) expect(refused[at]?.why).toContain(why);
    expect(JSON.stringify(refused)).not.toContain('secret');
    expect(await stateOf(lesson)).toBeUndefined();

    await handle(good);
    expect(await stateOf(lesson)).toMatchObject({ status: 'ACTIVE' });
  });

  it('finds wrong settings by its first delivery, not by loading the function', async () => {
    await expect(handler({})).rejects.toThrow('unable to start the chat service');
  });
});
