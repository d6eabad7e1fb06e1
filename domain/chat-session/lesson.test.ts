import { describe, expect, it } from 'vitest';
import { aChatSession, granted } from '../../test/builders/chat-sessions.ts';
import { aLesson } from '../../test/builders/lessons.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { aSessionId, user } from '../../test/builders/people.ts';
import { later } from '../shared/instant.ts';
import type { UserId } from '../shared/ids.ts';
import { ChatSession } from './chat-session.ts';
import type { Lesson } from './lesson.ts';

const [tutor, ann, bob, cat] = [user('tutor'), user('ann'), user('bob'), user('cat')];
const afternoon = later(noon, 3_600_000);
const students = (count: number): readonly UserId[] => Array.from({ length: count }, (_, at) => user(`student-${at}`));

const first = aLesson({ tutorId: tutor, studentIds: [ann, bob] });
const open = (lesson: Lesson = first): ChatSession => granted(ChatSession.openForLesson(aSessionId(), lesson, noon));
/** As it is found once it was saved. */
const saved = (session: ChatSession): ChatSession => {
  const { state, basedOn } = session.changes();
  return ChatSession.restore(state, basedOn + 1);
};
const follow = (session: ChatSession, lesson: Lesson): ChatSession => granted(session.followLesson(lesson, afternoon));
const stateOf = (session: ChatSession) => session.changes().state;
const rolesOf = (session: ChatSession) => stateOf(session).members.map(({ userId, role }) => [userId, role]);
const eventsOf = (session: ChatSession) => session.changes().events;

describe('the session of a lesson', () => {
  it('is the tutor’s, with the students as members, and named after the subject', () => {
    const session = open();
    expect(stateOf(session)).toMatchObject({
      sessionType: 'LESSON',
      kind: 'GROUP',
      name: 'Algebra',
      status: 'ACTIVE',
      createdBy: tutor,
      lesson: { lessonId: first.id, courseId: first.courseId, version: 1 },
    });
    expect(rolesOf(session)).toEqual([
      [tutor, 'OWNER'],
      [ann, 'MEMBER'],
      [bob, 'MEMBER'],
    ]);
    expect(eventsOf(session)).toMatchObject([{ name: 'ChatSessionCreated', memberIds: [tutor, ann, bob] }]);
  });

  it.each(['', '  ', 'Alge\u202ebra', 'x'.repeat(101)])('has no name where the subject is %j', (subject) => {
    expect(stateOf(open({ ...first, subject })).name).toBeNull();
  });

  it.each([
    [0, 'PRIVATE'],
    [1, 'GROUP'],
    [49, 'GROUP'],
    [50, 'PRIVATE'],
  ])('with %d students is %s', (count, kind) => {
    expect(stateOf(open({ ...first, studentIds: students(count) })).kind).toBe(kind);
  });

  it('names nobody twice, nor the tutor among the students', () => {
    expect(rolesOf(open({ ...first, studentIds: [ann, tutor, ann] }))).toEqual([
      [tutor, 'OWNER'],
      [ann, 'MEMBER'],
    ]);
  });

  it('is refused to more people than a session holds', () => {
    const crowd = { ...first, studentIds: students(1000) };
    expect(ChatSession.openForLesson(aSessionId(), crowd, noon)).toMatchObject({ refusal: { code: 'BadInput' } });
    expect(open().followLesson({ ...crowd, version: 2 }, noon)).toMatchObject({ refusal: { code: 'BadInput' } });
  });

  it('lets in ninety at a time, and has followed the lesson when the last is in', () => {
    const crowd = { ...first, studentIds: students(200) };
    const [one, two, three] = [90, 180, 201];
    let session = open(crowd);
    for (const members of [one, two]) {
      expect(stateOf(session).members).toHaveLength(members);
      expect(session.hasFollowed(crowd)).toBe(false);
      session = follow(saved(session), crowd);
      expect(session.changes().joined).toEqual(stateOf(session).members.slice(members));
    }
    expect(stateOf(session).members).toHaveLength(three);
    expect(session.hasFollowed(crowd)).toBe(true);
  });
});

describe('a session that follows its lesson', () => {
  const second = { ...first, version: 2, studentIds: [bob, cat], subject: 'Geometry' };

  it('lets in who is new, lets nobody out, and takes the new name', () => {
    const session = follow(saved(open()), second);
    expect(rolesOf(session)).toEqual([
      [tutor, 'OWNER'],
      [ann, 'MEMBER'],
      [bob, 'MEMBER'],
      [cat, 'MEMBER'],
    ]);
    expect(session.changes()).toMatchObject({ basedOn: 1, joined: [{ userId: cat, joinedAt: afternoon }] });
    expect(eventsOf(session)).toMatchObject([
      { name: 'ChatSessionRenamed', sessionName: 'Geometry', occurredAt: afternoon },
      { name: 'MembersAdded', memberIds: [cat] },
    ]);
  });

  it('makes a tutor who is new an owner too', () => {
    const session = follow(saved(open()), { ...second, tutorId: user('substitute') });
    expect(rolesOf(session)).toContainEqual(['substitute', 'OWNER']);
    expect(rolesOf(session)).toContainEqual([tutor, 'OWNER']);
  });

  it('is no group any more once it has too many members for one', () => {
    expect(stateOf(follow(saved(open()), { ...second, studentIds: students(60) })).kind).toBe('PRIVATE');
  });

  it('is the very same after the same version again, and after an older one', () => {
    const session = saved(follow(saved(open()), second));
    for (const old of [second, first, { ...first, subject: 'Chemistry' }]) {
      expect(follow(session, old)).toBe(session);
      expect(session.cancelLesson(old, noon)).toBe(session);
    }
  });

  it('is archived when the lesson is cancelled, and lets nobody in for that', () => {
    const session = saved(open()).cancelLesson({ ...second, studentIds: [cat] }, afternoon);
    expect(stateOf(session).status).toBe('ARCHIVED');
    expect(session.changes().joined).toEqual([]);
    expect(eventsOf(session)).toEqual([{ name: 'ChatSessionArchived', sessionId: session.id, occurredAt: afternoon }]);
  });

  it('opens again when a newer version of a cancelled lesson takes place', () => {
    const cancelled = saved(saved(open()).cancelLesson({ ...first, version: 2 }, noon));
    expect(follow(cancelled, first)).toBe(cancelled);
    const session = follow(cancelled, { ...first, version: 3 });
    expect(stateOf(session).status).toBe('ACTIVE');
    expect(eventsOf(session)).toMatchObject([{ name: 'ChatSessionUnarchived' }]);
  });
});

describe('a blocked session', () => {
  it('stays blocked, whatever becomes of its lesson', () => {
    const { state } = aChatSession().changes();
    const blocked = ChatSession.restore({ ...state, status: 'BLOCKED' }, 1);
    expect(blocked.archive(noon)).toBe(blocked);
    expect(blocked.unarchive(noon)).toBe(blocked);
  });
});
