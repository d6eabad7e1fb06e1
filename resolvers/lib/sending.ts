import type { MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';
import type { MessageKind } from '../../domain/vocabulary/messages.ts';
import type { Message } from '../../generated/schema.ts';
import type { Joined } from './context.ts';

/** A message on its way through the pipeline of sendMessage. */
export interface Sending extends Joined {
  draft: {
    readonly kind: MessageKind;
    readonly text: string;
    readonly clientMessageId: string;
    readonly senderName: string | null;
  };
  /** The limit that applies, and when the minute is over. */
  rate?: { readonly limit: number; readonly retryAfterMs: number };
  /** The position reserved; null once it was given up for dead. */
  seq?: number | null;
  /** When it was reserved. */
  at?: string;
  /** What was tried to be written there. */
  slot?: MessageSlotItem;
  /** The position that the client message id has from an earlier send. */
  claimedSeq?: number;
  /** Durable; what is answered. */
  message?: Message;
}
