import type { MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import type { CallFacts, SystemFacts } from '../../domain/vocabulary/message-content.ts';
import { optionKey } from '../../domain/vocabulary/message-content.ts';
import { previewOf } from '../../domain/vocabulary/message-text.ts';
import { aliasId, userAudience } from '../../domain/vocabulary/messages.ts';
import type {
  LogEntry,
  Message,
  MessageContent,
  MessageQuote,
  PollContent,
  Reaction,
  SystemCall,
  SystemContent,
  Thread,
} from '../../generated/schema.ts';

/** Who is shown to have sent it: the alias alone of an anonymous message. */
export const shownSender = ({ alias, senderId, senderName }: MessageSlotItem) =>
  alias === undefined ? { senderId, senderName } : { senderId: aliasId(alias), senderName: alias };

const noContent: MessageContent = {
  text: null,
  code: null,
  formula: null,
  poll: null,
  location: null,
  attachment: null,
  system: null,
};

const toPoll = ({ text, poll }: Pick<MessageSlotItem, 'text' | 'poll'>): PollContent | null =>
  poll
    ? {
        question: text,
        options: poll.options.map((option, id) => ({ id, text: option, votes: poll.votes[optionKey(id)] ?? 0 })),
        isMultiple: poll.isMultiple,
        isAnonymous: poll.isAnonymous,
        voterCount: poll.voterCount,
        closesAt: poll.closesAt,
        closedAt: poll.closedAt,
      }
    : null;

const toSystem = (sessionId: string, facts: SystemFacts): SystemContent => ({
  event: facts.event,
  userIds: facts.userIds,
  role: facts.role,
  until: facts.until,
  messageId: facts.messageSeq === null ? null : messageIdOf(sessionId, facts.messageSeq),
  session: facts.session,
  call: facts.call === undefined ? null : toSystemCall(facts.call),
});

/** What is kept of a call for figures stays inside. */
const toSystemCall = ({ callId, mode, durationSeconds, fileIds }: CallFacts): SystemCall => ({
  callId,
  mode,
  durationSeconds,
  fileIds: fileIds ?? null,
});

/** The parts of a stored message, or of an earlier edition, that make up its content. */
export type ContentAttributes = Pick<
  MessageSlotItem,
  'messageKind' | 'text' | 'code' | 'poll' | 'location' | 'attachment' | 'system'
>;

/** What a message holds, as the API shows it: exactly what its kind has. */
export const toContent = (sessionId: string, slot: ContentAttributes): MessageContent => {
  const { messageKind, text, code, location, attachment, system } = slot;
  switch (messageKind) {
    case 'CODE':
      return { ...noContent, code: code ? { ...code, source: text } : null };
    case 'MATH_FORMULA':
      return { ...noContent, formula: { tex: text } };
    case 'POLL':
      return { ...noContent, poll: toPoll(slot) };
    case 'LOCATION':
      return { ...noContent, location: location ? { ...location, label: text === '' ? null : text } : null };
    case 'SYSTEM':
      return { ...noContent, system: system ? toSystem(sessionId, system) : null };
    case 'TEXT':
    case 'AI_RESPONSE':
      return { ...noContent, text };
    default:
      return { ...noContent, text: text === '' ? null : text, attachment: attachment ?? null };
  }
};

const messageAt = (slots: readonly SlotItem[], seq: number | undefined): MessageSlotItem | undefined =>
  slots.find((slot): slot is MessageSlotItem => slot.seq === seq && slot.entry === 'MESSAGE');

const toQuote = (sessionId: string, slot: MessageSlotItem | undefined): MessageQuote | null =>
  slot
    ? {
        messageId: messageIdOf(sessionId, slot.seq),
        ...shownSender(slot),
        kind: slot.messageKind,
        text: previewOf(slot.text),
        isDeleted: slot.deletedAt !== undefined,
      }
    : null;

const toThread = (sessionId: string, root: MessageSlotItem | undefined): Thread | null =>
  root?.lastReplyAt
    ? {
        rootId: messageIdOf(sessionId, root.seq),
        replyCount: root.replyCount ?? 0,
        lastReplyAt: root.lastReplyAt,
        version: root.version ?? 1,
      }
    : null;

/** In an order of their own: the database keeps them in none. */
const toReactions = (counts: Readonly<Record<string, number>>): Reaction[] =>
  Object.keys(counts)
    .sort()
    .map((emoji) => ({ emoji, count: counts[emoji] ?? 0 }));

/** The users who are told of what happened wherever they listen. */
const toldOf = (facts: SystemFacts | undefined): readonly string[] =>
  facts && !facts.ofOutsiders ? facts.userIds : [];

/**
 * A stored message as the API shows it.
 *
 * @param related slots of the same session, what it answers and what its thread starts with among them.
 */
export const toMessage = (sessionId: string, slot: MessageSlotItem, related: readonly SlotItem[]): Message => ({
  id: messageIdOf(sessionId, slot.seq),
  sessionId,
  seq: slot.seq,
  version: slot.version ?? 1,
  kind: slot.messageKind,
  content: slot.deletedAt === undefined ? toContent(sessionId, slot) : null,
  ...shownSender(slot),
  isAnonymous: slot.alias !== undefined,
  clientMessageId: slot.clientMessageId,
  createdAt: slot.at,
  editedAt: slot.editedAt ?? null,
  deletedAt: slot.deletedAt ?? null,
  mentions: slot.mentions ?? [],
  reactions: toReactions(slot.reactions ?? {}),
  replyTo: toQuote(sessionId, messageAt(related, slot.replyToSeq)),
  threadRootId: slot.threadRootSeq === undefined ? null : messageIdOf(sessionId, slot.threadRootSeq),
  thread: toThread(sessionId, slot.threadRootSeq === undefined ? slot : messageAt(related, slot.threadRootSeq)),
  audience: [sessionId].concat(toldOf(slot.system).map(userAudience)),
});

/** A stored slot as the log shows it. `related` as in `toMessage`, for the changed message too. */
export const toLogEntry = (sessionId: string, slot: SlotItem, related: readonly SlotItem[]): LogEntry => {
  const message = slot.entry === 'MESSAGE_CHANGED' ? messageAt(related, slot.targetSeq) : slot;
  return {
    sessionId,
    seq: slot.seq,
    kind: slot.entry,
    createdAt: slot.at,
    change: slot.entry === 'MESSAGE_CHANGED' ? slot.change : null,
    actorId: slot.entry === 'MESSAGE_CHANGED' ? slot.actorId : null,
    message: message?.entry === 'MESSAGE' ? toMessage(sessionId, message, related) : null,
  };
};
