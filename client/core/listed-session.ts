import { Limits } from '../../domain/vocabulary/limits.ts';
import { previewOf } from '../../domain/vocabulary/message-text.ts';
import { isSaid, isUnreadFor } from '../../domain/vocabulary/unread.ts';
import { textOf } from './message.ts';
import type { Message } from './message.ts';
import type { SessionSummary } from './model.ts';
import { isOwnSender, told } from './session-events.ts';

/** A session as it was read, what was said in it since, and how far this user read it here. */
export interface Held {
  readonly read: SessionSummary;
  /** The number of the question that `read` answers. */
  readonly asked: number;
  /** By position. */
  readonly later: ReadonlyMap<number, Heard>;
  readonly readTo: number;
}

interface Heard {
  readonly message: Message;
  /** How many questions had been asked when it came. */
  readonly asked: number;
}

/** Whether what is held is newer than an answer. Of two that end at the same position, the one to the later question is. */
export const isNewer = ({ read, asked }: Pick<Held, 'read' | 'asked'>, other: Pick<Held, 'read' | 'asked'>): boolean =>
  read.lastSeq > other.read.lastSeq || (read.lastSeq === other.read.lastSeq && asked > other.asked);

/** What all of it comes to. */
export const shownOf = ({ read, later, readTo }: Held, userId: string): SessionSummary => {
  const inOrder = [...later.values()].map(({ message }) => message).sort((one, other) => one.seq - other.seq);
  return inOrder.reduce((session, message) => after(session, message, userId), readUpTo(read, readTo));
};

/** A session after one more message. */
const after = (before: SessionSummary, message: Message, userId: string): SessionSummary => {
  const session = told(before, message, userId);
  const { seq, kind, senderId, senderName, createdAt } = message;
  const isOwn = isOwnSender(senderId, userId, session.myAlias);
  const countable = {
    kind,
    senderId: isOwn ? userId : senderId,
    isInThread: message.threadRootId !== null,
    isDeleted: message.deletedAt !== null,
  };
  const unread = seq > session.lastReadSeq && isUnreadFor(userId, countable) ? 1 : 0;
  const mentioned = message.mentions.includes(userId) ? unread : 0;
  return {
    ...session,
    lastSeq: Math.max(session.lastSeq, seq),
    lastActivityAt: later(session.lastActivityAt, createdAt),
    lastMessage: isSaid(countable)
      ? { seq, senderId, senderName, kind, text: previewOf(textOf(message)) }
      : session.lastMessage,
    unreadCount: Math.min(Limits.unreadShown, session.unreadCount + unread),
    mentionCount: Math.min(Limits.unreadShown, session.mentionCount + mentioned),
  };
};

const later = (one: string, other: string): string => (Date.parse(other) > Date.parse(one) ? other : one);

/**
 * A read pointer only ever moves forward; an answer from before it moved is no reason to move it back, nor to show as
 * unread what was read to the end.
 */
const readUpTo = (session: SessionSummary, seq: number): SessionSummary => {
  if (seq <= session.lastReadSeq) return session;
  const isAll = seq >= session.lastSeq;
  return {
    ...session,
    lastReadSeq: seq,
    unreadCount: isAll ? 0 : session.unreadCount,
    mentionCount: isAll ? 0 : session.mentionCount,
  };
};
