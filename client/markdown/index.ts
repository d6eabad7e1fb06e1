/** What reads the marks in messages (ADR 38), apart from the rest: only who meets some needs to load it. */
export { splitFences } from '../../domain/markdown/fences.ts';
export type { Fenced } from '../../domain/markdown/fences.ts';
export { withoutMarks } from '../../domain/markdown/without-marks.ts';
