import type { Instant } from '../shared/instant.ts';
import type { ClientMessageId, MessageId, Seq, SessionId, UserId } from '../shared/ids.ts';
import { messageIdOf, parseClientMessageId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { refusalOfClientMessageId } from '../vocabulary/identifiers.ts';
import { refusalOfText } from '../vocabulary/message-text.ts';
import type { MessageKind } from '../vocabulary/messages.ts';

/** What a message holds, by kind. Text is stored as typed, and is never HTML. */
export interface TextContent {
  readonly kind: typeof MessageKind.TEXT;
  readonly text: string;
}
export type MessageContent = TextContent;

/** A message that keeps every rule of its own. */
export interface ComposedMessage {
  readonly senderId: UserId;
  /** The sender's display name at the time; `null` when their token carries none. */
  readonly senderName: string | null;
  readonly clientMessageId: ClientMessageId;
  readonly content: MessageContent;
}

/** A message for a session, without a position yet. */
export interface MessageDraft extends ComposedMessage {
  readonly sessionId: SessionId;
}

/** What one member said, at its position. */
export interface Message extends MessageDraft {
  readonly seq: Seq;
  readonly createdAt: Instant;
}

export interface ComposeMessage {
  readonly senderId: UserId;
  readonly senderName: string | null;
  readonly clientMessageId: string;
  readonly kind: MessageKind;
  readonly text: string;
}

/** Refused: `BadInput`, `TextTooLong`, `TextBlank`, `TextMalformed`. */
export function composeMessage(wish: ComposeMessage): Result<ComposedMessage> {
  const { senderId, senderName, kind, text } = wish;
  const clientMessageId = parseClientMessageId(wish.clientMessageId);
  if (clientMessageId === undefined) {
    const refusal = refusalOfClientMessageId(wish.clientMessageId);
    return refused(refusal ?? { code: ErrorCode.BadInput, why: 'clientMessageId cannot be used' });
  }
  const refusal = refusalOfText(text);
  if (refusal !== undefined) return refused(refusal);
  return done({ senderId, senderName, clientMessageId, content: { kind, text } });
}

/** Gives the draft its place in the log. */
export const messageAt = (draft: MessageDraft, seq: Seq, at: Instant): Message => ({ ...draft, seq, createdAt: at });

export const messageId = ({ sessionId, seq }: Message): MessageId => messageIdOf(sessionId, seq);
