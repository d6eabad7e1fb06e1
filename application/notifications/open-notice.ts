import type { Attention } from '../../domain/notification/attention.ts';
import { attend, maySendEmail } from '../../domain/notification/attention.ts';
import type { Device } from '../../domain/notification/device.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import { quietUntil } from '../../domain/notification/quiet-hours.ts';
import type { NotificationSettings } from '../../domain/notification/settings.ts';
import type { Seq, UserId } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { later } from '../../domain/shared/instant.ts';
import { NotificationDurations } from '../../domain/vocabulary/notifications.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import { longestDelaySeconds } from '../ports/job-queue.ts';
import type { Attended } from '../ports/notices.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import type { NotifyingDependencies } from './dependencies.ts';
import type { StoredJob } from './jobs.ts';
import { storedJob } from './jobs.ts';

/** Something that a user is to be told of a session, once. */
export interface Arriving {
  readonly user: UserId;
  readonly id: string;
  /** The user's attention to the session, as it was read. */
  readonly attended: Attended;
  /** The position of the message; `null` for what is about none. */
  readonly seq: Seq | null;
  /** Whether an e-mail is to go out, and how far the user has read by then. */
  readonly mails: { readonly readSeq: Seq } | null;
  readonly devices: readonly Device[];
  readonly settings: NotificationSettings;
}

/** How often what others did meanwhile is looked at anew. */
const rounds = 10;

/**
 * Opens the notice, leased, with what it changes of the user's attention: told at once, or held back. `undefined` where somebody
 * else opened it. @throws {StoreBusy}
 */
export async function openNotice(dependencies: NotifyingDependencies, arriving: Arriving): Promise<Notice | undefined> {
  const { notices, clock } = dependencies;
  const { user, id, seq, settings } = arriving;
  const devices = arriving.devices.map(({ deviceId }) => deviceId);
  let { attended } = arriving;
  for (let round = 1; round <= rounds; round += 1) {
    const now = clock.now();
    const quiet = quietNow(settings, arriving.devices, now);
    const { tells, attention } =
      devices.length === 0
        ? { tells: false, attention: attended.attention }
        : attend(attended.attention, { seq, now, quietUntil: quiet, gathers: settings.digest, devices });
    // Another message may have been mailed of meanwhile.
    const mails = arriving.mails !== null && maySendEmail(attended.attention, arriving.mails.readSeq, now);
    const mailed = mails ? { at: now, readSeq: arriving.mails.readSeq } : attention.mailed;
    const notice: Notice = {
      user,
      id,
      devices: tells ? devices : [],
      mails,
      leasedUntil: later(now, NotificationDurations.lease),
      digest: [],
    };
    if (await notices.open(user, notice, [{ ...attended, attention: { ...attention, mailed } }], now)) {
      if (attended.attention.dueAt === null) await releaseLater(dependencies.pushes, user, attention, now);
      return notice;
    }
    const standing = await notices.standing(user, id, attended.sessionId);
    if (standing.notice !== undefined) return undefined;
    attended = standing.attended;
  }
  throw new StoreBusy('open a notice', { cause: new Error(`overtaken ${rounds} times`) });
}

/** When quiet hours are over that hold now: by their own time zone, or that of the device registered last. */
export function quietNow(
  { quietHours }: NotificationSettings,
  devices: readonly Device[],
  now: Instant,
): Instant | null {
  if (quietHours === null) return null;
  return quietUntil(quietHours, quietHours.timeZone ?? devices[0]?.timeZone ?? 'UTC', now);
}

/** A minute is too coarse for what is due within minutes; what is due later is found by the clock that looks each minute. */
export async function releaseLater(
  pushes: JobQueue<StoredJob>,
  user: UserId,
  { dueAt }: Pick<Attention, 'dueAt'>,
  now: Instant,
): Promise<void> {
  if (dueAt === null) return;
  const delaySeconds = Math.max(0, Math.ceil((dueAt - now) / 1000));
  if (delaySeconds > longestDelaySeconds) return;
  await pushes.send([storedJob({ kind: 'digest', user, at: dueAt })], { delaySeconds });
}
