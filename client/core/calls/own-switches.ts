import type * as Schema from '../../../generated/schema.ts';
import { chatErrorFrom } from '../errors.ts';
import type { ChatError } from '../errors.ts';
import type { OwnState } from './call-state.ts';
import type { MediaRole } from './media.ts';
import type { OwnMedia } from './own-media.ts';

type Switch = MediaRole | 'hand';

export interface OwnSwitchesOptions {
  readonly own: OwnMedia;
  /** Says what was switched. @throws {ChatError} */
  readonly tell: (switched: Readonly<Partial<Record<Switch, boolean>>>) => Promise<void>;
  /** Whether an error means that one is not in the call any more, which is seen to. */
  readonly isOut: (error: ChatError) => boolean;
  /** What was told is known: what the server says now is as new. */
  readonly settled: () => void;
  readonly changed: () => void;
}

/**
 * What of one's own is on. It is switched here at once, and told to the server after; what the server says meanwhile is
 * older than what was wished. What nobody here wished for, and the server says is off, is off: a moderator muted it.
 */
export class OwnSwitches {
  readonly #options: OwnSwitchesOptions;
  /** What was switched here and is not known to the server yet. */
  readonly #wishes = new Map<Switch, boolean>();
  #hand = false;
  #telling: Promise<void> = Promise.resolve();

  constructor(options: OwnSwitchesOptions) {
    this.#options = options;
  }

  get state(): OwnState {
    const { own } = this.#options;
    return {
      microphone: own.isOn('microphone'),
      camera: own.isOn('camera'),
      screen: own.isOn('screen'),
      hand: this.#hand,
    };
  }

  /** @throws {CaptureError} {ChatError} */
  async turn(role: MediaRole, on: boolean): Promise<void> {
    // Before the device is asked for, which takes as long as the person does.
    this.#wishes.set(role, on);
    try {
      await this.#options.own.turn(role, on);
    } catch (cause) {
      this.#wishes.delete(role);
      throw cause;
    }
    await this.tell();
  }

  /** @throws {ChatError} */
  async raiseHand(up: boolean): Promise<void> {
    this.#hand = up;
    this.#wishes.set('hand', up);
    this.#options.changed();
    await this.tell();
  }

  /** Something went on or off without anybody's pressing a switch. */
  went(role: MediaRole, on: boolean): void {
    this.#wishes.set(role, on);
    this.#options.changed();
    void this.tell().catch(() => undefined);
  }

  /** Tells the server what it does not know, one word after the other. @throws {ChatError} */
  tell(): Promise<void> {
    const told = this.#telling.then(() => this.#tellNow());
    this.#telling = told.catch(() => undefined);
    return told;
  }

  /** The server said how one is shown. */
  reconcile(shown: Schema.CallParticipant): void {
    const { own } = this.#options;
    for (const role of ['microphone', 'camera', 'screen'] as const) {
      if (!this.#wishes.has(role) && !shown[role] && own.isOn(role)) void own.turn(role, false);
    }
    if (!this.#wishes.has('hand')) this.#hand = shown.handRaisedAt !== null;
  }

  async #tellNow(): Promise<void> {
    const said = new Map(this.#wishes);
    if (said.size === 0) return;
    try {
      await this.#options.tell(Object.fromEntries(said));
      this.#settle(said);
      this.#options.settled();
    } catch (cause) {
      const error = chatErrorFrom(cause);
      // It stays a wish, and is told with the next sign of life.
      if (error.retryable) return;
      this.#settle(said);
      if (said.get('screen') === true) await this.#options.own.turn('screen', false);
      if (!this.#options.isOut(error)) throw error;
    }
  }

  #settle(said: ReadonlyMap<Switch, boolean>): void {
    for (const [name, on] of said) if (this.#wishes.get(name) === on) this.#wishes.delete(name);
  }
}
