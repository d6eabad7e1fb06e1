import type { Message } from '../message/message.ts';
import type { MemberRole } from '../vocabulary/sessions.ts';
import type { CallMode } from '../vocabulary/calls.ts';
import { NotificationKind } from '../vocabulary/notifications.ts';
import type { DigestPart } from './notice.ts';
import { previewOf, shortened } from './preview.ts';
import type { Words } from './words.ts';

/** What a device shows. */
export interface Shown {
  readonly title: string;
  readonly body: string;
}

/** A session, as far as it is named to someone. */
export interface NamedSession {
  readonly isDirect: boolean;
  /** Their own name for it, or its own; `null` for neither. */
  readonly name: string | null;
}

/** Who said it, as members are shown them: of an anonymous message, the alias alone. */
export const authorOf = ({ alias, senderName, senderId }: Pick<Message, 'alias' | 'senderName' | 'senderId'>): string =>
  alias ?? senderName ?? senderId;

/** @param showsPreview whether it says what was said. */
export function showMessage(
  message: Pick<Message, 'alias' | 'senderName' | 'senderId' | 'content'>,
  session: NamedSession,
  showsPreview: boolean,
  words: Words,
): Shown {
  const author = authorOf(message);
  const title = session.isDirect || session.name === null ? author : words.inSession(author, session.name);
  const said = showsPreview && message.content !== null ? previewOf(message.content, words) : '';
  return { title: shortened(title), body: said === '' ? words.newMessage : said };
}

/** What a session itself has for someone. */
export function showHappening(
  kind: NotificationKind,
  role: MemberRole | null,
  session: NamedSession,
  words: Words,
): Shown {
  const body = ((): string => {
    switch (kind) {
      case NotificationKind.ADDED:
        return words.added;
      case NotificationKind.INVITED:
        return words.invited;
      case NotificationKind.JOIN_REQUESTED:
        return words.wantsToJoin;
      case NotificationKind.ROLE_GIVEN:
        return words.roleGiven(role ?? 'MEMBER');
      case NotificationKind.OWNERSHIP_GIVEN:
        return words.ownershipGiven;
      case NotificationKind.MISSED_CALL:
        return words.missedCall;
      default:
        return words.newMessage;
    }
  })();
  return { title: shortened(session.name ?? words.conversation), body };
}

/** A call that rings. */
export const showRing = (mode: CallMode, { name }: NamedSession, words: Words): Shown => ({
  title: shortened(name ?? words.conversation),
  body: mode === 'VIDEO' ? words.videoCall : words.audioCall,
});

/** "12 new messages in Fractions", by session where it is one alone. */
export function showDigest(parts: readonly DigestPart[], only: NamedSession | null, most: number, words: Words): Shown {
  const sum = (of: (part: DigestPart) => number): number => parts.reduce((all, part) => all + of(part), 0);
  const [messages, others] = [sum((part) => part.messages), sum((part) => part.others)];
  const told = [
    ...(messages === 0 ? [] : [words.newMessages(Math.min(messages, most), messages > most)]),
    ...(others === 0 ? [] : [words.others(others)]),
  ].join(', ');
  if (parts.length > 1) return { title: words.conversation, body: words.inSessions(told, parts.length) };
  const name = only?.name ?? null;
  if (name === null) return { title: words.conversation, body: told };
  return { title: shortened(name), body: shortened(words.inSession(told, name)) };
}
