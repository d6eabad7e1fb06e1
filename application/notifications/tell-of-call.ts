import type { NamedSession } from '../../domain/notification/composing.ts';
import { showRing } from '../../domain/notification/composing.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import { noticeOfRing, noticeOfRingOver } from '../../domain/notification/notice.ts';
import { isSilenced } from '../../domain/notification/who-is-notified.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { later } from '../../domain/shared/instant.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import { NotificationDurations, NotificationKind } from '../../domain/vocabulary/notifications.ts';
import type { JobOutcome } from '../ports/job-queue.ts';
import type { Telling } from './deliver.ts';
import { deliver, goOn } from './deliver.ts';
import type { NotifyingDependencies } from './dependencies.ts';
import type { CallJob } from './jobs.ts';
import { storedJob } from './jobs.ts';
import { quietNow } from './open-notice.ts';
import { tellOfHappening } from './tell-of-happening.ts';

/** Of one user. */
type OwnCallJob = CallJob & { readonly user: UserId };

/**
 * Brings what those who are rung are told of a call to where the call stands: it rings for those who have not answered, stops where
 * it does not ring any more, and is told as missed to those who did not come. It goes by the stored call alone, so that it does not
 * matter how often it is told, when, or in which order. @throws {StoreBusy} {QueueUnavailable}
 */
export async function tellOfCall(
  dependencies: NotifyingDependencies,
  job: CallJob,
  attempt: number,
): Promise<JobOutcome> {
  const call = (await dependencies.videoCalls.find(job.callId))?.state;
  if (call === undefined || call.sessionId !== job.sessionId) return { kind: 'done' };
  const { user } = job;
  return user === null ? tellEach(dependencies, job, call) : tellOne(dependencies, { ...job, user }, call, attempt);
}

/** A job of each who is rung, and one more for when it has rung out. */
async function tellEach(
  { pushes, clock }: NotifyingDependencies,
  job: CallJob,
  call: VideoCallState,
): Promise<JobOutcome> {
  const leftMs = isOver(call.phase) ? 0 : call.ringsUntil - clock.now();
  // A second later nobody's clock says that it rings.
  if (leftMs > 0) await pushes.send([storedJob(job)], { delaySeconds: Math.ceil(leftMs / 1000) + 1 });
  const jobs = call.invited.map(({ userId }) => storedJob({ ...job, user: userId }));
  if (jobs.length > 0) await pushes.send(jobs);
  return { kind: 'done' };
}

async function tellOne(
  dependencies: NotifyingDependencies,
  job: OwnCallJob,
  call: VideoCallState,
  attempt: number,
): Promise<JobOutcome> {
  const { user } = job;
  const answer = call.invited.find(({ userId }) => userId === user)?.answer;
  if (answer === undefined) return { kind: 'done' };
  if (ringsFor(call, user, dependencies.clock.now())) return ring(dependencies, job, call, attempt);
  const stopped = await stopRinging(dependencies, job, attempt);
  const hasCome = call.participants.some(({ userId }) => userId === user);
  if (stopped.kind !== 'done' || hasCome || (answer !== 'MISSED' && answer !== 'PENDING')) return stopped;
  const { id, sessionId, ringsUntil, startedBy: actor } = call;
  // The same whenever it is told, and never to come: the list is seen up to a time.
  const at = isOver(call.phase) && call.phase.endedAt < ringsUntil ? call.phase.endedAt : ringsUntil;
  const about = NotificationKind.MISSED_CALL;
  const missed = { kind: 'happening', user, sessionId, id, at, about, seq: null, actor, role: null } as const;
  return tellOfHappening(dependencies, missed, attempt);
}

const ringsFor = ({ phase, invited, ringsUntil }: VideoCallState, user: UserId, now: Instant): boolean =>
  !isOver(phase) && now < ringsUntil && invited.some(({ userId, answer }) => userId === user && answer === 'PENDING');

/** Rings on all devices of someone who wants to be disturbed now: what is quiet or muted stays so, and nothing is held back. */
async function ring(
  dependencies: NotifyingDependencies,
  job: OwnCallJob,
  call: VideoCallState,
  attempt: number,
): Promise<JobOutcome> {
  const { user, sessionId } = job;
  const { notices, devices, directory, notificationSettings, blocks, pushes, videoCalls, clock } = dependencies;
  const id = noticeOfRing(call.id);
  const view = await directory.view(user, sessionId);
  const isWelcome = view !== undefined && view.status !== 'BLOCKED' && !isSilenced(view.myPreferences, clock.now());
  const telling = isWelcome
    ? ringing(call, { isDirect: view.kind === 'DIRECT', name: view.myPreferences.customName ?? view.name }, clock.now())
    : undefined;
  const found = await notices.find(user, id);
  if (found !== undefined) return goOn(dependencies, found, async () => telling, attempt);
  if (telling === undefined || (await blocks.between(user, [call.startedBy])).has(call.startedBy)) {
    return { kind: 'done' };
  }
  const [settings, reached] = await Promise.all([notificationSettings.of(user), devices.of(user)]);
  const now = clock.now();
  if (!settings.pushEnabled || reached.length === 0 || quietNow(settings, reached, now) !== null) {
    return { kind: 'done' };
  }
  const notice = aNotice(
    user,
    id,
    reached.map(({ deviceId }) => deviceId),
    now,
  );
  if (!(await notices.open(user, notice, [], now))) return { kind: 'later', afterMs: 1_000 };
  const outcome = await deliver(dependencies, notice, telling, attempt, reached);
  // Whoever answers while it is being pushed answers before there is anything to take back.
  const after = await videoCalls.find(call.id);
  if (after !== undefined && !ringsFor(after.state, user, clock.now())) await pushes.send([storedJob(job)]);
  return outcome;
}

/** Has the devices stop that were rung, once. */
async function stopRinging(
  dependencies: NotifyingDependencies,
  { user, sessionId, callId }: OwnCallJob,
  attempt: number,
): Promise<JobOutcome> {
  const { notices, devices, clock } = dependencies;
  if ((await notices.find(user, noticeOfRing(callId))) === undefined) return { kind: 'done' };
  const telling: Telling = {
    category: 'clear',
    collapseId: callId,
    threadId: callId,
    data: { kind: 'call-over', sessionId, callId },
    show: () => ({ title: '', body: '' }),
  };
  const id = noticeOfRingOver(callId);
  const found = await notices.find(user, id);
  if (found !== undefined) return goOn(dependencies, found, async () => telling, attempt);
  const [reached, now] = [await devices.of(user), clock.now()];
  const notice = aNotice(
    user,
    id,
    reached.map(({ deviceId }) => deviceId),
    now,
  );
  const isOpened = await notices.open(user, notice, [], now);
  return isOpened ? deliver(dependencies, notice, telling, attempt, reached) : { kind: 'later', afterMs: 1_000 };
}

const aNotice = (user: UserId, id: string, devices: Notice['devices'], now: Instant): Notice => ({
  user,
  id,
  devices,
  mails: false,
  leasedUntil: later(now, NotificationDurations.lease),
  digest: [],
});

const ringing = (call: VideoCallState, session: NamedSession, now: Instant): Telling => ({
  category: 'call',
  collapseId: call.id,
  threadId: call.id,
  data: { kind: 'call', sessionId: call.sessionId, callId: call.id, callerId: call.startedBy, mode: call.mode },
  // Whoever takes up their device later finds out in the app.
  timeToLiveSeconds: Math.max(1, Math.floor((call.ringsUntil - now) / 1000)),
  show: (words) => showRing(call.mode, session, words),
});
