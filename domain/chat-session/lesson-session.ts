import type { Instant } from '../shared/instant.ts';
import type { SessionId, UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { Limits } from '../vocabulary/limits.ts';
import { systemSender } from '../vocabulary/messages.ts';
import { membersOf } from '../vocabulary/session-settings.ts';
import { SessionType } from '../vocabulary/sessions.ts';
import { ChatSession } from './chat-session.ts';
import type { Decision } from './decision.ts';
import { changed, nothing } from './decision.ts';
import { archived, unarchived } from './decisions/archive.ts';
import type { Lesson } from './lesson.ts';
import { kindOfLesson, nameOfLesson, participantsOf } from './lesson.ts';
import type { NewAlias } from './members.ts';
import { newcomers, refusalOfCount } from './members.ts';
import { withMembers } from './membership.ts';

/**
 * Opens the session of a lesson, with the tutor as its owner. Students beyond `Limits.joinedAtOnce` are let in by
 * following the same version again. Refused: `BadInput` for more people than a session holds.
 */
export function openForLesson(id: SessionId, lesson: Lesson, at: Instant, alias: NewAlias): Result<ChatSession> {
  const everyone = participantsOf(lesson);
  const refusal = refusalOfCount('PRIVATE', everyone.length);
  if (refusal !== undefined) return refused(refusal);
  const memberIds = everyone.slice(0, Limits.joinedAtOnce);
  const opened = ChatSession.open({
    id,
    sessionType: SessionType.LESSON,
    kind: kindOfLesson(memberIds.length),
    name: nameOfLesson(lesson),
    creator: lesson.tutorId,
    memberIds,
    alias,
    at,
  });
  if (!opened.ok) return opened;
  return decideAll(opened.value, [following(lesson, memberIds.length === everyone.length)], at);
}

/** Opens the session of a lesson that will not take place, with the tutor alone and for reading. */
export function openCancelled(id: SessionId, lesson: Lesson, at: Instant, alias: NewAlias): Result<ChatSession> {
  const opened = openForLesson(id, { ...lesson, studentIds: [] }, at, alias);
  return opened.ok ? decideAll(opened.value, [archived], at) : opened;
}

/**
 * Becomes what a lesson that takes place wants: open, named after the subject, with everyone in it but those who are
 * banned. Members stay who and what they are, also those whom the lesson no longer names. A version that was followed
 * before, or is older than one that was, changes nothing. At most `Limits.joinedAtOnce` are let in: until `hasFollowed`,
 * ask again. The session was read whole. Refused: `BadInput` for more people than a session holds.
 */
export function followLesson(session: ChatSession, lesson: Lesson, at: Instant, alias: NewAlias): Result<ChatSession> {
  if (session.hasFollowed(lesson)) return done(session);
  const { members, bans } = session.state;
  const everyone = participantsOf(lesson).filter((user) => !bans.some(({ userId }) => userId === user));
  const known = new Set(members.map(({ userId }) => userId));
  const missing = everyone.filter((user) => !known.has(user));
  const refusal = refusalOfCount('PRIVATE', members.length + missing.length);
  if (refusal !== undefined) return refused(refusal);
  const isWhole = missing.length <= Limits.joinedAtOnce;
  const steps = [unarchived, renamed(lesson), admitting(missing, lesson, alias), following(lesson, isWhole)];
  return decideAll(session, steps, at);
}

/** A lesson that does not take place: its session takes no more entries, unless a newer version says otherwise. */
export function cancelLesson(session: ChatSession, lesson: Lesson, at: Instant): Result<ChatSession> {
  return session.hasFollowed(lesson) ? done(session) : decideAll(session, [archived, following(lesson, true)], at);
}

function decideAll(session: ChatSession, decisions: readonly Decision[], at: Instant): Result<ChatSession> {
  let result: Result<ChatSession> = done(session);
  for (const decision of decisions) {
    if (!result.ok) return result;
    result = result.value.decide(decision, { by: systemSender, at });
  }
  return result;
}

const renamed =
  (lesson: Lesson): Decision =>
  (state) => {
    const name = nameOfLesson(lesson);
    return state.name === name ? nothing : changed({ becomes: { name }, tells: { event: 'SESSION_UPDATED' } });
  };

const admitting =
  (missing: readonly UserId[], { tutorId }: Lesson, alias: NewAlias): Decision =>
  (state, { at }) => {
    const joining = newcomers(state.members, missing, tutorId, at, alias);
    if (joining.length === 0) return nothing;
    const admitted = withMembers(state, joining);
    const count = state.memberCount + joining.length;
    const kind = kindOfLesson(count);
    // A lesson makes room for its people, whatever was set before.
    const maxMembers = kind === state.kind ? Math.max(state.settings.maxMembers, count) : membersOf[kind].most;
    const room = state.settings.maxMembers === maxMembers ? {} : { settings: { ...state.settings, maxMembers } };
    return changed({
      becomes: { ...admitted, kind, ...room },
      tells: { event: 'MEMBERS_JOINED', userIds: joining.map(({ userId }) => userId) },
    });
  };

const following =
  ({ id, courseId, version }: Lesson, isWhole: boolean): Decision =>
  ({ lesson }) =>
    changed({ becomes: { lesson: { lessonId: id, courseId, version: isWhole ? version : (lesson?.version ?? 0) } } });
