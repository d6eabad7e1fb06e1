import type { NamedSession } from '../../domain/notification/composing.ts';
import { showHappening } from '../../domain/notification/composing.ts';
import { noticeOfEvent } from '../../domain/notification/notice.ts';
import { isSilenced } from '../../domain/notification/who-is-notified.ts';
import { NotificationKind } from '../../domain/vocabulary/notifications.ts';
import type { JobOutcome } from '../ports/job-queue.ts';
import type { Telling } from './deliver.ts';
import { deliver, goOn } from './deliver.ts';
import type { NotifyingDependencies } from './dependencies.ts';
import type { HappeningJob } from './jobs.ts';
import { openNotice } from './open-notice.ts';

/** What the user is shown of the session; whether they want to be disturbed by it. */
interface Concern {
  readonly session: NamedSession;
  readonly isSilent: boolean;
}

/**
 * Tells one user of what a session itself has for them: that they were added or invited, have another role, or that someone asks
 * to be let in where they decide. It is in their own list always, and pushed where they want that. @throws {StoreBusy}
 */
export async function tellOfHappening(
  dependencies: NotifyingDependencies,
  job: HappeningJob,
  attempt: number,
): Promise<JobOutcome> {
  const { user, sessionId, about: kind, at, seq, role, actor } = job;
  const { notices, devices, notificationSettings, notificationList, blocks } = dependencies;
  const id = noticeOfEvent(job.id);
  const concern = await concernOf(dependencies, job);
  const telling = concern && !concern.isSilent ? tellingOf(job, concern.session) : undefined;
  const { notice, attended } = await notices.standing(user, id, sessionId);
  if (notice !== undefined) return goOn(dependencies, notice, async () => telling, attempt);
  if (concern === undefined) return { kind: 'done' };
  if (actor !== null && (await blocks.between(user, [actor])).has(actor)) return { kind: 'done' };

  await notificationList.add(user, { about: id, kind, sessionId, at, seq, actorId: actor, role });
  const [settings, reached] = await Promise.all([notificationSettings.of(user), devices.of(user)]);
  if (telling === undefined || !settings.pushEnabled || reached.length === 0) return { kind: 'done' };
  const opened = await openNotice(dependencies, {
    user,
    id,
    attended,
    seq: null,
    mails: null,
    devices: reached,
    settings,
  });
  return opened === undefined
    ? { kind: 'later', afterMs: 1_000 }
    : deliver(dependencies, opened, telling, attempt, reached);
}

/** `undefined` where it concerns them no more: they are not in the session, or are already where they were invited to. */
async function concernOf(
  { directory, chatSessions, clock }: NotifyingDependencies,
  { user, sessionId, about }: HappeningJob,
): Promise<Concern | undefined> {
  const view = await directory.view(user, sessionId);
  if (about === NotificationKind.INVITED) {
    const invitedTo = view === undefined ? await chatSessions.find(sessionId, []) : undefined;
    return invitedTo && { session: { isDirect: false, name: invitedTo.state.name }, isSilent: false };
  }
  if (view === undefined || view.status === 'BLOCKED') return undefined;
  const { customName } = view.myPreferences;
  return {
    session: { isDirect: view.kind === 'DIRECT', name: customName ?? view.name },
    isSilent: isSilenced(view.myPreferences, clock.now()),
  };
}

const tellingOf = ({ id, sessionId, about, role }: HappeningJob, session: NamedSession): Telling => ({
  // Where it rang, a missed call takes the place of the ring.
  ...(about === NotificationKind.MISSED_CALL
    ? { category: 'missed-call', collapseId: id, data: { kind: about, sessionId, callId: id } }
    : { category: 'session', collapseId: noticeOfEvent(id), data: { kind: about, sessionId } }),
  threadId: sessionId,
  show: (words) => showHappening(about, role, session, words),
});
