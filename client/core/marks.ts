import type * as Schema from '../../generated/schema.ts';
import type { Message } from './message.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

/** What this user left on a message. */
export type Mark = Omit<Schema.MyMarks, 'messageId'>;

export interface MarksOptions {
  readonly ask: (messageIds: readonly string[]) => Promise<readonly Schema.MyMarks[]>;
  readonly world: World;
}

const none: Mark = { reactions: [], votes: [] };
const gatherMs = 50;
/** As many messages as one question may name. */
const askedAtOnce = 50;

/** This user's own reactions and votes, which messages do not tell: they are the same to everyone. */
export class Marks {
  readonly #options: MarksOptions;
  readonly #state = createState<ReadonlyMap<string, Mark>>(new Map());
  readonly #wanted = new Set<string>();
  /** Asked for once. */
  readonly #asked = new Set<string>();
  /** What could not be answered is asked for again when it changes, or the network is back. */
  readonly #unanswered = new Set<string>();
  /** The newest question about each message that is being asked about. */
  readonly #questions = new Map<string, number>();
  #count = 0;
  #cancelWait: (() => void) | undefined;

  constructor(options: MarksOptions) {
    this.#options = options;
  }

  get state(): State<ReadonlyMap<string, Mark>> {
    return this.#state;
  }

  of(messageId: string): Mark {
    return this.#state.get().get(messageId) ?? none;
  }

  /** Messages are shown: those that somebody left something on are asked about. */
  shown(messages: readonly Pick<Message, 'id' | 'reactions' | 'content'>[]): void {
    for (const { id, reactions, content } of messages) {
      const isMarked = reactions.length > 0 || (content?.poll?.voterCount ?? 0) > 0;
      if (isMarked && !this.#asked.has(id)) this.#want(id);
    }
  }

  /** This user changed what they left on a message, somewhere. */
  moved(messageId: string): void {
    this.#want(messageId);
  }

  /** The network is back, or someone is looking again: what was asked for and did not come is asked for anew. */
  wake(): void {
    for (const messageId of this.#unanswered) this.#want(messageId);
    this.#unanswered.clear();
  }

  /** This user changed it here. What is being asked about it may be answered as it was before, and is asked once more. */
  set(messageId: string, change: (mark: Mark) => Mark): void {
    this.#asked.add(messageId);
    if (this.#questions.has(messageId)) this.#want(messageId);
    this.#state.set(new Map([...this.#state.get(), [messageId, change(this.of(messageId))]]));
  }

  stop(): void {
    this.#cancelWait?.();
  }

  #want(messageId: string): void {
    this.#wanted.add(messageId);
    this.#asked.add(messageId);
    this.#cancelWait ??= this.#options.world.after(gatherMs, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    this.#cancelWait = undefined;
    const ids = [...this.#wanted].slice(0, askedAtOnce);
    for (const id of ids) this.#wanted.delete(id);
    if (this.#wanted.size > 0) this.#cancelWait = this.#options.world.after(gatherMs, () => void this.#ask());
    const question = (this.#count += 1);
    for (const id of ids) this.#questions.set(id, question);
    const found = await this.#options.ask(ids).catch(() => undefined);
    // About the others something newer was asked meanwhile, or is going to be.
    const those = ids.filter((id) => this.#questions.get(id) === question && !this.#wanted.has(id));
    for (const id of ids) if (this.#questions.get(id) === question) this.#questions.delete(id);
    if (found === undefined) {
      for (const id of those) this.#unanswered.add(id);
      return;
    }
    const next = new Map(this.#state.get());
    for (const id of those) next.set(id, none);
    for (const { messageId, reactions, votes } of found) {
      if (those.includes(messageId)) next.set(messageId, { reactions, votes });
    }
    this.#state.set(next);
  }
}
