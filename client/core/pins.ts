import { SystemEvent } from '../../domain/vocabulary/messages.ts';
import type { Message } from './message.ts';
import type { Pin } from './model.ts';
import { systemOf } from './session-events.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

export interface PinsOptions {
  readonly ask: () => Promise<readonly Pin[]>;
  readonly world: World;
}

const gatherMs = 300;

/** What is pinned in a session, newest first; empty until it was asked for. */
export class Pins {
  readonly #options: PinsOptions;
  readonly #state = createState<readonly Pin[]>([]);
  #wanted = false;
  /** What was heard of while an answer from before it may have been on its way. */
  readonly #gone = new Set<string>();
  /** Whether they were asked for in vain. */
  #isOwed = false;
  #asked = 0;
  #cancelWait: (() => void) | undefined;

  constructor(options: PinsOptions) {
    this.#options = options;
  }

  get state(): State<readonly Pin[]> {
    return this.#state;
  }

  has(messageId: string): boolean {
    return this.#state.get().some(({ message }) => message.id === messageId);
  }

  /** Reads them, and again whenever one comes or goes. What cannot be read now stays as it is until the network is back. */
  async load(): Promise<void> {
    this.#wanted = true;
    const asked = (this.#asked += 1);
    const pins = await this.#options.ask().catch(() => undefined);
    // An answer from before another was asked for says nothing new, whichever comes first.
    if (asked !== this.#asked) return;
    this.#isOwed = pins === undefined;
    if (pins !== undefined) this.#set(pins);
  }

  /** A message as it is now: one that is deleted is not kept at hand. */
  shown(message: Message): void {
    if (message.deletedAt !== null) this.gone(message);
  }

  /** A message that is deleted, or no longer kept. */
  gone({ id }: Message): void {
    this.#gone.add(id);
    if (this.has(id)) this.#set(this.#state.get());
  }

  /** A new message of the system. */
  met(message: Message): void {
    const event = systemOf(message)?.event;
    if (!this.#wanted || (event !== SystemEvent.MESSAGE_PINNED && event !== SystemEvent.MESSAGE_UNPINNED)) return;
    this.#cancelWait ??= this.#options.world.after(gatherMs, () => {
      this.#cancelWait = undefined;
      void this.load();
    });
  }

  /** The network is back, or someone is looking again: what was asked for and did not come is asked for anew. */
  wake(): void {
    if (this.#wanted && this.#isOwed) void this.load();
  }

  stop(): void {
    this.#wanted = false;
    this.#cancelWait?.();
  }

  #set(pins: readonly Pin[]): void {
    this.#state.set(pins.filter(({ message }) => !this.#gone.has(message.id)));
  }
}
