import type { MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import type { LogEntry, Message } from '../../generated/schema.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';

/** A stored message as the API shows it. */
export const toMessage = (sessionId: string, slot: MessageSlotItem): Message => ({
  id: messageIdOf(sessionId, slot.seq),
  sessionId,
  seq: slot.seq,
  kind: slot.messageKind,
  content: { text: slot.text },
  senderId: slot.senderId,
  senderName: slot.senderName,
  clientMessageId: slot.clientMessageId,
  createdAt: slot.at,
});

/** A stored slot as the log shows it. */
export const toLogEntry = (sessionId: string, slot: SlotItem): LogEntry => ({
  seq: slot.seq,
  kind: slot.entry,
  createdAt: slot.at,
  message: slot.entry === 'MESSAGE' ? toMessage(sessionId, slot) : null,
});
