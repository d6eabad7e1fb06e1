import { Durations } from '../../domain/vocabulary/limits.ts';
import type { KnownNames } from './known-names.ts';
import type { Message } from './message.ts';
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
  /** When each of them sent their newest message, in epoch milliseconds of the server's clock. */
  readonly #saidAt = new Map<string, number>();

  constructor(me: string, world: World, names?: KnownNames) {
    this.#me = me;
    this.#world = world;
    this.#names = names;
  }

  get state(): State<readonly Typist[]> {
    return this.#state;
  }

  heard({ userId, userName, isTyping, expiresAt }: TypingSignal): void {
    if (userId === this.#me) return;
    // It comes on a way of its own, and may be overtaken by the message that was typed.
    if (Date.parse(expiresAt) - Durations.typing <= (this.#saidAt.get(userId) ?? 0)) return;
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

  /** They sent what they were typing. */
  said({ senderId, createdAt }: Pick<Message, 'senderId' | 'createdAt'>): void {
    this.#saidAt.set(senderId, Math.max(this.#saidAt.get(senderId) ?? 0, Date.parse(createdAt)));
    this.stopped(senderId);
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
