import type { World } from './world.ts';

/** Presence lapses after five minutes of silence; what live delivery failed to tell is found as soon. */
const beatMs = 60_000;
/** As others' presence is looked for again when it lapses. */
const beatsOfTyping = 5;

export interface ClientBeatOptions {
  readonly world: World;
  /** It is to be said that this user is there. */
  readonly alive: () => void;
  /** What live delivery may have failed to tell is to be looked for. */
  readonly look: (due: { readonly isTypingDue: boolean }) => void;
}

/** What a connected client does once a minute; it looks for nothing while nobody is looking at it. */
export class ClientBeat {
  readonly #options: ClientBeatOptions;
  #cancel: (() => void) | undefined;
  #beats = 0;
  #isWatched = true;

  constructor(options: ClientBeatOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#cancel !== undefined;
  }

  begin(): void {
    const { world, alive, look } = this.#options;
    this.#cancel = world.after(beatMs, () => {
      this.begin();
      this.#beats += 1;
      if (this.#isWatched) look({ isTypingDue: this.#beats % beatsOfTyping === 0 });
    });
    alive();
  }

  watched(isWatched: boolean): void {
    this.#isWatched = isWatched;
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
