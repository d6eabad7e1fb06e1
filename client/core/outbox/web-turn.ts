/** What is needed of `navigator.locks`. */
export type Locks = Pick<LockManager, 'request'>;

export interface WebTurnOptions {
  readonly locks: Locks | undefined;
  /** The lock that all pages of a user ask for. */
  readonly name: string;
  readonly gained: () => void;
  readonly lost: () => void;
}

/**
 * The turn to send, as a Web Lock: the browser gives it to one page at a time, and takes it back from a page that is gone,
 * however it went. https://developer.mozilla.org/docs/Web/API/Web_Locks_API
 */
export class WebTurn {
  readonly #options: WebTurnOptions;
  readonly #over = new AbortController();
  #giveUp: (() => void) | undefined;

  constructor(options: WebTurnOptions) {
    this.#options = options;
  }

  wait(): void {
    const { locks, name, gained } = this.#options;
    if (locks === undefined) gained();
    else this.#follow(locks.request(name, { signal: this.#over.signal }, () => this.#hold()));
  }

  seize(): void {
    const { locks, name } = this.#options;
    if (locks === undefined || this.#giveUp !== undefined || this.#over.signal.aborted) return;
    this.#follow(locks.request(name, { steal: true }, () => this.#hold()));
  }

  close(): void {
    this.#over.abort();
    this.#giveUp?.();
  }

  /** Holds the lock as long as the promise that it answers is open. */
  #hold(): Promise<void> | undefined {
    if (this.#over.signal.aborted || this.#giveUp !== undefined) return undefined;
    return new Promise((resolve) => {
      this.#giveUp = resolve;
      this.#options.gained();
    });
  }

  /** A lock that was taken away rejects; whoever lost it waits for it again. */
  #follow(request: Promise<unknown>): void {
    request.catch(() => {
      if (this.#over.signal.aborted || this.#giveUp === undefined) return;
      this.#giveUp = undefined;
      this.#options.lost();
      this.wait();
    });
  }
}
