import { doubtMs, mayLack } from './in-flight.ts';
import type { Message } from './message.ts';
import type { SessionSummary } from './model.ts';
import { isOwnSender, isUnclear, systemOf, told } from './session-events.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

export interface SessionStateOptions {
  readonly session: SessionSummary;
  readonly userId: string;
  readonly ask: () => Promise<SessionSummary>;
  readonly world: World;
}

/** A session as this user sees it: as it was read, and what the system said in its log since. */
export class SessionState {
  readonly #options: SessionStateOptions;
  readonly #state;
  readonly #later = new Map<number, Message>();
  /** Positions that are known to be in what was read, or were asked about. */
  readonly #settled = new Set<number>();
  #read: SessionSummary;
  /** Whether it was asked for, and no answer came yet. */
  #isOwed = false;
  #cancelWait: (() => void) | undefined;
  #stopped = false;

  constructor(options: SessionStateOptions) {
    this.#options = options;
    this.#read = options.session;
    this.#state = createState<SessionSummary>(options.session);
  }

  get state(): State<SessionSummary> {
    return this.#state;
  }

  /** Whether a user's id, or an alias's, is this user's. */
  isOwn(senderId: string): boolean {
    return isOwnSender(senderId, this.#options.userId, this.#state.get().myAlias);
  }

  /** How many days what is said now is kept, null for ever, as far as was read: up to which position. */
  get rule(): { readonly days: number | null; readonly upTo: number } {
    return { days: this.#state.get().settings.messageRetentionDays, upTo: this.#read.lastSeq };
  }

  /** A message of the log; those of the system tell what became of the session. Answers whether it told anything new. */
  met(message: Message): boolean {
    if (systemOf(message) === null || this.#later.has(message.seq)) return false;
    if (message.seq <= this.#read.lastSeq) return this.#askIfLacking(message);
    this.#later.set(message.seq, message);
    this.#tell();
    if (isUnclear(this.#options.userId, message)) this.#askSoon();
    return true;
  }

  /** The network is back, or someone is looking again: what was asked for and did not come is asked for anew. */
  wake(): void {
    if (this.#isOwed) this.#askSoon();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWait?.();
  }

  #tell(): void {
    const inOrder = [...this.#later.values()].sort((one, other) => one.seq - other.seq);
    this.#state.set(inOrder.reduce((session, message) => told(session, message, this.#options.userId), this.#read));
  }

  /** Asks once about what the summary may lack. Answers whether it does ask. */
  #askIfLacking(message: Message): boolean {
    if (this.#settled.has(message.seq) || !mayLack(this.#read, message)) return false;
    this.#settled.add(message.seq);
    this.#askSoon();
    return true;
  }

  #askSoon(): void {
    const { world } = this.#options;
    if (this.#stopped) return;
    this.#isOwed = true;
    this.#cancelWait ??= world.after(Math.round(doubtMs * world.random()), () => void this.#ask());
  }

  /** What cannot be read now stays as it is: what the system says next, or the network's return, asks again. */
  async #ask(): Promise<void> {
    this.#cancelWait = undefined;
    const known = [...this.#later.keys()];
    const read = await this.#options.ask().catch(() => undefined);
    if (read === undefined || this.#stopped || read.lastSeq < this.#read.lastSeq) return;
    this.#read = read;
    this.#isOwed = false;
    for (const seq of known) this.#settled.add(seq);
    for (const [seq, message] of this.#later) {
      if (seq > read.lastSeq) continue;
      this.#later.delete(seq);
      this.#askIfLacking(message);
    }
    this.#tell();
  }
}
