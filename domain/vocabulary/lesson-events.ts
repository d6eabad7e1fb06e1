/** What is told about lessons, which are planned elsewhere. `docs/lesson-events.md` describes each event. */
export const lessonEventSource = 'parley.lessons';

/** The `detail-type` of each. */
export const LessonEventType = {
  LessonScheduled: 'LessonScheduled',
  LessonRescheduled: 'LessonRescheduled',
  LessonCancelled: 'LessonCancelled',
} as const;
export type LessonEventType = (typeof LessonEventType)[keyof typeof LessonEventType];

/** How each is named in the list of a rule. */
export const lessonEventTypes: readonly LessonEventType[] = [
  LessonEventType.LessonScheduled,
  LessonEventType.LessonRescheduled,
  LessonEventType.LessonCancelled,
];
