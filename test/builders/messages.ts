import { randomUUID } from 'node:crypto';
import type { SessionLog } from '../../application/ports/session-log.ts';
import type { MessageDraft } from '../../domain/message/message.ts';
import { composeMessage } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { granted } from './chat-sessions.ts';

/** A text to everyone, in nobody's thread, unless told otherwise. */
export function aDraft(
  sessionId: SessionId,
  senderId: UserId,
  {
    text = 'hello',
    clientMessageId = randomUUID(),
    senderName = null,
    ...rest
  }: Partial<Record<'text' | 'clientMessageId', string>> &
    Partial<Pick<MessageDraft, 'senderName' | 'content' | 'alias' | 'mentions' | 'replyTo' | 'threadRoot'>> = {},
): MessageDraft {
  const composed = granted(composeMessage({ senderId, senderName, clientMessageId, kind: 'TEXT', text }));
  return { ...composed, sessionId, alias: null, mentions: [], replyTo: null, threadRoot: null, ...rest };
}

/** The next position of a log, for a message. @throws where none is to be had. */
export async function aPosition(log: SessionLog, sessionId: SessionId, at: Instant): Promise<Seq> {
  const reserved = await log.reserve(sessionId, at, { as: 'message', accessVersion: 0 });
  if (reserved.kind !== 'reserved') throw new Error(`unable to go on; the reservation ended ${reserved.kind}`);
  return reserved.seq;
}
