import type { Instant } from '../shared/instant.ts';
import type { ClientMessageId, MessageId, Seq, SessionId, UserId } from '../shared/ids.ts';
import { messageIdOf, parseClientMessageId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { refusalOfClientMessageId } from '../vocabulary/identifiers.ts';
import type { SystemFacts } from '../vocabulary/message-content.ts';
import { refusalOfText } from '../vocabulary/message-text.ts';
import type { systemSender } from '../vocabulary/messages.ts';
import { MessageKind } from '../vocabulary/messages.ts';
import type { MessageContent, SentContent } from './content.ts';

/** A member's message that keeps every rule of its own. */
export interface ComposedMessage {
  /** Who wrote it, also where members are shown an alias. */
  readonly senderId: UserId;
  /** The sender's display name at the time; `null` when their token carries none. */
  readonly senderName: string | null;
  readonly clientMessageId: ClientMessageId;
  readonly content: SentContent;
}

/** A message for a session, without a position yet. */
export interface MessageDraft extends ComposedMessage {
  readonly sessionId: SessionId;
  /** What members are shown of the sender of an anonymous message; `null` for any other. */
  readonly alias: string | null;
  /** Members, at most 50. */
  readonly mentions: readonly UserId[];
  /** The position of the message that it answers. */
  readonly replyTo: Seq | null;
  /** The position of the message whose thread it is in. */
  readonly threadRoot: Seq | null;
}

/** What was said, or what happened, at its position and as it is now. */
export interface Message {
  readonly sessionId: SessionId;
  readonly seq: Seq;
  readonly createdAt: Instant;
  readonly kind: MessageKind;
  /** Of this kind; `null` once the message is deleted. */
  readonly content: MessageContent | null;
  /** Nobody in particular, for some of what the system says. */
  readonly senderId: UserId | typeof systemSender;
  readonly senderName: string | null;
  /** Empty for what the system says. */
  readonly clientMessageId: ClientMessageId | '';
  readonly alias: string | null;
  readonly mentions: readonly UserId[];
  readonly replyTo: Seq | null;
  readonly threadRoot: Seq | null;
  /** How often it changed, from 1. */
  readonly version: number;
  /** How often its content did, from 1. */
  readonly edition: number;
  /** By emoji; none has 0. */
  readonly reactions: Readonly<Record<string, number>>;
  readonly editedAt: Instant | null;
  readonly deletion: { readonly at: Instant; readonly by: UserId } | null;
  /** Of a message that starts one. */
  readonly thread: { readonly replyCount: number; readonly lastReplyAt: Instant } | null;
}

/** What a member said, as it goes into the log. */
export interface SentMessage extends Message {
  readonly senderId: UserId;
  readonly clientMessageId: ClientMessageId;
  readonly content: SentContent;
}

export interface ComposeMessage {
  readonly senderId: UserId;
  readonly senderName: string | null;
  readonly clientMessageId: string;
  readonly kind: typeof MessageKind.TEXT;
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

const unchanged = { version: 1, edition: 1, reactions: {}, editedAt: null, deletion: null, thread: null } as const;

/** Gives the draft its place in the log. */
export const messageAt = (draft: MessageDraft, seq: Seq, at: Instant): SentMessage => ({
  ...draft,
  ...unchanged,
  kind: draft.content.kind,
  seq,
  createdAt: at,
});

/** What happened in a session, as its log tells it. */
export interface SystemNote {
  readonly sessionId: SessionId;
  /** Who did it, `systemSender` where nobody did. */
  readonly actor: Message['senderId'];
  readonly system: SystemFacts;
}

/** Gives what happened its place in the log. */
export const systemMessageAt = ({ sessionId, actor, system }: SystemNote, seq: Seq, at: Instant): Message => ({
  ...unchanged,
  sessionId,
  seq,
  createdAt: at,
  kind: MessageKind.SYSTEM,
  content: { kind: MessageKind.SYSTEM, text: '', system },
  senderId: actor,
  senderName: null,
  clientMessageId: '',
  alias: null,
  mentions: [],
  replyTo: null,
  threadRoot: null,
});

export const messageId = ({ sessionId, seq }: Pick<Message, 'sessionId' | 'seq'>): MessageId =>
  messageIdOf(sessionId, seq);
