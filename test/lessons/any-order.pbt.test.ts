import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createLessonEvents } from '../../adapters/lambda/compose.ts';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { lessonSessionIds } from '../../adapters/uuid/lesson-session-ids.ts';
import type { Lesson } from '../../domain/chat-session/lesson.ts';
import { kindOfLesson, nameOfLesson, participantsOf } from '../../domain/chat-session/lesson.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { LessonEventType } from '../../domain/vocabulary/lesson-events.ts';
import { aCourseId, aLessonId } from '../builders/lessons.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { hurried } from '../builders/pacing.ts';
import { anAlias, user } from '../builders/people.ts';
import { startDynamoDb } from '../contracts/dynamodb-stores.ts';
import { openMemoryStores } from '../contracts/memory-stores.ts';
import type { Stores } from '../contracts/stores.ts';
import { lessonEvent } from './lesson-events.ts';

interface Told {
  readonly type: LessonEventType;
  readonly lesson: Lesson;
}

const people = ['ann', 'bob', 'cat', 'dan'].map((name) => user(name));
const tutorId = user('tutor');

const change = fc.record({
  cancelled: fc.boolean(),
  studentIds: fc.subarray(people),
  subject: fc.constantFrom('Algebra', 'Geometry', ' '),
});

/** Versions of one lesson, in which students come and go, or only come. */
const history = (onlyCome: boolean): fc.Arbitrary<readonly Told[]> =>
  fc.array(change, { minLength: 1, maxLength: 5 }).map((changes) => {
    const id = aLessonId();
    const sofar = new Set<UserId>();
    return changes.map(({ cancelled, studentIds, subject }, at): Told => {
      for (const student of studentIds) sofar.add(student);
      const type = cancelled ? 'LessonCancelled' : at === 0 ? 'LessonScheduled' : 'LessonRescheduled';
      const named = onlyCome ? [...sofar] : studentIds;
      return {
        type,
        lesson: { id, courseId: aCourseId(), version: at + 1, tutorId, studentIds: named, subject },
      };
    });
  });

/** Each event at least once, in any order. */
const deliveries = (told: readonly Told[]): fc.Arbitrary<readonly Told[]> =>
  fc
    .array(fc.constantFrom(...told), { maxLength: 5 })
    .chain((again) => fc.shuffledSubarray([...told, ...again], { minLength: told.length + again.length }));

const delivered = (onlyCome: boolean) =>
  history(onlyCome).chain((told) => deliveries(told).map((events) => ({ newest: told.at(-1)!, told, events })));

function everythingAbout(adapter: string, stores: Stores, runs: number): void {
  const { handle } = createLessonEvents(
    {
      ...stores,
      live: new MemoryLiveDelivery(),
      pacing: hurried,
      clock: new ManualClock(),
      ids: { ...lessonSessionIds, alias: anAlias },
    },
    ({ why }) => expect.fail(why),
  );
  const deliver = ({ type, lesson }: Told) => handle({ id: 'event-1', ...lessonEvent(type, lesson) });
  const stateOf = async ({ id }: Lesson) => {
    const { state } = (await stores.chatSessions.find(lessonSessionIds.sessionIdOf(id)))!.changes();
    const members = state.members.map(({ userId }) => userId).sort();
    return { ...state, members, owners: state.members.filter(({ role }) => role === 'OWNER') };
  };

  describe(`the events of a lesson on ${adapter}`, () => {
    it('end in what the newest version says, in any order and however often they come', async () => {
      await fc.assert(
        fc.asyncProperty(delivered(true), async ({ newest, events }) => {
          for (const event of events) await deliver(event);
          const state = await stateOf(newest.lesson);
          expect(state.lesson?.version).toBe(newest.lesson.version);
          expect(state.owners).toMatchObject([{ userId: tutorId }]);
          if (newest.type === 'LessonCancelled') {
            expect(state.status).toBe('ARCHIVED');
            return;
          }
          const everyone = [...participantsOf(newest.lesson)].sort();
          expect(state).toMatchObject({
            status: 'ACTIVE',
            name: nameOfLesson(newest.lesson),
            kind: kindOfLesson(everyone.length),
            members: everyone,
          });
        }),
        { numRuns: runs },
      );
    });

    it('let nobody in whom no version names, and everyone whom the newest does', async () => {
      await fc.assert(
        fc.asyncProperty(delivered(false), async ({ newest, told, events }) => {
          for (const event of events) await deliver(event);
          const { members, status } = await stateOf(newest.lesson);
          const named = new Set(told.flatMap(({ lesson }) => participantsOf(lesson)));
          expect(members.filter((member) => !named.has(member))).toEqual([]);
          if (status === 'ACTIVE') expect(members).toEqual(expect.arrayContaining([...participantsOf(newest.lesson)]));
        }),
        { numRuns: runs },
      );
    });

    it('end the same when all of them come at once', async () => {
      await fc.assert(
        fc.asyncProperty(delivered(true), async ({ newest, events }) => {
          // Who met too many others is delivered again, as EventBridge and Lambda do.
          const untilDone = async (event: Told, tries = 0): Promise<void> => {
            try {
              await deliver(event);
            } catch (error) {
              if (tries === 20) throw error;
              await untilDone(event, tries + 1);
            }
          };
          await Promise.all(events.map((event) => untilDone(event)));
          const { status, lesson } = await stateOf(newest.lesson);
          expect(lesson?.version).toBe(newest.lesson.version);
          expect(status).toBe(newest.type === 'LessonCancelled' ? 'ARCHIVED' : 'ACTIVE');
        }),
        { numRuns: runs },
      );
    });

    it('change nothing at all when they come again', async () => {
      await fc.assert(
        fc.asyncProperty(delivered(false), async ({ newest, events }) => {
          for (const event of events) await deliver(event);
          const id = lessonSessionIds.sessionIdOf(newest.lesson.id);
          const before = [await stateOf(newest.lesson), await stores.waitingEvents(id)];
          for (const event of events) await deliver(event);
          expect([await stateOf(newest.lesson), await stores.waitingEvents(id)]).toEqual(before);
        }),
        { numRuns: runs },
      );
    });
  });
}

everythingAbout('memory', openMemoryStores(), 200);

const dynamoDb = await startDynamoDb();
if ('unavailable' in dynamoDb) {
  it('follows lessons on DynamoDB', (context) => context.skip(dynamoDb.unavailable));
} else {
  afterAll(dynamoDb.close);
  everythingAbout('DynamoDB', dynamoDb.stores, 15);
}
