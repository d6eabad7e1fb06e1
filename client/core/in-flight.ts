import { Durations } from '../../domain/vocabulary/limits.ts';
import type { Message } from './message.ts';
import type { SessionSummary } from './model.ts';

/**
 * Whether a session may have been read without a message that its `lastSeq` counts. A position is taken before what stands
 * there is written: of what was on its way just then, the position alone may have been read.
 */
export const mayLack = (
  { lastSeq, lastActivityAt }: Pick<SessionSummary, 'lastSeq' | 'lastActivityAt'>,
  { seq, createdAt }: Pick<Message, 'seq' | 'createdAt'>,
): boolean => seq <= lastSeq && Date.parse(lastActivityAt) - Date.parse(createdAt) <= Durations.grace;

/** What is in doubt is asked about within so many milliseconds, and not by a thousand members at the same moment. */
export const doubtMs = 3_000;
