import type { DetailItem, FileItem, MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import type { ContentParts } from '../../domain/vocabulary/composed.ts';
import type { MessageKind } from '../../domain/vocabulary/messages.ts';
import type { RateParts } from '../../domain/vocabulary/rate-window.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { Joined } from './context.ts';
import type { Relating } from './relating.ts';

/** Content on its way to a message, as `checkContent` completes it. */
export interface Composing {
  doing: string;
  userId: string;
  /** Absent where there is nothing to check any more. */
  composed?: { readonly kind: MessageKind; readonly parts: ContentParts };
  /** What its sender is held to once it was parsed; only in slow mode. */
  pace?: { readonly sessionId: string; readonly clientMessageId: string; readonly seconds: number };
}

/** What a message says besides its content. */
export interface Draft {
  readonly clientMessageId: string;
  readonly senderName: string | null;
  /** Those who can be mentioned; whether they are members, reading shows. */
  readonly mentions: readonly string[];
  /** Positions of the session, null for none. */
  readonly replyTo: number | null;
  readonly threadRoot: number | null;
  readonly isAnonymous: boolean;
}

/** A message on its way through the pipeline of sendMessage. */
export interface Sending extends Joined, Composing, Relating {
  sessionId: string;
  userId: string;
  doing: string;
  composed: { readonly kind: MessageKind; readonly parts: ContentParts };
  draft: Draft;
  /** When the request came, in epoch milliseconds: what it is counted at and judged by. */
  now: number;
  /** Of all members a minute; 0 for no limit. */
  messagesPerMinute: number;
  /** What the caller sent in the window before. */
  rateBefore: RateParts;
  /** Read only where the message has a file. */
  detail: DetailItem | null;
  /** The file that the message is to carry, where it is one of the session. */
  file: FileItem | null;
  /** What the message points at, as it was read. */
  related: readonly SlotItem[];
  /** Only of an anonymous message. */
  alias?: string;
  /** Members. */
  mentions: readonly string[];
  /** The position reserved; null once it was given up for dead. */
  seq?: number | null;
  /** When it was reserved. */
  at?: string;
  /** What was tried to be written there. */
  slot?: MessageSlotItem;
  /** The position that the client message id has from an earlier send. */
  claimedSeq?: number;
  /** What cannot be repaired by another round. */
  refusal?: Refusal;
}

/** The positions that the message points at, each once: a batch takes no key twice. */
export const pointedAt = ({ replyTo, threadRoot }: Draft): number[] =>
  [replyTo, threadRoot].filter((seq): seq is number => seq !== null).filter((seq, at, all) => all.indexOf(seq) === at);
