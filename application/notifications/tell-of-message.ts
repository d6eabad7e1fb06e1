import { maySendEmail } from '../../domain/notification/attention.ts';
import { showMessage } from '../../domain/notification/composing.ts';
import { noticeOfMessage } from '../../domain/notification/notice.ts';
import type { NotificationSettings } from '../../domain/notification/settings.ts';
import { isSilenced, listedAs } from '../../domain/notification/who-is-notified.ts';
import { presenceOf } from '../../domain/presence/presence.ts';
import type { Message } from '../../domain/message/message.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { messageIdOf } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { ChatSessionView } from '../ports/chat-session-directory.ts';
import type { JobOutcome } from '../ports/job-queue.ts';
import { clearWhereReadMeanwhile } from './clear.ts';
import type { Telling } from './deliver.ts';
import { deliver, goOn } from './deliver.ts';
import type { NotifyingDependencies } from './dependencies.ts';
import type { MessageJob } from './jobs.ts';
import { openNotice } from './open-notice.ts';

/** A message that is news to someone. */
interface News {
  readonly message: Message;
  readonly view: ChatSessionView;
}

/**
 * Tells one member of a message: an entry in their own list, a push to each of their devices or a place among what is held
 * back, and an e-mail where they are not there. Whatever was done before is not done again. @throws {StoreBusy}
 */
export async function tellOfMessage(
  dependencies: NotifyingDependencies,
  job: MessageJob,
  attempt: number,
): Promise<JobOutcome> {
  const { user, sessionId, seq, reason } = job;
  const { notices, devices, notificationSettings, notificationList, clock } = dependencies;
  const id = noticeOfMessage(sessionId, seq);
  const [settings, { notice, attended }] = await Promise.all([
    notificationSettings.of(user),
    notices.standing(user, id, sessionId),
  ]);
  const telling = async (): Promise<Telling | undefined> => {
    const news = await newsFor(dependencies, job, clock.now());
    return news && tellingOf(news, settings);
  };
  if (notice !== undefined) return goOn(dependencies, notice, telling, attempt);

  const [news, reached] = await Promise.all([newsFor(dependencies, job, clock.now()), devices.of(user)]);
  if (news === undefined) return { kind: 'done' };
  const kind = listedAs(reason);
  if (kind !== undefined) {
    const { createdAt: at } = news.message;
    await notificationList.add(user, { about: id, kind, sessionId, at, seq, actorId: null, role: null });
  }
  const pushed = settings.pushEnabled ? reached : [];
  const readSeq = news.view.lastReadSeq;
  const mayMail = settings.emailEnabled && maySendEmail(attended.attention, readSeq, clock.now());
  const mails = mayMail && (await isOffline(dependencies, user)) ? { readSeq } : null;
  if (pushed.length === 0 && mails === null) return { kind: 'done' };

  const opened = await openNotice(dependencies, { user, id, attended, seq, mails, devices: pushed, settings });
  if (opened === undefined) return { kind: 'later', afterMs: 1_000 };
  const outcome = await deliver(dependencies, opened, tellingOf(news, settings), attempt, reached);
  if (opened.devices.length > 0) await clearWhereReadMeanwhile(dependencies, job);
  return outcome;
}

/** The message, as far as the user is to hear of it: they are in the session, did not read it and want to know. */
async function newsFor(
  { directory, sessionLog }: NotifyingDependencies,
  { user, sessionId, seq }: MessageJob,
  now: Instant,
): Promise<News | undefined> {
  const [view, entry] = await Promise.all([directory.view(user, sessionId), sessionLog.entryAt(sessionId, seq)]);
  if (view === undefined || view.status === 'BLOCKED' || isSilenced(view.myPreferences, now)) return undefined;
  if (entry?.kind !== 'MESSAGE' || entry.message.deletion !== null) return undefined;
  // The session's pointer says nothing about its threads.
  const isRead = entry.message.threadRoot === null && seq <= view.lastReadSeq;
  return isRead ? undefined : { message: entry.message, view };
}

function tellingOf({ message, view }: News, settings: NotificationSettings): Telling {
  const { sessionId, seq } = message;
  const session = { isDirect: view.kind === 'DIRECT', name: view.myPreferences.customName ?? view.name };
  const messageId = messageIdOf(sessionId, seq);
  return {
    category: 'message',
    collapseId: messageId,
    threadId: sessionId,
    data: { kind: 'message', sessionId, messageId },
    show: (words) => showMessage(message, session, settings.showPreviews, words),
  };
}

/** E-mail is for those none of whose devices is there. */
async function isOffline({ presences, clock }: NotifyingDependencies, user: UserId): Promise<boolean> {
  const signs = (await presences.of([user])).get(user) ?? [];
  return presenceOf(signs, clock.now()).status === 'OFFLINE';
}
