import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEND } from '../support/graphql.ts';
import type { Person } from '../support/graphql.ts';
import { people } from '../support/people.ts';
import { startParley, type Parley } from '../support/parley.ts';

const MINE = 'query { myChatSessions { items { id name sessionType kind status myRole memberCount } } }';
const OPEN = 'query Open($id: ID!) { chatSession(sessionId: $id) { id status } }';

interface Mine {
  readonly id: string;
  readonly status: string;
}

/** The event that the documentation shows. */
const documented = (() => {
  const path = new URL('../../docs/lesson-events.md', import.meta.url);
  const [, json] = /```json\n([^]*?)```/.exec(readFileSync(path, 'utf8')) ?? [];
  return JSON.parse(json ?? '') as { readonly source: string; readonly detail: Readonly<Record<string, unknown>> };
})();

interface Entry {
  readonly message: {
    readonly senderId: string;
    readonly content: { readonly text: string | null; readonly system: { readonly event: string } | null };
  };
}
const WHAT_HAPPENED =
  'query Log($id: ID!) { sessionLog(sessionId: $id) { entries { message { senderId content { text system { event } } } } } }';

describe('A lesson that is scheduled elsewhere', () => {
  let parley: Parley;
  beforeAll(async () => {
    parley = await startParley();
  });
  afterAll(() => parley.stop());

  const put = async (event: object): Promise<unknown> => {
    const response = await fetch(`${parley.url}/dev/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
    expect(response.status).toBe(200);
    return response.json();
  };
  const tell = (type: string, change: object) =>
    put({ ...documented, 'detail-type': type, detail: { ...documented.detail, ...change } });
  const sessionsOf = async (person: Person): Promise<readonly Mine[]> => {
    const { items } = await person.get<{ readonly items: readonly Mine[] }>('myChatSessions', MINE);
    return items;
  };

  it('has a session of its tutor and students until it is cancelled, and can be read after that', async () => {
    const [tina, sam, sue, eve] = await people(parley, 'tina', 'sam', 'sue', 'eve');
    expect(await put(documented)).toMatchObject({ matched: 1 });

    const shown = { name: 'Algebra', sessionType: 'LESSON', kind: 'GROUP', status: 'ACTIVE', memberCount: 3 };
    expect(await sessionsOf(tina)).toEqual([{ id: expect.any(String), ...shown, myRole: 'OWNER' }]);
    for (const student of [sam, sue]) expect(await sessionsOf(student)).toMatchObject([{ ...shown, myRole: 'MEMBER' }]);
    const [{ id }] = (await sessionsOf(tina)) as [Mine];
    await sam.send(id, 'm-1', 'hello');

    await tell('LessonRescheduled', { version: 2, studentIds: ['sue', 'dan'], subject: 'Geometry' });
    await put(documented);
    const [dan] = await people(parley, 'dan');
    expect(await sessionsOf(dan)).toMatchObject([{ id, name: 'Geometry', memberCount: 4, myRole: 'MEMBER' }]);
    expect(await sessionsOf(sam)).toHaveLength(1);

    await tell('LessonCancelled', { version: 3 });
    await tell('LessonRescheduled', { version: 2 });
    const refused = await sue.ask(SEND, {
      input: { sessionId: id, clientMessageId: 'm-2', content: { text: 'late' } },
    });
    expect(refused.errors).toMatchObject([{ errorType: 'SessionReadOnly' }]);
    expect(await sessionsOf(sue)).toMatchObject([{ id, status: 'ARCHIVED' }]);
    const { entries } = await sue.get<{ readonly entries: readonly Entry[] }>('sessionLog', WHAT_HAPPENED, { id });
    expect(
      entries.map(({ message: { senderId, content } }) => [senderId, content.text ?? content.system?.event]),
    ).toEqual([
      ['sam', 'hello'],
      ['#system', 'SESSION_UPDATED'],
      ['#system', 'MEMBERS_JOINED'],
      ['#system', 'SESSION_ARCHIVED'],
    ]);

    expect(await sessionsOf(eve)).toEqual([]);
    expect((await eve.ask(OPEN, { id })).errors).toMatchObject([{ errorType: 'SessionNotFound' }]);
    expect(
      (await eve.ask(SEND, { input: { sessionId: id, clientMessageId: 'x', content: { text: 'x' } } })).errors,
    ).toMatchObject([{ errorType: 'SessionNotFound' }]);
  });

  it('that is cancelled before it was heard of opens nothing to its students, also after a restart', async () => {
    const lesson = { lessonId: 'lesson-2042', tutorId: 'tom', studentIds: ['sid'] };
    await tell('LessonCancelled', { ...lesson, version: 2 });
    parley = await parley.restart();
    await tell('LessonScheduled', lesson);
    const [tom, sid] = await people(parley, 'tom', 'sid');
    expect(await sessionsOf(sid)).toEqual([]);
    expect(await sessionsOf(tom)).toMatchObject([{ status: 'ARCHIVED', memberCount: 1 }]);
  });

  it('that nobody can follow changes nothing and holds up nothing', async () => {
    const lesson = { lessonId: 'lesson-2043', tutorId: 'tess', studentIds: ['stan'] };
    expect(await tell('LessonScheduled', { ...lesson, version: 'first' })).toMatchObject({ matched: 1 });
    const [tess] = await people(parley, 'tess');
    expect(await sessionsOf(tess)).toEqual([]);
    await tell('LessonScheduled', lesson);
    expect(await sessionsOf(tess)).toHaveLength(1);
  });
});
