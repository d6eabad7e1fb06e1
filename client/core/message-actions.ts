import type * as Schema from '../../generated/schema.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { Operation } from './documents.ts';
import type { Marks } from './marks.ts';
import { pageAfter } from './model.ts';
import type { LogEntry, Page } from './model.ts';
import type { PendingChange, PendingChanges } from './pending-changes.ts';
import { persistently } from './persistently.ts';
import type { Transport, Variables } from './transport.ts';
import { Turns } from './turns.ts';
import type { World } from './world.ts';

export interface MessageActionsOptions {
  readonly transport: Transport;
  readonly marks: Marks;
  readonly pending: PendingChanges;
  /** The log has taken a change; nothing where there was nothing to change. */
  readonly taken: (entry: LogEntry | null) => void;
  readonly world: World;
}

/**
 * What can be done to a message that is there, and asked about it. Edits, deletions and reactions are shown at once, and
 * taken back where the server refuses them; everything else is shown when the server has it. Each promise of a change settles
 * when the log has it, and each rejects with a {@link ChatError}. What is done to one message is done in turn, for the server
 * may answer what was asked last before what was asked first; and what is asked about it is answered with what this user did
 * to it before.
 */
export class MessageActions {
  readonly #options: MessageActionsOptions;
  readonly #turns = new Turns();

  constructor(options: MessageActionsOptions) {
    this.#options = options;
  }

  edit(messageId: string, content: Schema.MessageContentInput): Promise<void> {
    const change = { kind: 'edit', content } as const;
    return this.#show(messageId, change, () => this.#do(documents.editMessage, { messageId, content }));
  }

  delete(messageId: string): Promise<void> {
    return this.#show(messageId, { kind: 'delete' }, () => this.#do(documents.deleteMessage, { messageId }));
  }

  react(messageId: string, emoji: string): Promise<void> {
    return this.#mark(messageId, emoji, 'react', () => this.#do(documents.addReaction, { messageId, emoji }));
  }

  unreact(messageId: string, emoji: string): Promise<void> {
    return this.#mark(messageId, emoji, 'unreact', () => this.#do(documents.removeReaction, { messageId, emoji }));
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

  /** Earlier contents, oldest first, for those who may moderate. */
  editHistory(messageId: string): Promise<readonly Schema.MessageEdit[]> {
    return this.#after(messageId, () => this.#ask(documents.editHistory, { messageId }));
  }

  /** Who reacted, by user id, from the `endCursor` of the page before on. */
  reactors(messageId: string, after?: string): Promise<Page<Schema.Reactor>> {
    return this.#after(messageId, () => this.#ask(documents.reactors, { messageId, ...pageAfter(after) }));
  }

  /** Who voted for what in a poll that is not anonymous, by user id, as with `reactors`. */
  pollVotes(messageId: string, after?: string): Promise<Page<Schema.PollVote>> {
    return this.#after(messageId, () => this.#ask(documents.pollVotes, { messageId, ...pageAfter(after) }));
  }

  /** How far this user read in the thread that a message starts, and how much others wrote there since. */
  threadReadState(messageId: string): Promise<Schema.ThreadReadState> {
    return this.#ask(documents.threadReadState, { messageId });
  }

  /** Who sent an anonymous message, for those who may moderate. That they were told is recorded, each time. */
  resolveSender(messageId: string): Promise<Schema.AuditEntry> {
    return this.#ask(documents.resolveAnonymousSender, { messageId });
  }

  async #show(messageId: string, change: PendingChange, run: () => Promise<void>): Promise<void> {
    const end = this.#options.pending.begin(messageId, change);
    try {
      await run();
    } finally {
      end();
    }
  }

  /** Where this user's own mark is there already, or is not, there is nothing to show. */
  async #mark(messageId: string, emoji: string, kind: 'react' | 'unreact', run: () => Promise<void>): Promise<void> {
    const { marks } = this.#options;
    const isMarked = kind === 'react';
    if (marks.of(messageId).reactions.includes(emoji) === isMarked) return run();
    const set = (is: boolean): void =>
      marks.set(messageId, (mark) => {
        const others = mark.reactions.filter((held) => held !== emoji);
        return { ...mark, reactions: is ? [...others, emoji] : others };
      });
    set(isMarked);
    try {
      await this.#show(messageId, { kind, emoji }, run);
      set(isMarked);
    } catch (cause) {
      set(!isMarked);
      throw cause;
    }
  }

  /** Asks once what this user does to a message was done, or refused. */
  async #after<Out>(messageId: string, run: () => Promise<Out>): Promise<Out> {
    await this.#turns.over(messageId);
    return run();
  }

  async #do<In extends Variables & { readonly messageId: string }>(
    operation: Operation<In, LogEntry | null>,
    variables: In,
  ): Promise<void> {
    this.#options.taken(await this.#turns.take(variables.messageId, () => this.#ask(operation, variables)));
  }

  #ask<In extends Variables, Out>(operation: Operation<In, Out>, variables: In): Promise<Out> {
    const { transport, world } = this.#options;
    return persistently(world, () => ask(transport, operation, variables));
  }
}
