import type { Shown } from '../../domain/notification/composing.ts';
import type { Device } from '../../domain/notification/device.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import { isSettled } from '../../domain/notification/notice.ts';
import { pauseBeforeRetry, sendingRetries } from '../../domain/notification/retry.ts';
import type { Words } from '../../domain/notification/words.ts';
import { wordsFor } from '../../domain/notification/words.ts';
import type { DeviceId } from '../../domain/presence/device-sign.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { NotificationDurations } from '../../domain/vocabulary/notifications.ts';
import type { EmailOutcome } from '../ports/email-sender.ts';
import type { JobOutcome } from '../ports/job-queue.ts';
import type { DeviceAddress, Push, PushOutcome, PushResult, ShownPush } from '../ports/push-provider.ts';
import type { NotifyingDependencies } from './dependencies.ts';

/** What a notice says, beside what is the same for every notice. */
export interface Telling {
  /** Of pushes with the same one, a device shows the last. */
  readonly collapseId: string;
  readonly threadId: string;
  readonly data: Readonly<Record<string, string>>;
  /** `clear` where nothing is shown. */
  readonly category: ShownPush['category'] | 'clear';
  readonly show: (words: Words) => Shown;
  /** After this long it is of no use; default: as long as a push about a message. */
  readonly timeToLiveSeconds?: number;
}

/** What is left to do, by what came of it. */
interface Left {
  readonly done: readonly DeviceId[];
  readonly mailed: boolean;
  readonly refused: boolean;
  /** What a provider asked for, 0 for nothing; `undefined` where nothing is to be tried again. */
  readonly askedMs: number | undefined;
}

/**
 * Tells whom a notice still names, and says so. The lease is the caller's.
 *
 * @param telling `undefined` where it is of no interest any more: then nobody is told.
 * @param attempt how often the job was received.
 * @param known the user's devices, where they were read just now.
 */
export async function deliver(
  dependencies: NotifyingDependencies,
  notice: Notice,
  telling: Telling | undefined,
  attempt: number,
  known?: readonly Device[],
): Promise<JobOutcome> {
  const { notices, random } = dependencies;
  const left = telling === undefined ? nothingLeft(notice) : await tellOrGiveBack(dependencies, notice, telling, known);
  const { done: devices, mailed } = left;
  const isDone = devices.length === notice.devices.length && mailed === notice.mails;
  await notices.settle(notice.user, notice.id, { devices, mailed, givesBack: !isDone });
  if (left.refused) return { kind: 'dead', why: 'a provider takes it never' };
  if (left.askedMs === undefined) return { kind: 'done' };
  const afterMs = pauseBeforeRetry(sendingRetries, attempt, left.askedMs, random());
  return afterMs === null ? { kind: 'dead', why: 'it was tried too often' } : { kind: 'later', afterMs };
}

/**
 * Goes on with a notice that is there already: somebody else is at it, or began and died. A job is done once the notice is
 * settled, and no sooner: it may be the only one that knows of it.
 *
 * @param telling asked for where there is something left to tell.
 */
export async function goOn(
  dependencies: NotifyingDependencies,
  notice: Notice,
  telling: () => Promise<Telling | undefined>,
  attempt: number,
): Promise<JobOutcome> {
  if (isSettled(notice)) return { kind: 'done' };
  const { notices, clock } = dependencies;
  const now = clock.now();
  const isMine = await notices.lease(notice.user, notice.id, now, later(now, NotificationDurations.lease));
  if (!isMine) return { kind: 'later', afterMs: Math.max(1_000, notice.leasedUntil - now) };
  // What was left when it was looked up may have been done since.
  const current = (await notices.find(notice.user, notice.id)) ?? notice;
  return deliver(dependencies, current, await telling(), attempt);
}

const nothingLeft = ({ devices, mails }: Notice): Left => ({
  done: devices,
  mailed: mails,
  refused: false,
  askedMs: undefined,
});

/** Who cannot go on now does not keep others from it until the lease runs out. */
async function tellOrGiveBack(...asked: Parameters<typeof tell>): Promise<Left> {
  try {
    return await tell(...asked);
  } catch (error) {
    const [{ notices }, { user, id }] = asked;
    // Where this fails, too, the lease runs out.
    await notices.settle(user, id, { devices: [], mailed: false, givesBack: true }).catch(() => undefined);
    throw error;
  }
}

async function tell(
  dependencies: NotifyingDependencies,
  notice: Notice,
  telling: Telling,
  known: readonly Device[] | undefined,
): Promise<Left> {
  const devices = known ?? (await dependencies.devices.of(notice.user));
  const named = devices.filter(({ deviceId }) => notice.devices.includes(deviceId));
  const gone = notice.devices.filter((id) => !named.some(({ deviceId }) => deviceId === id));
  const [pushed, mailed] = await Promise.all([
    push(dependencies, notice, telling, named),
    notice.mails ? mail(dependencies, notice, telling, devices[0]?.locale ?? 'en') : undefined,
  ]);
  const outcomes = [...pushed.map(({ outcome }) => outcome), ...(mailed === undefined ? [] : [mailed])];
  const asked = outcomes.flatMap((outcome) => (typeof outcome === 'object' ? [outcome.retryAfterMs] : []));
  return {
    done: [...gone, ...pushed.filter(({ outcome }) => isFinal(outcome)).map(({ device }) => device.deviceId)],
    mailed: mailed !== undefined && isFinal(mailed),
    refused: outcomes.includes('refused'),
    askedMs: asked.length === 0 ? undefined : Math.max(...asked),
  };
}

const isFinal = (outcome: PushOutcome | EmailOutcome): boolean => outcome === 'sent' || outcome === 'gone';

async function push(
  dependencies: NotifyingDependencies,
  { user, id }: Notice,
  { show, category, ...rest }: Telling,
  devices: readonly Device[],
): Promise<readonly PushResult[]> {
  if (devices.length === 0) return [];
  const badge = await dependencies.unreadCounts.total(user, Limits.unreadShown);
  const every = { timeToLiveSeconds: NotificationDurations.pushSeconds, ...rest, id, badge };
  const locales = [...new Set(devices.map(({ locale }) => locale))];
  const results = await Promise.all(
    locales.map((locale) => {
      const said: Push =
        category === 'clear' ? { ...every, category } : { ...every, category, ...show(wordsFor(locale)) };
      const to = devices.filter((device) => device.locale === locale).map((device) => addressOf(user, device));
      return dependencies.pushProvider.send(said, to);
    }),
  );
  await Promise.all(results.flat().map((result) => keepAddress(dependencies, devices, result)));
  return results.flat();
}

const addressOf = (userId: UserId, { deviceId, target }: Device): DeviceAddress => ({ userId, deviceId, ...target });

/** Forgets an address that is dead, and takes over one that the provider gave in its place. */
async function keepAddress(
  { devices: kept, clock }: NotifyingDependencies,
  devices: readonly Device[],
  { device: { userId, deviceId }, outcome, newToken }: PushResult,
): Promise<void> {
  const device = devices.find((one) => one.deviceId === deviceId);
  if (device === undefined) return;
  if (outcome === 'gone') await kept.forget(userId, deviceId, device.target);
  if (outcome !== 'sent' || newToken === undefined || device.target.platform === 'WEB') return;
  await kept.register(userId, {
    ...device,
    target: { platform: device.target.platform, token: newToken },
    confirmedAt: clock.now(),
  });
}

async function mail(
  { users, emailSender }: NotifyingDependencies,
  { user, id }: Notice,
  { show }: Telling,
  locale: string,
): Promise<EmailOutcome> {
  const to = await users.emailOf(user);
  if (to === undefined) return 'gone';
  const { title, body } = show(wordsFor(locale));
  return emailSender.send({ id, userId: user, to, subject: title, paragraphs: [body], link: null });
}
