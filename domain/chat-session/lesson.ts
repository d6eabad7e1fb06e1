import type { CourseId, LessonId, UserId } from '../shared/ids.ts';
import { Limits } from '../vocabulary/limits.ts';
import type { SessionKind } from '../vocabulary/sessions.ts';
import type { SessionName } from './session-name.ts';
import { parseSessionName } from './session-name.ts';

/** A lesson as one of its versions describes it. It is planned elsewhere; here it only has a session. */
export interface Lesson {
  readonly id: LessonId;
  readonly courseId: CourseId;
  /** 1 or more; grows with each change of the lesson. */
  readonly version: number;
  readonly tutorId: UserId;
  readonly studentIds: readonly UserId[];
  readonly subject: string;
}

/** Which lesson a session is for, and how far it has followed it. */
export interface FollowedLesson {
  readonly lessonId: LessonId;
  readonly courseId: CourseId;
  /** The newest version that was taken over whole; 0 while the first is not. */
  readonly version: number;
}

/** Everyone in the lesson once, the tutor first. */
export const participantsOf = ({ tutorId, studentIds }: Lesson): readonly UserId[] => [
  ...new Set([tutorId, ...studentIds]),
];

/** The subject, where it can be the name of a session. */
export function nameOfLesson({ subject }: Lesson): SessionName | null {
  const name = parseSessionName(subject);
  return name.ok ? name.value : null;
}

/** A group, unless there are too many for one, or the tutor is alone. */
export const kindOfLesson = (members: number): SessionKind =>
  members >= 2 && members <= Limits.groupMembers ? 'GROUP' : 'PRIVATE';
