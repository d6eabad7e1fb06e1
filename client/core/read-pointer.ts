import type { Message } from './model.ts';
import type { World } from './world.ts';

export interface ReadPointerOptions {
  readonly userId: string;
  readonly lastReadSeq: number;
  readonly mark: (messageId: string) => Promise<{ readonly lastReadSeq: number }>;
  readonly moved: () => void;
  readonly world: World;
}

/** Messages that come in a burst are marked together. */
const gatherMs = 400;

/** How far this user has read, told to the server at most once in a while and only where it changes what is unread. */
export class ReadPointer {
  readonly #options: ReadPointerOptions;
  #lastReadSeq: number;
  #target: Message | undefined;
  #cancel: (() => void) | undefined;

  constructor(options: ReadPointerOptions) {
    this.#options = options;
    this.#lastReadSeq = options.lastReadSeq;
  }

  get lastReadSeq(): number {
    return this.#lastReadSeq;
  }

  /** Everything in `messages`, ascending, was seen. Own messages are never unread, so that they move nothing. */
  seen(messages: readonly Message[]): void {
    const { userId, world } = this.#options;
    const newest = messages.findLast(({ senderId }) => senderId !== userId);
    if (newest === undefined || newest.seq <= Math.max(this.#lastReadSeq, this.#target?.seq ?? 0)) return;
    this.#target = newest;
    this.#cancel ??= world.after(gatherMs, () => void this.#mark());
  }

  /** What was seen is marked now, for whoever leaves the session is not coming back to it. */
  stop(): void {
    if (this.#cancel === undefined) return;
    this.#cancel();
    void this.#mark();
  }

  async #mark(): Promise<void> {
    this.#cancel = undefined;
    const target = this.#target;
    if (target === undefined) return;
    try {
      const { lastReadSeq } = await this.#options.mark(target.id);
      this.#lastReadSeq = Math.max(this.#lastReadSeq, lastReadSeq);
      this.#options.moved();
    } catch {
      // The next look at the session marks it again.
    }
    if (this.#target === target) this.#target = undefined;
  }
}
