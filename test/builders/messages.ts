import { randomUUID } from 'node:crypto';
import type { MessageDraft } from '../../domain/message/message.ts';
import { composeMessage } from '../../domain/message/message.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { granted } from './chat-sessions.ts';

export function aDraft(
  sessionId: SessionId,
  senderId: UserId,
  {
    text = 'hello',
    clientMessageId = randomUUID(),
    senderName = null,
  }: Partial<Record<'text' | 'clientMessageId', string>> & {
    readonly senderName?: string | null;
  } = {},
): MessageDraft {
  return { ...granted(composeMessage({ senderId, senderName, clientMessageId, kind: 'TEXT', text })), sessionId };
}
