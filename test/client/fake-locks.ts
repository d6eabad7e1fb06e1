import type { Locks } from '../../client/core/outbox/web-turn.ts';

interface Held {
  readonly steal: (cause: unknown) => void;
}

/** Exclusive locks among the pages of one imagined browser, as https://w3c.github.io/web-locks/ has them. */
export class FakeLocks {
  readonly #held = new Map<string, Held>();
  readonly #waiting = new Map<string, (() => void)[]>();

  get locks(): Locks {
    return { request: (name: string, ...more: unknown[]) => this.#request(name, more) };
  }

  #request(name: string, more: readonly unknown[]): Promise<unknown> {
    const run = more.at(-1) as () => unknown;
    const { signal, steal } = (more.length > 1 ? more[0] : {}) as { signal?: AbortSignal; steal?: boolean };
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        if (signal?.aborted === true) {
          this.#next(name);
          return;
        }
        const held: Held = { steal: reject };
        this.#held.set(name, held);
        void Promise.resolve()
          .then(run)
          .then(resolve, reject)
          .finally(() => {
            if (this.#held.get(name) !== held) return;
            this.#held.delete(name);
            this.#next(name);
          });
      };
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      if (steal === true) {
        this.#held.get(name)?.steal(new DOMException('stolen', 'AbortError'));
        begin();
      } else if (this.#held.has(name)) this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), begin]);
      else begin();
    });
  }

  #next(name: string): void {
    this.#waiting.get(name)?.shift()?.();
  }
}
