import { chatErrorFrom } from './errors.ts';
import type { Reach } from './feed-rows.ts';
import type { ReadReceipt } from './model.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

export interface ReceiptsOptions {
  readonly userId: string;
  /** Everyone's pointers; none where the session is too large to tell. */
  readonly ask: () => Promise<readonly ReadReceipt[]>;
  readonly changed: () => void;
  /** How far this user is, perhaps by another of their devices. */
  readonly own: (receipt: ReadReceipt) => void;
  readonly world: World;
}

type Reached = Pick<ReadReceipt, 'lastReadSeq' | 'lastDeliveredSeq'>;

const backoff = { firstMs: 1_000, mostMs: 60_000 };
/** Changes of who is a member come in bursts. */
const gatherMs = 500;

/** How far the other members of a session have received and read. */
export class Receipts {
  readonly #options: ReceiptsOptions;
  #others: ReadonlyMap<string, Reached> = new Map();
  /** How far everyone else got. */
  #least = { read: 0, delivered: 0 };
  #heardMeanwhile: ReadReceipt[] | undefined;
  #again = false;
  #attempt = 0;
  #cancelWait: (() => void) | undefined;
  #stopped = false;

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  /** How far the message at a position got with everyone else. */
  reachOf(seq: number): Reach {
    if (this.#others.size === 0) return 'sent';
    if (this.#least.read >= seq) return 'read';
    return this.#least.delivered >= seq ? 'delivered' : 'sent';
  }

  /** Who has read up to a position, by user id. */
  readersOf(seq: number): readonly string[] {
    return [...this.#others].filter(([, { lastReadSeq }]) => lastReadSeq >= seq).map(([userId]) => userId);
  }

  /** Asks for all pointers anew: some may have moved unheard. */
  async refresh(): Promise<void> {
    if (this.#stopped) return;
    if (this.#heardMeanwhile !== undefined) {
      this.#again = true;
      return;
    }
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#heardMeanwhile = [];
    try {
      const all = await this.#options.ask();
      this.#attempt = 0;
      this.#take(all, this.#heardMeanwhile);
    } catch (cause) {
      // Whoever is no member any more is not told, however often they ask.
      const { retryable } = chatErrorFrom(cause);
      if (retryable) this.#refreshIn(waitBefore(this.#attempt++, backoff, () => this.#options.world.random()));
    }
    this.#heardMeanwhile = undefined;
    if (!this.#again) return;
    this.#again = false;
    await this.refresh();
  }

  /** Members came or went. */
  membersChanged(): void {
    this.#refreshIn(gatherMs);
  }

  heard(receipt: ReadReceipt): void {
    this.#heardMeanwhile?.push(receipt);
    if (receipt.userId === this.#options.userId) {
      this.#options.own(receipt);
      return;
    }
    const before = this.#others.get(receipt.userId);
    const after = further(before, receipt);
    if (before !== undefined && same(before, after)) return;
    this.#know(new Map([...this.#others, [receipt.userId, after]]));
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWait?.();
  }

  #refreshIn(ms: number): void {
    if (!this.#stopped) this.#cancelWait ??= this.#options.world.after(ms, () => void this.refresh());
  }

  #take(all: readonly ReadReceipt[], meanwhile: readonly ReadReceipt[]): void {
    if (this.#stopped) return;
    const { userId, own } = this.#options;
    const others = new Map<string, Reached>();
    for (const receipt of all) {
      // Pointers only move forward: an answer from before one moved is no reason to move it back.
      if (receipt.userId === userId) own(receipt);
      else others.set(receipt.userId, further(this.#others.get(receipt.userId), receipt));
    }
    for (const receipt of meanwhile) {
      if (others.has(receipt.userId)) others.set(receipt.userId, further(others.get(receipt.userId), receipt));
    }
    this.#know(others);
  }

  #know(others: ReadonlyMap<string, Reached>): void {
    this.#others = others;
    const all = [...others.values()];
    this.#least = {
      read: Math.min(...all.map(({ lastReadSeq }) => lastReadSeq)),
      delivered: Math.min(...all.map(deliveredTo)),
    };
    this.#options.changed();
  }
}

const deliveredTo = ({ lastReadSeq, lastDeliveredSeq }: Reached): number => Math.max(lastReadSeq, lastDeliveredSeq);

const further = (before: Reached | undefined, { lastReadSeq, lastDeliveredSeq }: Reached): Reached => ({
  lastReadSeq: Math.max(before?.lastReadSeq ?? 0, lastReadSeq),
  lastDeliveredSeq: Math.max(before?.lastDeliveredSeq ?? 0, lastDeliveredSeq),
});

const same = (one: Reached, other: Reached): boolean =>
  one.lastReadSeq === other.lastReadSeq && one.lastDeliveredSeq === other.lastDeliveredSeq;
