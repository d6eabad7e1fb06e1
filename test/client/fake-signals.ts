import type { Signals } from '../../client/core/calls/media.ts';

interface Ear {
  readonly userId: string;
  readonly signal: (from: string, payload: string) => void;
}

/** The signals of one call: whoever does not listen when they come has lost them. */
export class FakeSignals {
  readonly sent: { readonly from: string; readonly to: string; readonly kind: string; readonly payload: string }[] = [];
  /** Says which are lost on their way. */
  loses: (kind: string, to: string) => boolean = () => false;
  #ears: Ear[] = [];
  readonly #waiting: (() => void)[] = [];
  /** While set, subscriptions are not acknowledged. */
  isDeaf = false;

  of(userId: string): Signals {
    return {
      send: async (to, kind, payload) => {
        await Promise.resolve();
        this.sent.push({ from: userId, to, kind, payload });
        if (this.loses(kind, to)) return;
        for (const ear of this.#ears) if (ear.userId === to) ear.signal(userId, payload);
      },
      listen: ({ ready, signal }) => {
        const ear = { userId, signal };
        let isOver = false;
        const open = (): void => {
          if (isOver) return;
          this.#ears.push(ear);
          ready();
        };
        if (this.isDeaf) this.#waiting.push(open);
        else queueMicrotask(open);
        return () => {
          isOver = true;
          this.#ears = this.#ears.filter((one) => one !== ear);
        };
      },
    };
  }

  /** Acknowledges what waits. */
  hear(): void {
    this.isDeaf = false;
    for (const open of this.#waiting.splice(0)) open();
  }
}
