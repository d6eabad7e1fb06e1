import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { Pointing, Reading } from '../../domain/vocabulary/related.ts';
import { relatedToRead, shownWhole } from '../../domain/vocabulary/related.ts';
import type { SessionLog } from '../ports/session-log.ts';

/** Entries with what they are shown with. */
export interface Related {
  /** Those of the page, from the first on, that can be shown whole. */
  readonly entries: readonly LogEntry[];
  /** What they point at, read after them. */
  readonly related: readonly LogEntry[];
}

/** Two hundred changes point at as many messages, and these at two each. */
const rounds = 6;

/**
 * Reads what entries are shown with, consistently and after them: the messages that changed, what messages answer, what
 * threads start with. `resolvers/functions/readRelated.ts` takes the same steps.
 */
export async function readRelated(
  log: Pick<SessionLog, 'entriesAt'>,
  sessionId: SessionId,
  page: readonly LogEntry[],
): Promise<Related> {
  const related: LogEntry[] = [];
  const missing: number[] = [];
  const reading = (): Reading => ({ page: page.map(pointing), related: related.map(pointing), missing });
  for (let round = 0; round < rounds; round += 1) {
    const wanted = relatedToRead(reading(), Limits.relatedPerRead);
    if (wanted.length === 0) break;
    const found = await log.entriesAt(sessionId, wanted.map(seqOf));
    related.push(...found);
    missing.push(...wanted.filter((seq) => !found.some((entry) => entry.seq === seq)));
  }
  return { entries: page.slice(0, shownWhole(reading())), related };
}

const pointing = (entry: LogEntry): Pointing => ({
  seq: entry.seq,
  target: entry.kind === 'MESSAGE_CHANGED' ? entry.target : undefined,
  quoted: (entry.kind === 'MESSAGE' ? entry.message.replyTo : null) ?? undefined,
  root: (entry.kind === 'MESSAGE' ? entry.message.threadRoot : null) ?? undefined,
  length: (entry.kind === 'MESSAGE' ? entry.message.content?.text.length : undefined) ?? 0,
});
