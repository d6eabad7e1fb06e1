import type * as Schema from '../../generated/schema.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { Operation } from './documents.ts';
import type { Marks } from './marks.ts';
import type { LogEntry } from './model.ts';
import { persistently } from './persistently.ts';
import type { Transport, Variables } from './transport.ts';
import type { World } from './world.ts';

export interface MessageActionsOptions {
  readonly transport: Transport;
  readonly marks: Marks;
  /** The log has taken a change; nothing where there was nothing to change. */
  readonly taken: (entry: LogEntry | null) => void;
  readonly world: World;
}

/**
 * What can be done to a message that is there. Nothing is shown before the server has it; each promise settles when the view
 * shows the change, and rejects with a {@link ChatError}.
 */
export class MessageActions {
  readonly #options: MessageActionsOptions;

  constructor(options: MessageActionsOptions) {
    this.#options = options;
  }

  edit(messageId: string, content: Schema.MessageContentInput): Promise<void> {
    return this.#do(documents.editMessage, { messageId, content });
  }

  delete(messageId: string): Promise<void> {
    return this.#do(documents.deleteMessage, { messageId });
  }

  async react(messageId: string, emoji: string): Promise<void> {
    await this.#do(documents.addReaction, { messageId, emoji });
    this.#options.marks.set(messageId, (mark) => ({
      ...mark,
      reactions: [...mark.reactions.filter((held) => held !== emoji), emoji],
    }));
  }

  async unreact(messageId: string, emoji: string): Promise<void> {
    await this.#do(documents.removeReaction, { messageId, emoji });
    this.#options.marks.set(messageId, (mark) => ({
      ...mark,
      reactions: mark.reactions.filter((held) => held !== emoji),
    }));
  }

  /** Votes in place of any earlier vote; for nothing, takes it back. */
  async vote(messageId: string, optionIds: readonly number[]): Promise<void> {
    await this.#do(documents.votePoll, { messageId, optionIds });
    this.#options.marks.set(messageId, (mark) => ({ ...mark, votes: optionIds }));
  }

  closePoll(messageId: string): Promise<void> {
    return this.#do(documents.closePoll, { messageId });
  }

  /** @param until when the pin ends, as ISO 8601; never, where it is left out. */
  pin(messageId: string, until?: string): Promise<void> {
    return this.#do(documents.pinMessage, { messageId, ...(until === undefined ? {} : { until }) });
  }

  unpin(messageId: string): Promise<void> {
    return this.#do(documents.unpinMessage, { messageId });
  }

  async #do<In extends Variables>(operation: Operation<In, LogEntry | null>, variables: In): Promise<void> {
    const { transport, taken, world } = this.#options;
    taken(await persistently(world, () => ask(transport, operation, variables)));
  }
}
