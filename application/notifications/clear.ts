import { readUpTo } from '../../domain/notification/attention.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import { noticeOfReading } from '../../domain/notification/notice.ts';
import { messageIdOf } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { NotificationDurations } from '../../domain/vocabulary/notifications.ts';
import type { JobOutcome } from '../ports/job-queue.ts';
import type { Telling } from './deliver.ts';
import { deliver, goOn } from './deliver.ts';
import type { NotifyingDependencies } from './dependencies.ts';
import type { ClearJob, MessageJob } from './jobs.ts';
import { storedJob } from './jobs.ts';
import { turnOf } from './turn-of.ts';

/**
 * Takes back, from the devices that show something of a session, what its user read elsewhere, and tells them the new badge; and
 * holds nothing of it back any more. @throws {StoreBusy}
 */
export async function clearWhatWasRead(
  dependencies: NotifyingDependencies,
  job: ClearJob,
  attempt: number,
): Promise<JobOutcome> {
  const { user, sessionId, upTo } = job;
  const { notices, clock } = dependencies;
  const { id, found } = await turnOf(notices, user, (turn) => noticeOfReading(sessionId, upTo, turn));
  if (found !== undefined) return goOn(dependencies, found, async () => tellingOf(job), attempt);

  const [attended, now] = [await notices.attention(user, sessionId), clock.now()];
  const { attention, clears } = readUpTo(attended.attention, upTo);
  const holdsLess = attention.dueAt !== attended.attention.dueAt || attention.held !== attended.attention.held;
  if (clears.length === 0 && !holdsLess) return { kind: 'done' };
  const leasedUntil = later(now, NotificationDurations.lease);
  const notice: Notice = { user, id, devices: clears, mails: false, leasedUntil, digest: [] };
  const isOpened = await notices.open(user, notice, [{ ...attended, attention }], now);
  return isOpened ? deliver(dependencies, notice, tellingOf(job), attempt) : { kind: 'later', afterMs: 1_000 };
}

const tellingOf = ({ sessionId, upTo }: ClearJob): Telling => ({
  category: 'clear',
  collapseId: `clear.${sessionId}`,
  threadId: sessionId,
  data: { kind: 'clear', sessionId, upTo: messageIdOf(sessionId, upTo) },
  show: () => ({ title: '', body: '' }),
});

/** Whoever reads a message while it is being pushed reads it before the devices show it: it is taken back then, too. */
export async function clearWhereReadMeanwhile(
  { directory, pushes }: NotifyingDependencies,
  { user, sessionId, seq }: MessageJob,
): Promise<void> {
  const view = await directory.view(user, sessionId);
  if (view === undefined || view.lastReadSeq < seq) return;
  await pushes.send([storedJob({ kind: 'clear', user, sessionId, upTo: view.lastReadSeq })]);
}
