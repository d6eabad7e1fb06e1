import * as documents from './documents.ts';
import { heardAs } from './documents.ts';
import type { Operation } from './documents.ts';
import type { ChatError } from './errors.ts';
import type { Message } from './message.ts';
import type { Change, ReadReceipt, TypingSignal } from './model.ts';
import type { Transport } from './transport.ts';

export interface LiveSessionHandlers {
  readonly message: (message: Message) => void;
  readonly change: (change: Change) => void;
  readonly receipt: (receipt: ReadReceipt) => void;
  readonly typing: (signal: TypingSignal) => void;
  /** What the log tells may have been missed by now: a subscription that was not there is, or an event could not be read. */
  readonly catchUp: () => void;
  /** Receipts may have been missed by now. */
  readonly receiptsAgain: () => void;
  readonly typingLost: () => void;
  /** Nothing is told by itself for now: what the log tells is to be asked for. */
  readonly check: () => void;
  /** Messages or changes do not arrive. */
  readonly lost: (error: ChatError) => void;
}

type Ear = 'messages' | 'changes' | 'receipts' | 'typing';

/** Everything that a session tells live, over a subscription each. */
export class LiveSession {
  readonly #transport: Transport;
  readonly #sessionId: string;
  readonly #handlers: LiveSessionHandlers;
  readonly #open = new Map<Ear, 'opening' | 'acknowledged' | 'lost'>();
  readonly #endings = new Map<Ear, () => void>();
  #heardSomething = false;
  /** Up to where the log was known when its tail was asked for, and nothing had been heard for a while. */
  #tailBefore: number | undefined;

  constructor(transport: Transport, sessionId: string, handlers: LiveSessionHandlers) {
    this.#transport = transport;
    this.#sessionId = sessionId;
    this.#handlers = handlers;
  }

  /** Whether messages or changes arrive. */
  get isHeard(): boolean {
    return this.#is('messages', 'acknowledged') || this.#is('changes', 'acknowledged');
  }

  /** Whether messages and changes both arrive. */
  get isWhole(): boolean {
    return this.#is('messages', 'acknowledged') && this.#is('changes', 'acknowledged');
  }

  get isLost(): boolean {
    return this.#is('messages', 'lost') || this.#is('changes', 'lost');
  }

  /** The log is asked for its tail; it is known up to `lastSeq`. */
  tailAsked(lastSeq: number | undefined): void {
    this.#tailBefore = this.#takeHeard() ? undefined : lastSeq;
  }

  /** Whether the log, which is known up to `lastSeq` now, has moved on unheard since its tail was asked for. */
  wasDeaf(lastSeq: number): boolean {
    const before = this.#tailBefore;
    this.#tailBefore = undefined;
    return before !== undefined && lastSeq > before && !this.#takeHeard();
  }

  /** Begins to listen; again: anew, for a subscription may be over without a word. */
  start(): void {
    this.stop();
    const { message, change, receipt, catchUp, check, receiptsAgain, lost } = this.#handlers;
    this.#listen('messages', documents.onMessageSent, message, { ready: catchUp, check, lost });
    this.#listen('changes', documents.onMessageUpdated, change, { ready: catchUp, check, lost });
    this.#listen('receipts', documents.onReceipt, receipt, {
      ready: receiptsAgain,
      check: receiptsAgain,
      lost: nothing,
    });
    this.typingAnew();
  }

  /** Begins to listen for typing anew: it ends with every block, without a word, and with whom one stands is settled then. */
  typingAnew(): void {
    const { typing, typingLost } = this.#handlers;
    this.#listen('typing', documents.onTypingIndicator, typing, { ready: nothing, check: nothing, lost: typingLost });
  }

  stop(): void {
    for (const end of this.#endings.values()) end();
    this.#endings.clear();
    this.#open.clear();
  }

  /** Whether anything was heard since this was asked last. */
  #takeHeard(): boolean {
    const heard = this.#heardSomething;
    this.#heardSomething = false;
    return heard;
  }

  #is(ear: Ear, state: 'acknowledged' | 'lost'): boolean {
    return this.#open.get(ear) === state;
  }

  #listen<T>(
    ear: Ear,
    operation: Operation<{ sessionId: string }, T>,
    tell: (value: T) => void,
    { ready, check, lost }: Pick<LiveSessionHandlers, 'check' | 'lost'> & { readonly ready: () => void },
  ): void {
    this.#endings.get(ear)?.();
    this.#open.set(ear, 'opening');
    const end = this.#transport.live(
      operation.document,
      { sessionId: this.#sessionId },
      {
        ready: () => {
          this.#open.set(ear, 'acknowledged');
          ready();
        },
        event: (data) => {
          this.#heardSomething = true;
          // An event that cannot be read still says that something happened.
          if (!heardAs(operation, data, tell) && ear !== 'typing') ready();
        },
        lost: (error) => {
          this.#open.set(ear, 'lost');
          lost(error);
        },
        check: () => {
          // What is asked for again and again is not missed.
          this.#heardSomething = true;
          check();
        },
      },
    );
    this.#endings.set(ear, end);
  }
}

const nothing = (): void => undefined;
