import { CatchUp } from './catch-up.ts';
import type { ChatError } from './errors.ts';
import { hasHole, viewAfter, withChange, withGone, withHistory, withLive, withLog } from './log-view.ts';
import type { LogView } from './log-view.ts';
import type { Message } from './message.ts';
import type { Change, LogPage } from './model.ts';
import { Retention } from './retention.ts';
import type { KnownRule } from './retention.ts';
import type { World } from './world.ts';

export interface LogKeeperOptions {
  readonly read: (after: number) => Promise<LogPage>;
  /** The view is another one. */
  readonly changed: () => void;
  /** A message came its way: new, known already, or as a change left it; or from the history, before all that. */
  readonly met: (message: Message, from: 'log' | 'history') => void;
  /** A change came its way, again perhaps; the view has it in a moment, and `changed` is called. */
  readonly metChange: (change: Pick<Change, 'seq' | 'actorId' | 'message'>) => void;
  /** A hole was seen that was not there: positions between these two were not told. */
  readonly gap: (after: number, upTo: number) => void;
  /** How long messages are kept. */
  readonly rule: () => KnownRule;
  /** The time of these is over: the view has them no more. */
  readonly forgotten: (messages: readonly Message[]) => void;
  /** Nothing is known to be missing. */
  readonly whole: () => void;
  readonly failed: (error: ChatError) => void;
  readonly world: World;
}

/** Keeps the view of one session's log whole: whatever comes in is merged, and what is missing is read. */
export class LogKeeper {
  readonly #options: LogKeeperOptions;
  readonly #catchUp: CatchUp;
  readonly #retention: Retention;
  #view: LogView | undefined;
  /** What came live before the newest page was there. */
  #early: ((view: LogView) => LogView)[] = [];

  constructor(options: LogKeeperOptions) {
    this.#options = options;
    this.#catchUp = new CatchUp({
      readOn: () => this.#readOn(),
      whole: options.whole,
      failed: options.failed,
      world: options.world,
    });
    this.#retention = new Retention(options.rule, () => this.#forget(), options.world);
  }

  get view(): LogView | undefined {
    return this.#view;
  }

  /** The newest page is there: every message after `base` is in it, or will come. */
  opened(messages: readonly Message[], base: number): void {
    this.#view = this.#early.reduce((view, apply) => apply(view), withHistory(viewAfter(base), messages));
    this.#early = [];
    for (const message of messages) this.#options.met(message, 'log');
    this.#forget();
  }

  live(message: Message): void {
    this.#options.met(message, 'log');
    this.#apply((view) => withLive(view, message));
  }

  /** A message changed, and the change has position `seq`. */
  change(seq: number, change: Pick<Change, 'actorId' | 'message'>): void {
    this.#options.met(change.message, 'log');
    this.#options.metChange({ seq, ...change });
    this.#apply((view) => withChange(view, seq, change.message));
  }

  /** Messages read from somewhere in the history. */
  history(messages: readonly Message[]): void {
    if (this.#view !== undefined) this.#view = withHistory(this.#view, messages);
    for (const message of messages) this.#options.met(message, 'history');
    this.#forget();
  }

  /** Something may be missing: the log is read from the durable cursor on. */
  need(): void {
    if (this.#view !== undefined) this.#catchUp.need();
  }

  stop(): void {
    this.#retention.stop();
    this.#catchUp.stop();
  }

  #apply(next: (view: LogView) => LogView): void {
    if (this.#view === undefined) {
      this.#early.push(next);
      return;
    }
    const hadHole = hasHole(this.#view);
    this.#view = next(this.#view);
    const { contiguousSeq, lastSeq } = this.#view;
    if (hasHole(this.#view)) this.#catchUp.hole();
    if (hasHole(this.#view) && !hadHole) this.#options.gap(contiguousSeq, lastSeq);
    this.#forget();
    this.#options.changed();
  }

  #forget(): void {
    const over = this.#view === undefined ? [] : this.#retention.over(this.#view);
    if (this.#view === undefined || over.length === 0) return;
    this.#view = withGone(this.#view, over);
    this.#options.forgotten(over);
  }

  async #readOn(): Promise<'whole' | 'more' | 'held up'> {
    const after = this.#view?.contiguousSeq ?? 0;
    const page = await this.#options.read(after);
    if (this.#view === undefined) return 'whole';
    this.#view = withLog(this.#view, page);
    for (const { seq, kind, actorId, message } of page.entries) {
      if (message === null) continue;
      this.#options.met(message, 'log');
      if (kind === 'MESSAGE_CHANGED') this.#options.metChange({ seq, actorId, message });
    }
    this.#forget();
    this.#options.changed();
    if (!hasHole(this.#view)) return 'whole';
    return this.#view.contiguousSeq > after ? 'more' : 'held up';
  }
}
