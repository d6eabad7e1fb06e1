import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { abandonedPositions, contiguousFrom } from '../../domain/vocabulary/session-log.ts';
import type { SessionLog, Slots, Standing } from '../ports/session-log.ts';
import { readRelated } from './read-related.ts';
import { unlessBusy } from './unless-busy.ts';

export interface SessionLogPage {
  /** In order of position. */
  readonly entries: readonly LogEntry[];
  /** What they are shown with, read after them: messages that changed, messages quoted, messages that start threads. */
  readonly related: readonly LogEntry[];
  /** Every position up to here is known and final. */
  readonly contiguousSeq: Seq;
  /** The newest position taken when the page was read. */
  readonly lastSeq: Seq;
}

export interface LogRange {
  readonly sessionId: SessionId;
  readonly after: Seq;
  readonly limit: number;
}

/**
 * Read, as `docs/session-log.md` has it: what stands after a position, holes whose writers were given up being sealed on
 * the way, and what that is shown with. `standing` was read before, so that whatever it counts is found. `resolvers/Query.sessionLog.ts` takes the
 * same steps.
 */
export async function readLog(
  log: SessionLog,
  { sessionId, after, limit }: LogRange,
  standing: Standing,
  now: Instant,
): Promise<SessionLogPage> {
  let slots = await log.slotsAfter(sessionId, after, limit);
  const abandoned = abandonedPositions(viewOf(after, slots, standing), now).map(seqOf);
  if (abandoned.length > 0) {
    await unlessBusy(() => log.seal(sessionId, abandoned, now));
    slots = await log.slotsAfter(sessionId, after, limit);
  }
  const lastSeq = Math.max(standing.lastSeq, slots.entries.at(-1)?.seq ?? 0);
  const { entries, related } = await readRelated(log, sessionId, slots.entries);
  const contiguous = contiguousFrom(
    after,
    entries.map(({ seq }) => seq),
    lastSeq,
  );
  return { entries, related, contiguousSeq: seqOf(contiguous), lastSeq: seqOf(lastSeq) };
}

const viewOf = (after: Seq, slots: Slots, standing: Standing) => ({
  after,
  slots: slots.entries.map(({ seq, at }) => ({ seq, at })),
  exhausted: slots.exhausted,
  lastSeq: standing.lastSeq,
  lastActivityAt: standing.lastActivityAt,
});
