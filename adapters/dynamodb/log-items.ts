import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { LogEntryKind, MessageKind } from '../../domain/vocabulary/messages.ts';
import { Attributes } from './attributes.ts';
import type { ClaimItem, MessageSlotItem, VoidSlotItem } from './layout/index.ts';
import { claimKey, slotKey } from './layout/index.ts';

export const messageSlotItem = (message: Message): MessageSlotItem => ({
  ...slotKey(message.sessionId, message.seq),
  seq: message.seq,
  entry: LogEntryKind.MESSAGE,
  at: toIso(message.createdAt),
  messageKind: message.content.kind,
  text: message.content.text,
  senderId: message.senderId,
  senderName: message.senderName,
  clientMessageId: message.clientMessageId,
});

export const voidSlotItem = (sessionId: SessionId, seq: Seq, at: Instant): VoidSlotItem => ({
  ...slotKey(sessionId, seq),
  seq,
  entry: LogEntryKind.VOID,
  at: toIso(at),
});

export const claimItem = ({ sessionId, senderId, clientMessageId, seq, createdAt }: Message): ClaimItem => ({
  ...claimKey(sessionId, senderId, clientMessageId),
  seq,
  expiresAt: Math.floor(createdAt / 1000) + Durations.claimSeconds,
});

export function readSlot(sessionId: SessionId, item: unknown): LogEntry {
  const slot = new Attributes(item, 'log entry');
  const kind = slot.oneOf('entry', LogEntryKind);
  const [seq, at] = [slot.seq('seq'), slot.instant('at')];
  if (kind === LogEntryKind.VOID) return { kind, seq, at };
  const message = {
    sessionId,
    seq,
    createdAt: at,
    senderId: slot.userId('senderId'),
    senderName: slot.textOrNull('senderName'),
    clientMessageId: slot.clientMessageId('clientMessageId'),
    content: { kind: slot.oneOf('messageKind', MessageKind), text: slot.text('text') },
  };
  return { kind, seq, at, message };
}
