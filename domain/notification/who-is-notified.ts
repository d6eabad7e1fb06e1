import type { MemberPreferences } from '../chat-session/preferences.ts';
import type { Message } from '../message/message.ts';
import type { Instant } from '../shared/instant.ts';
import type { UserId } from '../shared/ids.ts';
import { NotificationKind } from '../vocabulary/notifications.ts';
import type { SystemFacts } from '../vocabulary/message-content.ts';
import type { SessionKind } from '../vocabulary/sessions.ts';

/** Why a member is notified of a message. The first three have an entry in the member's own list. */
export const Reason = {
  DIRECT: 'DIRECT',
  MENTION: 'MENTION',
  REPLY: 'REPLY',
  /** It is in a thread that they wrote in. */
  THREAD: 'THREAD',
  /** They want to hear of everything. */
  MESSAGE: 'MESSAGE',
} as const;
export type Reason = (typeof Reason)[keyof typeof Reason];

/** A message, with what it takes to know whom it is for. */
export interface Notified {
  readonly message: Pick<Message, 'senderId' | 'mentions'>;
  readonly sessionKind: SessionKind;
  /** Whose message it answers, and whose message starts its thread. */
  readonly answered: ReadonlySet<string>;
  /** Who wrote in its thread. */
  readonly threadAuthors: ReadonlySet<string>;
}

/** Whether a member wants to hear nothing of a session at all for now. */
export const isSilenced = ({ notifications, mutedUntil }: MemberPreferences, now: Instant): boolean =>
  notifications === 'NONE' || (mutedUntil !== null && now < mutedUntil);

/** Why this member is notified; `undefined` where they are not. */
export function reasonFor(
  { message, sessionKind, answered, threadAuthors }: Notified,
  user: UserId,
  preferences: MemberPreferences,
  now: Instant,
): Reason | undefined {
  if (user === message.senderId || isSilenced(preferences, now)) return undefined;
  const isDirect = sessionKind === 'DIRECT';
  const wantsAll = preferences.notifications === 'ALL';
  if (isDirect && wantsAll) return Reason.DIRECT;
  if (message.mentions.includes(user)) return Reason.MENTION;
  if (answered.has(user)) return Reason.REPLY;
  if (threadAuthors.has(user)) return Reason.THREAD;
  return wantsAll ? Reason.MESSAGE : undefined;
}

/** The entry of the member's own list that a message makes for a reason; `undefined` for none. */
export const listedAs = (reason: Reason): NotificationKind | undefined =>
  ({
    DIRECT: NotificationKind.DIRECT,
    MENTION: NotificationKind.MENTION,
    REPLY: NotificationKind.REPLY,
    THREAD: undefined,
    MESSAGE: undefined,
  })[reason];

/** What of a session's changes somebody is notified of who did not make it themselves: what it gave them. */
export function givenBy(
  { event, userIds, role }: SystemFacts,
  actor: string,
): { readonly kind: NotificationKind; readonly userIds: readonly string[] } | undefined {
  const others = userIds.filter((user) => user !== actor);
  if (others.length === 0) return undefined;
  if (event === 'MEMBERS_JOINED') return { kind: NotificationKind.ADDED, userIds: others };
  if (event === 'OWNERSHIP_TRANSFERRED') return { kind: NotificationKind.OWNERSHIP_GIVEN, userIds: others };
  if (event === 'ROLE_CHANGED' && role !== 'MEMBER') return { kind: NotificationKind.ROLE_GIVEN, userIds: others };
  return undefined;
}
