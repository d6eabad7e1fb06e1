import type { Draft } from '../drafts.ts';
import type { ChatErrorCode } from '../errors.ts';
import type { Message } from '../message.ts';

/** A message on its way, as it is kept. */
export interface KeptMessage {
  /** The client message id: the same in every attempt, whoever makes it. */
  readonly key: string;
  readonly sessionId: string;
  readonly draft: Draft;
  /** When it was written, in epoch milliseconds of this device's clock. */
  readonly queuedAt: number;
  /** When somebody last asked for it to be sent, on the same clock. */
  readonly since: number;
  /** Why it is not being sent; undefined while it is. */
  readonly refusal?: KeptRefusal;
}

/** A `ChatError`, whose class does not survive being kept. */
export interface KeptRefusal {
  readonly code: ChatErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly limit?: number;
}

/** What the pages of one user tell each other. */
export type OutboxWord =
  /** What is kept is another by now. */
  | { readonly kind: 'changed' }
  /** Whoever has the turn is alive: the answer to `changed`. */
  | { readonly kind: 'here' }
  /** The network is back, or someone is looking. */
  | { readonly kind: 'wake' }
  /** The server has a message. */
  | { readonly kind: 'sent'; readonly message: Message };

export interface OutboxEars {
  /** Another page said something. Words may be lost: what is kept is what counts. */
  readonly heard: (word: OutboxWord) => void;
  /** It is this page's turn to send. */
  readonly gained: () => void;
  /** The turn went to another page. */
  readonly lost: () => void;
}

/** What one page holds of the outbox of one user. Each promise rejects where the browser keeps nothing for this page. */
export interface OutboxHandle {
  /** All that is kept, in the order in which it came. */
  read(): Promise<readonly KeptMessage[]>;
  /** Keeps a message: behind all others, or in the place of the one with its key. */
  put(message: KeptMessage): Promise<void>;
  /** Keeps it no longer; nothing where it is not kept. */
  remove(key: string): Promise<void>;
  /** Keeps nothing of this user any more. */
  clear(): Promise<void>;
  /** Tells the user's other pages. */
  tell(word: OutboxWord): void;
  /**
   * Asks for the turn to send. One page has it at a time; from a page that closes or dies it goes to another. Where the
   * browser cannot tell pages apart, each has it, and the keys alone make one message of what several send.
   */
  awaitTurn(): void;
  /** Takes the turn from a page that has it and does not answer. */
  seizeTurn(): void;
  /** Gives the turn away and hears nothing any more. */
  close(): void;
}

/**
 * Where messages on their way are kept, so that neither a reload nor a crash loses one. Every implementation passes
 * `test/client/outbox.contract.ts`.
 */
export interface Outbox {
  open(userId: string, ears: OutboxEars): OutboxHandle;
}
