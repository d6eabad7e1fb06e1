import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import type { SessionLog, Standing } from '../ports/session-log.ts';

/** Each attempt loses only to a writer that shows something newer, or to another reader that mends the same. */
const attempts = 3;

/**
 * A position shows as the session's preview from its reservation on. Where it turned out empty, shows the newest message
 * before it instead.
 *
 * Every reader that comes by mends, not only the one that sealed: a reader may die between sealing and mending, and a
 * writer that takes its own position back may bring back one that was sealed meanwhile. An empty position at or after the
 * preview's is the sign of either, so a log without one costs nothing here.
 */
export async function mendPreview(
  log: SessionLog,
  sessionId: SessionId,
  standing: Standing,
  entries: readonly LogEntry[],
): Promise<void> {
  if (!entries.some(({ kind, seq }) => kind === 'VOID' && seq >= standing.previewSeq)) return;

  let shown: Seq = standing.previewSeq;
  for (let attempt = 0; attempt < attempts && shown > 0; attempt += 1) {
    const entry = await log.entryAt(sessionId, shown);
    if (entry?.kind !== 'VOID') return;
    const newest = await log.lastMessageBefore(sessionId, shown);
    const { mended, showing } = await log.showInstead(sessionId, shown, newest);
    if (mended) return;
    shown = showing;
  }
}
