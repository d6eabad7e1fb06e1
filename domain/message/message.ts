import type { Instant } from '../shared/instant.ts';
import { instantOf } from '../shared/instant.ts';
import type { ClientMessageId, MessageId, Seq, SessionId, UserId } from '../shared/ids.ts';
import { messageIdOf, parseClientMessageId, parseUserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import type { ContentWish } from '../vocabulary/composing.ts';
import { composeContent } from '../vocabulary/composing.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { refusalOfClientMessageId } from '../vocabulary/identifiers.ts';
import type { SystemFacts } from '../vocabulary/message-content.ts';
import { mentionable, refusalOfMentions } from '../vocabulary/mentions.ts';
import type { systemSender } from '../vocabulary/messages.ts';
import { MessageKind } from '../vocabulary/messages.ts';
import { expiryOf } from '../vocabulary/retention.ts';
import type { ComposedContent, MessageContent, SentContent } from './content.ts';
import { composedContentOf } from './content.ts';

/** A member's message that keeps every rule of its own. */
export interface ComposedMessage {
  /** Who wrote it, also where members are shown an alias. */
  readonly senderId: UserId;
  /** The sender's display name at the time; `null` when their token carries none. */
  readonly senderName: string | null;
  readonly clientMessageId: ClientMessageId;
  readonly content: ComposedContent;
  /** At most 50, each once. */
  readonly mentions: readonly UserId[];
}

/** A message for a session, without a position yet. Whom it mentions are members of it. */
export interface MessageDraft extends Omit<ComposedMessage, 'content'> {
  readonly sessionId: SessionId;
  readonly content: SentContent;
  /** What members are shown of the sender of an anonymous message; `null` for any other. */
  readonly alias: string | null;
  /** The position of the message that it answers. */
  readonly replyTo: Seq | null;
  /** The position of the message whose thread it is in. */
  readonly threadRoot: Seq | null;
  /** How long the session keeps it, as its sender read that; 0 for ever. */
  readonly retentionDays: number;
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
  /** From then on it is no more: a whole second. `null` for what is kept for ever, as everything that the system says. */
  readonly expiresAt: Instant | null;
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
  readonly kind: MessageKind;
  readonly content: ContentWish;
  /** User ids, of members or not. */
  readonly mentions: readonly string[];
}

/**
 * A message as far as it can be judged by itself. Code and formulas are still to be parsed, a file is to be looked up, and of
 * whom it mentions those are to be kept who are members.
 * Refused: `BadInput`, `TextTooLong`, `TextBlank`, `TextMalformed`.
 */
export function composeMessage(wish: ComposeMessage, now: Instant): Result<ComposedMessage> {
  const { senderId, senderName, kind } = wish;
  const clientMessageId = parseClientMessageId(wish.clientMessageId);
  if (clientMessageId === undefined) {
    const refusal = refusalOfClientMessageId(wish.clientMessageId);
    return refused(refusal ?? { code: ErrorCode.BadInput, why: 'clientMessageId cannot be used' });
  }
  const refusal = refusalOfMentions(wish.mentions);
  if (refusal !== undefined) return refused(refusal);
  const composed = composeContent(kind, wish.content, now);
  if (!composed.ok) return composed;
  const mentions = mentionable(wish.mentions, senderId).flatMap((id) => parseUserId(id) ?? []);
  return done({ senderId, senderName, clientMessageId, content: composedContentOf(kind, composed.value), mentions });
}

const unchanged = { version: 1, edition: 1, reactions: {}, editedAt: null, deletion: null, thread: null } as const;

/** Gives the draft its place in the log. */
export function messageAt({ retentionDays, ...draft }: MessageDraft, seq: Seq, at: Instant): SentMessage {
  return { ...draft, ...unchanged, kind: draft.content.kind, seq, createdAt: at, expiresAt: endOf(retentionDays, at) };
}

function endOf(retentionDays: number, at: Instant): Instant | null {
  const expiry = expiryOf(retentionDays, at);
  return expiry === undefined ? null : instantOf(expiry * 1000);
}

/** What happened in a session, as its log tells it. */
export interface SystemNote {
  readonly sessionId: SessionId;
  /** Who did it, `systemSender` where nobody did. */
  readonly actor: Message['senderId'];
  readonly system: SystemFacts;
  /** As a message's; for ever where it is left out. */
  readonly retentionDays?: number;
}

/** Gives what happened its place in the log. */
export const systemMessageAt = (
  { sessionId, actor, system, retentionDays = 0 }: SystemNote,
  seq: Seq,
  at: Instant,
): Message => ({
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
  expiresAt: endOf(retentionDays, at),
});

export const messageId = ({ sessionId, seq }: Pick<Message, 'sessionId' | 'seq'>): MessageId =>
  messageIdOf(sessionId, seq);
