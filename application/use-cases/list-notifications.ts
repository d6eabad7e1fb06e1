import { standingInvites } from '../../domain/chat-session/admission.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseInstant } from '../../domain/shared/instant.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { refusalOfPageSize } from '../../domain/vocabulary/identifiers.ts';
import { NotificationLimits } from '../../domain/vocabulary/notifications.ts';
import type { Admissions } from '../ports/admissions.ts';
import type { ChatSessionDirectory, ChatSessionView } from '../ports/chat-session-directory.ts';
import type { Clock } from '../ports/clock.ts';
import type { ListNotifications, NoticesService, ShownNotification } from '../ports/notices-service.ts';
import type { ListedNotification, NotificationId, NotificationList } from '../ports/notification-list.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface ListNotificationsDependencies {
  readonly notificationList: NotificationList;
  readonly directory: Pick<ChatSessionDirectory, 'view'>;
  readonly sessionLog: Pick<SessionLog, 'entriesAt'>;
  readonly admissions: Pick<Admissions, 'invitesOf'>;
  readonly clock: Clock;
}

const separator = '|';

/**
 * One page of a user's own list, newest first. What was said is read as it is now, and only of sessions that the user is still in.
 * Refused: `BadInput`, `BadCursor`, `TryAgain`.
 */
export function listNotifications(dependencies: ListNotificationsDependencies): NoticesService['listNotifications'] {
  const { notificationList } = dependencies;
  return ({ user, limit, after }: ListNotifications) =>
    refusedWhenBusy(async () => {
      const refusal = refusalOfPageSize(limit, NotificationLimits.notificationsPage);
      if (refusal !== undefined) return refused(refusal);
      const before = after === null ? null : readCursor(after, user);
      if (before === undefined) {
        return refused({ code: ErrorCode.BadCursor, why: 'the cursor was not made by this list for this caller' });
      }
      const [page, seenUpTo, unseenCount] = await Promise.all([
        notificationList.page(user, limit, before),
        notificationList.seenUpTo(user),
        notificationList.unseen(user, NotificationLimits.unseenShown),
      ]);
      const [first, last] = [page.items.at(0), page.items.at(-1)];
      return done({
        items: await shown(dependencies, user, page.items, seenUpTo),
        startCursor: first === undefined ? null : cursorAt(first.id, user),
        endCursor: last === undefined ? null : cursorAt(last.id, user),
        hasPreviousPage: before !== null,
        hasNextPage: page.hasMore,
        unseenCount,
      });
    });
}

const cursorAt = (id: NotificationId, user: UserId): string => `${id}${separator}${user}`;

/** `undefined` for what is no cursor, or somebody else's. */
function readCursor(cursor: string, user: UserId): NotificationId | undefined {
  const owner = `${separator}${user}`;
  const id = cursor.slice(0, -owner.length);
  return cursor.endsWith(owner) && timeOf(id) !== undefined ? id : undefined;
}

/** When the entry of an id came; `undefined` for what is no id. */
export const timeOf = (id: NotificationId) =>
  /^\S{1,300}$/.test(id) ? parseInstant(id.split('#')[0] ?? '') : undefined;

async function shown(
  { directory, sessionLog, admissions, clock }: ListNotificationsDependencies,
  user: UserId,
  entries: readonly ListedNotification[],
  seenUpTo: NotificationId | null,
): Promise<readonly ShownNotification[]> {
  const sessionIds = [...new Set(entries.map(({ sessionId }) => sessionId))];
  const invites = entries.some(({ kind }) => kind === 'INVITED')
    ? standingInvites(await admissions.invitesOf(user), clock.now())
    : [];
  const sessions = new Map(
    await Promise.all(
      sessionIds.map(async (sessionId): Promise<[SessionId, ShownSession]> => {
        const view = await directory.view(user, sessionId);
        if (view === undefined || view.status === 'BLOCKED') {
          const invite = invites.find((one) => one.sessionId === sessionId);
          return [sessionId, { name: invite?.sessionName ?? null, messages: new Map() }];
        }
        const positions = entries.flatMap((entry) =>
          entry.sessionId === sessionId && isOfMessage(entry) ? (entry.seq ?? []) : [],
        );
        return [sessionId, { name: nameOf(view), messages: await messagesAt(sessionLog, sessionId, positions) }];
      }),
    ),
  );
  return entries.map((entry) => {
    const session = sessions.get(entry.sessionId);
    return {
      ...entry,
      sessionName: session?.name ?? null,
      message: (entry.seq === null ? undefined : session?.messages.get(entry.seq)) ?? null,
      isSeen: seenUpTo !== null && entry.id <= seenUpTo,
    };
  });
}

interface ShownSession {
  readonly name: string | null;
  readonly messages: ReadonlyMap<Seq, Message>;
}

const nameOf = ({ myPreferences, name }: ChatSessionView): string | null => myPreferences.customName ?? name;

const isOfMessage = ({ kind }: ListedNotification): boolean =>
  kind === 'DIRECT' || kind === 'MENTION' || kind === 'REPLY';

async function messagesAt(
  sessionLog: Pick<SessionLog, 'entriesAt'>,
  sessionId: SessionId,
  positions: readonly Seq[],
): Promise<ReadonlyMap<Seq, Message>> {
  if (positions.length === 0) return new Map();
  const entries = await sessionLog.entriesAt(sessionId, positions);
  return new Map(
    entries.flatMap((entry): [Seq, Message][] =>
      entry.kind === 'MESSAGE' && entry.message.deletion === null ? [[entry.seq, entry.message]] : [],
    ),
  );
}
