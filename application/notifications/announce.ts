import { reasonFor } from '../../domain/notification/who-is-notified.ts';
import type { Message } from '../../domain/message/message.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import { may } from '../../domain/vocabulary/permissions.ts';
import { NotificationKind } from '../../domain/vocabulary/notifications.ts';
import type { SessionKind } from '../../domain/vocabulary/sessions.ts';
import type { AudienceMember } from '../ports/audience.ts';
import type { JobOutcome } from '../ports/job-queue.ts';
import type { NotifyingDependencies } from './dependencies.ts';
import type { AnnounceJob, NoticeJob } from './jobs.ts';
import { storedJob } from './jobs.ts';

/** Members of one page, which is what the blocks between one and others are read for at once. */
const membersAtOnce = 100;

/** Who of a page of members is to be told, as a job each. */
type Choose = (members: readonly AudienceMember[]) => Promise<readonly NoticeJob[]>;

/**
 * Makes a job of each member who is to be told, and one more of the next page: work and time of a job do not grow with the
 * session, and the pages that were done stay so when one fails. @throws {StoreBusy} {QueueUnavailable}
 */
export async function announce(dependencies: NotifyingDependencies, job: AnnounceJob): Promise<JobOutcome> {
  const choose = await choosing(dependencies, job);
  if (choose === undefined) return { kind: 'done' };
  const { members, next } = await dependencies.audience.members(job.sessionId, job.after, membersAtOnce);
  // The next page is first, so that the last one of a large session begins soon.
  const onwards: readonly NoticeJob[] = next === null ? [] : [{ ...job, after: next }];
  await dependencies.pushes.send([...onwards, ...(await choose(members))].map(storedJob));
  return { kind: 'done' };
}

async function choosing(dependencies: NotifyingDependencies, job: AnnounceJob): Promise<Choose | undefined> {
  const session = await dependencies.chatSessions.find(job.sessionId, []);
  if (session === undefined || session.state.status === 'BLOCKED') return undefined;
  const { kind, isFrozen, settings } = session.state;
  if (job.what === 'message') {
    const message = await messageAt(dependencies, job);
    return message && toldOfMessage(dependencies, message, kind);
  }
  const { sessionId, id, at, actor } = job;
  const about = job.what === 'opening' ? NotificationKind.ADDED : NotificationKind.JOIN_REQUESTED;
  const governed = { kind, isFrozen, allowInvites: settings.allowInvites };
  return async (members) =>
    members
      .filter(({ user, role }) => user !== actor && (job.what === 'opening' || may(governed, role, 'APPROVE')))
      .map(({ user }) => ({ kind: 'happening', user, sessionId, id, at, about, seq: null, actor, role: null }));
}

async function messageAt({ sessionLog }: NotifyingDependencies, job: AnnounceJob & { readonly what: 'message' }) {
  const entry = await sessionLog.entryAt(job.sessionId, job.seq);
  return entry?.kind === 'MESSAGE' && entry.message.deletion === null ? entry.message : undefined;
}

async function toldOfMessage(
  dependencies: NotifyingDependencies,
  message: Message,
  sessionKind: SessionKind,
): Promise<Choose> {
  const { sessionLog, audience, blocks, clock } = dependencies;
  const { sessionId, seq, senderId, replyTo, threadRoot } = message;
  // The answer to what started the thread names one position twice.
  const positions = [...new Set([replyTo, threadRoot].flatMap((position) => position ?? []))];
  const [related, threadAuthors] = await Promise.all([
    positions.length === 0 ? [] : sessionLog.entriesAt(sessionId, positions),
    threadRoot === null ? new Set<UserId>() : audience.threadAuthors(sessionId, threadRoot),
  ]);
  const answered = new Set(related.flatMap((entry) => (entry.kind === 'MESSAGE' ? [entry.message.senderId] : [])));
  const notified = { message, sessionKind, answered, threadAuthors };
  return async (members) => {
    const now = clock.now();
    const told = members.flatMap(({ user, preferences }) => {
      const reason = reasonFor(notified, user, preferences, now);
      return reason === undefined ? [] : [{ user, reason }];
    });
    const users = told.map(({ user }) => user);
    const apart = senderId === systemSender || users.length === 0 ? noOne : await blocks.between(senderId, users);
    return told
      .filter(({ user }) => !apart.has(user))
      .map(({ user, reason }) => ({ kind: 'message', user, sessionId, seq, reason }));
  };
}

const noOne: ReadonlySet<UserId> = new Set();
