import { describe, expect, it } from 'vitest';
import { asSaved as saved, granted, toldBy } from '../../test/builders/chat-sessions.ts';
import { aLesson } from '../../test/builders/lessons.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { aSessionId, anAlias, user } from '../../test/builders/people.ts';
import { later } from '../shared/instant.ts';
import type { UserId } from '../shared/ids.ts';
import type { ChatSession } from './chat-session.ts';
import { block } from './decisions/block.ts';
import { cancelLesson, followLesson, openCancelled, openForLesson } from './lesson-session.ts';
import type { Lesson } from './lesson.ts';

const [tutor, ann, bob, cat] = [user('tutor'), user('ann'), user('bob'), user('cat')];
const afternoon = later(noon, 3_600_000);
const students = (count: number): readonly UserId[] => Array.from({ length: count }, (_, at) => user(`student-${at}`));

const first = aLesson({ tutorId: tutor, studentIds: [ann, bob] });
const open = (lesson: Lesson = first): ChatSession => granted(openForLesson(aSessionId(), lesson, noon, anAlias));
const follow = (session: ChatSession, lesson: Lesson): ChatSession =>
  granted(followLesson(session, lesson, afternoon, anAlias));
const cancel = (session: ChatSession, lesson: Lesson): ChatSession => granted(cancelLesson(session, lesson, afternoon));
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
    expect(openForLesson(aSessionId(), crowd, noon, anAlias)).toMatchObject({ refusal: { code: 'BadInput' } });
    expect(followLesson(open(), { ...crowd, version: 2 }, noon, anAlias)).toMatchObject({
      refusal: { code: 'BadInput' },
    });
  });

  it('lets in ninety at a time, and has followed the lesson when the last is in', () => {
    const crowd = { ...first, studentIds: students(200) };
    const [one, two, three] = [90, 180, 201];
    let session = open(crowd);
    for (const members of [one, two]) {
      expect(stateOf(session).members).toHaveLength(members);
      expect(session.hasFollowed(crowd)).toBe(false);
      session = follow(saved(session), crowd);
      expect(session.changes().members.added).toEqual(stateOf(session).members.slice(members));
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
    expect(session.changes()).toMatchObject({ basedOn: 1, members: { added: [{ userId: cat, joinedAt: afternoon }] } });
    expect(toldBy(session)).toMatchObject([
      { event: 'SESSION_UPDATED', session: { name: 'Geometry' } },
      { event: 'MEMBERS_JOINED', userIds: [cat], session: null },
    ]);
    expect(session.changes().happenings).toMatchObject([
      { actor: '#system', at: afternoon },
      { actor: '#system', at: afternoon },
    ]);
  });

  it('makes a tutor who is new an owner too', () => {
    const session = follow(saved(open()), { ...second, tutorId: user('substitute') });
    expect(rolesOf(session)).toContainEqual(['substitute', 'OWNER']);
    expect(rolesOf(session)).toContainEqual([tutor, 'OWNER']);
  });

  it('is no group any more once it has too many members for one, and has room for them', () => {
    const session = follow(saved(open()), { ...second, studentIds: students(60) });
    expect(stateOf(session)).toMatchObject({ kind: 'PRIVATE', memberCount: 63, settings: { maxMembers: 1000 } });
  });

  it('leaves out whom a moderator banned, and has followed the lesson without them', () => {
    const session = saved(open());
    const ban = { userId: cat, bannedBy: tutor, bannedAt: noon, reason: null };
    const banning = session.decide(() => ({ ok: true, value: { becomes: { bans: [ban] } } }), { by: tutor, at: noon });
    const followed = follow(saved(granted(banning)), second);
    expect(rolesOf(followed)).not.toContainEqual([cat, 'MEMBER']);
    expect(followed.hasFollowed(second)).toBe(true);
  });

  it('is the very same after the same version again, and after an older one', () => {
    const session = saved(follow(saved(open()), second));
    for (const old of [second, first, { ...first, subject: 'Chemistry' }]) {
      expect(follow(session, old)).toBe(session);
      expect(cancel(session, old)).toBe(session);
    }
  });

  it('is archived when the lesson is cancelled, and lets nobody in for that', () => {
    const session = cancel(saved(open()), { ...second, studentIds: [cat] });
    expect(stateOf(session).status).toBe('ARCHIVED');
    expect(session.changes().members.added).toEqual([]);
    expect(toldBy(session)).toMatchObject([{ event: 'SESSION_ARCHIVED', session: { status: 'ARCHIVED' } }]);
  });

  it('begins archived, with the tutor alone, where it was cancelled before anyone heard of it', () => {
    const session = granted(openCancelled(aSessionId(), first, noon, anAlias));
    expect(stateOf(session)).toMatchObject({ status: 'ARCHIVED', kind: 'PRIVATE', memberCount: 1 });
    expect(toldBy(session)).toEqual([]);
    expect(session.hasFollowed(first)).toBe(true);
  });

  it('opens again when a newer version of a cancelled lesson takes place', () => {
    const cancelled = saved(cancel(saved(open()), { ...first, version: 2 }));
    expect(follow(cancelled, first)).toBe(cancelled);
    const session = follow(cancelled, { ...first, version: 3 });
    expect(stateOf(session).status).toBe('ACTIVE');
    expect(toldBy(session)).toMatchObject([{ event: 'SESSION_UNARCHIVED' }]);
  });
});

describe('a blocked session', () => {
  it('stays blocked, whatever becomes of its lesson', () => {
    const session = granted(openForLesson(aSessionId(), first, noon, anAlias));
    const blocked = saved(granted(saved(session).decide(block, { by: '#system', at: noon })));
    const cancelled = cancel(blocked, { ...first, version: 2 });
    expect(stateOf(cancelled)).toMatchObject({ status: 'BLOCKED', lesson: { version: 2 } });
    expect(stateOf(follow(saved(cancelled), { ...first, version: 3 })).status).toBe('BLOCKED');
  });
});
