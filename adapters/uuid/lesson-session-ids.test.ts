import { describe, expect, it } from 'vitest';
import { aLessonId } from '../../test/builders/lessons.ts';
import { lessonSessionIds } from './lesson-session-ids.ts';

const idOf = (lesson: string) => lessonSessionIds.sessionIdOf(aLessonId(lesson));

describe('the session id of a lesson', () => {
  it('is the same on every machine and for ever: another one would be another session', () => {
    expect(idOf('lesson-1')).toBe('1f06f21b-cf81-5ab3-bf30-4ef66a7b9d80');
  });

  it('is a UUID of version 5, and another one for every lesson', () => {
    const ids = Array.from({ length: 200 }, (_, at) => idOf(`lesson-${at}`));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(200);
  });
});
