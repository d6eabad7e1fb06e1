import type { Message } from './message.ts';
import type { ReadReceipt } from './model.ts';
import type { World } from './world.ts';

type Place = Pick<Message, 'id' | 'seq'>;

export interface PointerOptions {
  /** How far the pointer is known to be. */
  readonly at: number;
  /** Moves it at the server; answers where it is then. */
  readonly move: (messageId: string) => Promise<number>;
  readonly moved: () => void;
  /** Whether another pointer says as much already, so that the server need not be told. */
  readonly isSaid?: (seq: number) => boolean;
  readonly world: World;
}

/** Messages that come in a burst are marked together. */
const gatherMs = 400;

/** A pointer into the log, told to the server at most once in a while, and never moved back. */
export class Pointer {
  readonly #options: PointerOptions;
  #at: number;
  #target: Place | undefined;
  #cancel: (() => void) | undefined;
  #moving = false;

  constructor(options: PointerOptions) {
    this.#options = options;
    this.#at = options.at;
  }

  /** Where the server has it, as far as is known. */
  get at(): number {
    return this.#at;
  }

  /** Where it is, or is about to be. */
  get goal(): number {
    return Math.max(this.#at, this.#target?.seq ?? 0);
  }

  reached(place: Place | undefined): void {
    if (place === undefined || place.seq <= this.goal) return;
    this.#target = place;
    if (!this.#moving) this.#cancel ??= this.#options.world.after(gatherMs, () => void this.#move());
  }

  /** Another device moved it. */
  heard(seq: number): void {
    if (seq <= this.#at) return;
    this.#at = seq;
    this.#options.moved();
  }

  /** What was reached is told now, for whoever leaves is not coming back to it. */
  stop(): void {
    if (this.#cancel === undefined) return;
    this.#cancel();
    void this.#move();
  }

  async #move(): Promise<void> {
    this.#cancel = undefined;
    const target = this.#target;
    if (target === undefined || target.seq <= this.#at || this.#options.isSaid?.(target.seq) === true) return;
    this.#moving = true;
    try {
      this.heard(await this.#options.move(target.id));
    } catch {
      // The next message, or the next look, marks it again.
    }
    this.#moving = false;
    if (this.#target === target) this.#target = undefined;
    else this.#cancel = this.#options.world.after(gatherMs, () => void this.#move());
  }
}

export interface PointersOptions {
  readonly lastReadSeq: number;
  readonly read: (messageId: string) => Promise<ReadReceipt>;
  readonly deliver: (messageId: string) => Promise<ReadReceipt>;
  readonly moved: () => void;
  readonly world: World;
}

/** How far this user has received and read one session. What is read was delivered, and is told once. */
export class Pointers {
  readonly read: Pointer;
  readonly delivered: Pointer;

  constructor({ lastReadSeq, read, deliver, moved, world }: PointersOptions) {
    this.read = new Pointer({
      at: lastReadSeq,
      move: async (messageId) => (await read(messageId)).lastReadSeq,
      moved,
      world,
    });
    this.delivered = new Pointer({
      at: lastReadSeq,
      move: async (messageId) => (await deliver(messageId)).lastDeliveredSeq,
      moved: () => undefined,
      isSaid: (seq) => seq <= this.read.goal,
      world,
    });
  }

  /** One of this user's devices has read or received further. */
  heard({ lastReadSeq, lastDeliveredSeq }: ReadReceipt): void {
    this.read.heard(lastReadSeq);
    this.delivered.heard(Math.max(lastReadSeq, lastDeliveredSeq));
  }

  stop(): void {
    this.read.stop();
    this.delivered.stop();
  }
}
