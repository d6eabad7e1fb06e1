import type { ChangeEntry, LogEntry } from '../../domain/message/log-entry.ts';
import { unlessExpired } from '../../domain/message/log-entry.ts';
import type { Message, SentMessage } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { instantOf, toIso } from '../../domain/shared/instant.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import { messageIdOf } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { LogEntryKind, MessageChange, MessageKind, systemSender } from '../../domain/vocabulary/messages.ts';
import { Attributes } from './attributes.ts';
import type { ChatTables } from './chat-tables.ts';
import { contentAttributes, readContent } from './content-items.ts';
import type { ChangeSlotItem, ClaimItem, MessageSlotItem, VoidSlotItem } from './layout/index.ts';
import { claimKey, slotKey } from './layout/index.ts';

/** What most messages do without is absent. */
export const messageSlotItem = (message: Message): MessageSlotItem => ({
  ...slotKey(message.sessionId, message.seq),
  seq: message.seq,
  entry: LogEntryKind.MESSAGE,
  at: toIso(message.createdAt),
  messageKind: message.kind,
  ...(message.content === null ? { text: '' } : contentAttributes(message.content)),
  senderId: message.senderId,
  senderName: message.senderName,
  clientMessageId: message.clientMessageId,
  ...(message.alias === null ? {} : { alias: message.alias }),
  ...(message.mentions.length === 0 ? {} : { mentions: message.mentions }),
  ...(message.replyTo === null ? {} : { replyToSeq: message.replyTo }),
  ...threadAttributes(message),
  ...changeAttributes(message),
  ...(message.expiresAt === null ? {} : { expiresAt: message.expiresAt / 1000 }),
});

const threadAttributes = ({ sessionId, threadRoot, thread }: Message): Partial<MessageSlotItem> => ({
  ...(threadRoot === null ? {} : { threadRootSeq: threadRoot, threadKey: messageIdOf(sessionId, threadRoot) }),
  ...(thread === null ? {} : { replyCount: thread.replyCount, lastReplyAt: toIso(thread.lastReplyAt) }),
});

const changeAttributes = ({ version, edition, reactions, editedAt, deletion }: Message): Partial<MessageSlotItem> => ({
  ...(version === 1 ? {} : { version }),
  ...(edition === 1 ? {} : { edition }),
  ...(Object.keys(reactions).length === 0 ? {} : { reactions }),
  ...(editedAt === null ? {} : { editedAt: toIso(editedAt) }),
  ...(deletion === null ? {} : { deletedAt: toIso(deletion.at), deletedBy: deletion.by }),
});

export const changeSlotItem = (sessionId: SessionId, entry: ChangeEntry): ChangeSlotItem => ({
  ...slotKey(sessionId, entry.seq),
  seq: entry.seq,
  entry: LogEntryKind.MESSAGE_CHANGED,
  at: toIso(entry.at),
  targetSeq: entry.target,
  change: entry.change,
  actorId: entry.actorId,
});

export const voidSlotItem = (sessionId: SessionId, seq: Seq, at: Instant): VoidSlotItem => ({
  ...slotKey(sessionId, seq),
  seq,
  entry: LogEntryKind.VOID,
  at: toIso(at),
});

/** A message as far as its claim needs it. */
type ClaimedBy = Pick<SentMessage, 'sessionId' | 'senderId' | 'clientMessageId' | 'seq' | 'createdAt'>;

export const claimItem = ({ sessionId, senderId, clientMessageId, seq, createdAt }: ClaimedBy): ClaimItem => ({
  ...claimKey(sessionId, senderId, clientMessageId),
  seq,
  expiresAt: Math.floor(createdAt / 1000) + Durations.claimSeconds,
});

/** As anyone may see it. `readSlot` alone is for what the stream tells, and for what goes on with a message that was read. */
export const readRetained = (sessionId: SessionId, item: unknown, { clock }: Pick<ChatTables, 'clock'>): LogEntry =>
  unlessExpired(readSlot(sessionId, item), clock.now());

export function readSlot(sessionId: SessionId, item: unknown): LogEntry {
  const slot = new Attributes(item, 'log entry');
  const kind = slot.oneOf('entry', LogEntryKind);
  const [seq, at] = [slot.seq('seq'), slot.instant('at')];
  switch (kind) {
    case 'VOID':
      return { kind, seq, at };
    case 'MESSAGE_CHANGED':
      return {
        kind,
        seq,
        at,
        target: slot.seq('targetSeq'),
        change: slot.oneOf('change', MessageChange),
        actorId: slot.text('actorId'),
      };
    case 'MESSAGE':
      return { kind, seq, at, message: readMessage(sessionId, slot) };
  }
}

function readMessage(sessionId: SessionId, slot: Attributes): Message {
  const kind = slot.oneOf('messageKind', MessageKind);
  const deletion = slot.has('deletedAt') ? { at: slot.instant('deletedAt'), by: slot.userId('deletedBy') } : null;
  return {
    sessionId,
    seq: slot.seq('seq'),
    createdAt: slot.instant('at'),
    kind,
    content: deletion === null ? readContent(kind, slot) : null,
    senderId: slot.text('senderId') === systemSender ? systemSender : slot.userId('senderId'),
    senderName: slot.textOrNull('senderName'),
    clientMessageId: slot.text('clientMessageId') === '' ? '' : slot.clientMessageId('clientMessageId'),
    alias: slot.textOrNull('alias'),
    mentions: slot.userIds('mentions'),
    replyTo: slot.seqOrNull('replyToSeq'),
    threadRoot: slot.seqOrNull('threadRootSeq'),
    version: slot.has('version') ? slot.count('version') : 1,
    edition: slot.has('edition') ? slot.count('edition') : 1,
    reactions: slot.counts('reactions'),
    editedAt: slot.instantOrNull('editedAt'),
    deletion,
    thread: slot.has('lastReplyAt')
      ? { replyCount: slot.countOrZero('replyCount'), lastReplyAt: slot.instant('lastReplyAt') }
      : null,
    expiresAt: slot.has('expiresAt') ? instantOf(slot.count('expiresAt') * 1000) : null,
  };
}
