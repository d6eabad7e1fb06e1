import type { SessionEvent } from '../../application/ports/session-events.ts';
import { carriedFiles } from '../../domain/message/carried-files.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Message, SentMessage } from '../../domain/message/message.ts';
import type { Attachment } from '../../domain/vocabulary/message-content.ts';
import { LogEntryKind, systemSender } from '../../domain/vocabulary/messages.ts';
import type { ItemChange } from './item-change.ts';
import { happened, MalformedRecord } from './item-change.ts';
import { readSlot } from './log-items.ts';

/** What a SLOT tells: an entry came into the log, a message changed where it stands, or its time to live was over. */
export function eventsOfSlot(change: ItemChange): readonly SessionEvent[] {
  const [before, after] = [change.before, change.after].map((item) =>
    item === undefined ? undefined : readSlot(change.sessionId, item),
  );
  if (before === undefined) return after === undefined ? [] : eventsOfEntry(change, after);
  if (before.kind !== LogEntryKind.MESSAGE) return [];
  if (after === undefined) return eventsOfExpiry(change, before.message);
  if (after.kind !== LogEntryKind.MESSAGE) throw new MalformedRecord('a message became another entry');
  return eventsOfUpdate(change, before.message, after.message);
}

function eventsOfEntry(change: ItemChange, entry: LogEntry): readonly SessionEvent[] {
  switch (entry.kind) {
    case LogEntryKind.VOID:
      return [];
    case LogEntryKind.MESSAGE_CHANGED:
      return [{ ...happened(change, 'MessageChanged', entry.at), name: 'MessageChanged', entry }];
    case LogEntryKind.MESSAGE:
      return [eventOfMessage(change, entry.message)];
  }
}

function eventOfMessage(change: ItemChange, message: Message): SessionEvent {
  const { content, createdAt, seq, senderId: actor } = message;
  if (content?.kind === 'SYSTEM') {
    const { system } = content;
    return { ...happened(change, 'SessionChanged', createdAt), name: 'SessionChanged', seq, actor, system };
  }
  if (!isSent(message)) throw new MalformedRecord('a message came into the log without a sender or content');
  return { ...happened(change, 'MessageSent', createdAt), name: 'MessageSent', message };
}

const isSent = (message: Message): message is SentMessage =>
  message.content !== null &&
  message.content.kind !== 'SYSTEM' &&
  message.senderId !== systemSender &&
  message.clientMessageId !== '';

function eventsOfUpdate(change: ItemChange, before: Message, after: Message): readonly SessionEvent[] {
  const updated: SessionEvent = {
    ...happened(change, 'MessageUpdated', change.storedAt),
    name: 'MessageUpdated',
    before,
    after,
  };
  const [had, has] = [attachmentOf(before), attachmentOf(after)];
  if (had === undefined) return [updated];
  if (has === undefined) return [updated, released(change, before, had.fileId)];
  if (had.state === has.state) return [updated];
  return [
    updated,
    {
      ...happened(change, 'AttachmentChanged', change.storedAt),
      name: 'AttachmentChanged',
      seq: after.seq,
      fileId: has.fileId,
      state: has.state,
    },
  ];
}

function eventsOfExpiry(change: ItemChange, message: Message): readonly SessionEvent[] {
  return [
    { ...happened(change, 'MessageExpired', change.storedAt), name: 'MessageExpired', message },
    ...carriedFiles(message).map((fileId, at) => released(change, message, fileId, at)),
  ];
}

/** @param at which of its files it is: of the first one the event is named as it always was. */
const released = (change: ItemChange, { seq }: Message, fileId: string, at = 0): SessionEvent => ({
  ...happened(change, at === 0 ? 'AttachmentReleased' : `AttachmentReleased/${at}`, change.storedAt),
  name: 'AttachmentReleased',
  seq,
  fileId,
});

const attachmentOf = ({ content }: Message): Attachment | undefined =>
  content !== null && 'attachment' in content ? content.attachment : undefined;
