import { Durations } from '../../domain/vocabulary/limits.ts';
import type { KnownNames } from './known-names.ts';
import type { TypingSignal } from './model.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

export interface Typist {
  readonly userId: string;
  readonly userName: string | null;
}

/**
 * Who of the others is typing.
 *
 * Lapses by the local clock, counted from the arrival of the signal: the server's `expiresAt` would be wrong by as much
 * as this device's clock is.
 */
export class Typists {
  readonly #me: string;
  readonly #world: World;
  readonly #names: KnownNames | undefined;
  readonly #state = createState<readonly Typist[]>([]);
  readonly #lapses = new Map<string, () => void>();

  constructor(me: string, world: World, names?: KnownNames) {
    this.#me = me;
    this.#world = world;
    this.#names = names;
  }

  get state(): State<readonly Typist[]> {
    return this.#state;
  }

  heard({ userId, userName, isTyping }: TypingSignal): void {
    if (userId === this.#me) return;
    if (!isTyping) {
      this.stopped(userId);
      return;
    }
    this.#names?.heard({ senderId: userId, senderName: userName });
    this.#lapses.get(userId)?.();
    this.#lapses.set(
      userId,
      this.#world.after(Durations.typing, () => this.stopped(userId)),
    );
    const others = this.#state.get();
    if (!others.some((typist) => typist.userId === userId)) this.#state.set([...others, { userId, userName }]);
  }

  /** They said so, fell silent, or sent what they were typing. */
  stopped(userId: string): void {
    this.#lapses.get(userId)?.();
    if (!this.#lapses.delete(userId)) return;
    this.#state.set(this.#state.get().filter((typist) => typist.userId !== userId));
  }

  clear(): void {
    for (const cancel of this.#lapses.values()) cancel();
    this.#lapses.clear();
    this.#state.set([]);
  }
}
