import { quoteOf } from '../../client/core/message.ts';
import type { Message } from '../../client/core/message.ts';
import { messageIdOf, positionOf } from '../../domain/vocabulary/identifiers.ts';
import type * as Schema from '../../generated/schema.ts';
import { messageAt, noContent, theSession } from './fake-messages.ts';

type Slot =
  | { readonly kind: 'MESSAGE'; readonly message: Message }
  | { readonly kind: 'MESSAGE_CHANGED'; readonly target: number; readonly actorId: string }
  | { readonly kind: 'VOID' };

export interface FakeEntry {
  readonly seq: number;
  readonly actorId: string | null;
  readonly message: Message;
}

const seqOf = (id: unknown): number => positionOf(String(id))?.seq ?? 0;

/** One session's log in memory, keeping the contract of the schema: write-once positions, versions, threads. */
export class FakeSession {
  readonly slots = new Map<number, Slot>();
  lastSeq = 0;

  /** Takes the next position for a writer who may or may not come back. */
  reserve(): number {
    this.lastSeq += 1;
    return this.lastSeq;
  }

  write(seq: number, senderId: string, text: string, more: Partial<Message> | string = {}): Message {
    const given = typeof more === 'string' ? { clientMessageId: more } : more;
    return this.put(messageAt(seq, { senderId, text, ...given }));
  }

  put(message: Message): Message {
    this.slots.set(message.seq, { kind: 'MESSAGE', message });
    this.lastSeq = Math.max(this.lastSeq, message.seq);
    const rootId = message.threadRootId;
    if (rootId !== null) this.#retell(seqOf(rootId), (root) => ({ thread: grown(root, message.createdAt) }));
    return this.served(message);
  }

  seal(seq: number): void {
    this.slots.set(seq, { kind: 'VOID' });
  }

  /** Changes a message and gives the change its position. Undefined where there is no such message. */
  change(target: number, actorId: string, next: (message: Message) => Partial<Message>): FakeEntry | undefined {
    if (this.slots.get(target)?.kind !== 'MESSAGE') return undefined;
    const seq = this.reserve();
    this.#retell(target, next);
    this.slots.set(seq, { kind: 'MESSAGE_CHANGED', target, actorId });
    return { seq, actorId, message: this.at(target) };
  }

  edit(target: number, text: string, actorId = 'bob'): FakeEntry | undefined {
    const editedAt = new Date(1_700_001_000_000).toISOString();
    return this.change(target, actorId, () => ({ content: { ...noContent, text }, editedAt }));
  }

  delete(target: number, actorId = 'bob'): FakeEntry | undefined {
    const deletedAt = new Date(1_700_002_000_000).toISOString();
    return this.change(target, actorId, () => ({ content: null, deletedAt, reactions: [], mentions: [] }));
  }

  react(target: number, emoji: string, actorId = 'bob', by: 1 | -1 = 1): FakeEntry | undefined {
    return this.change(target, actorId, ({ reactions }) => {
      const count = (reactions.find((held) => held.emoji === emoji)?.count ?? 0) + by;
      return {
        reactions: [...reactions.filter((held) => held.emoji !== emoji), { emoji, count }].filter(
          (one) => one.count > 0,
        ),
      };
    });
  }

  /** A message as it is now, with what it shows of others. */
  at(seq: number): Message {
    const slot = this.slots.get(seq);
    if (slot?.kind !== 'MESSAGE') throw new Error(`unable to find a message at ${seq}`);
    return this.served(slot.message);
  }

  served(message: Message): Message {
    const quoted = this.#kept(message.replyTo?.messageId);
    const root = this.#kept(message.threadRootId);
    return {
      ...message,
      replyTo: quoted === undefined ? message.replyTo : quoteOf(quoted),
      thread: root === undefined ? message.thread : root.thread,
    };
  }

  get messages(): Message[] {
    return [...this.slots.entries()]
      .sort(([one], [other]) => one - other)
      .flatMap(([, slot]) => (slot.kind === 'MESSAGE' ? [this.served(slot.message)] : []));
  }

  /** The answer of `sessionLog`. */
  log(
    after: number,
    limit: number,
  ): Pick<Schema.SessionLogPage, 'contiguousSeq' | 'lastSeq'> & { readonly entries: unknown[] } {
    const taken = [...this.slots.keys()].filter((seq) => seq > after).sort((one, other) => one - other);
    const shown = taken.slice(0, limit);
    let contiguousSeq = after;
    for (const seq of shown) if (seq === contiguousSeq + 1) contiguousSeq = seq;
    return { entries: shown.map((seq) => this.#entry(seq)), contiguousSeq, lastSeq: this.lastSeq };
  }

  /** The answer of `messages` and `threadMessages`. */
  page(
    holds: (message: Message) => boolean,
    { limit, before, after, around }: { readonly limit: number; before?: unknown; after?: unknown; around?: unknown },
  ): Schema.MessageConnection {
    const all = this.messages.filter(holds);
    const from =
      after !== undefined
        ? all.findIndex(({ seq }) => seq > seqOf(after))
        : around !== undefined
          ? all.findIndex(({ seq }) => seq >= seqOf(around)) - Math.floor(limit / 2)
          : all.filter(({ seq }) => before === undefined || seq < seqOf(before)).length - limit;
    const start = from < 0 ? (after === undefined ? 0 : all.length) : from;
    const end = before === undefined ? start + limit : all.filter(({ seq }) => seq < seqOf(before)).length;
    const items = all.slice(start, end).map((message) => ({ ...message, audience: [theSession] }));
    return {
      items,
      pageInfo: {
        startCursor: items[0]?.id ?? null,
        endCursor: items.at(-1)?.id ?? null,
        hasPreviousPage: start > 0 && all.length > 0,
        hasNextPage: start + items.length < all.length,
      },
    };
  }

  #entry(seq: number): unknown {
    const slot = this.slots.get(seq);
    if (slot?.kind === 'MESSAGE') return { seq, kind: 'MESSAGE', message: this.served(slot.message) };
    if (slot?.kind === 'MESSAGE_CHANGED') {
      return { seq, kind: slot.kind, actorId: slot.actorId, message: this.at(slot.target) };
    }
    return { seq, kind: 'VOID', message: null };
  }

  #kept(id: string | null | undefined): Message | undefined {
    const slot = this.slots.get(seqOf(id));
    return slot?.kind === 'MESSAGE' ? slot.message : undefined;
  }

  #retell(seq: number, next: (message: Message) => Partial<Message>): void {
    const held = this.#kept(messageIdOf(theSession, seq));
    if (held === undefined) return;
    const version = held.version + 1;
    const change = next(held);
    const thread = change.thread ?? held.thread;
    const message = { ...held, ...change, version, thread: thread === null ? null : { ...thread, version } };
    this.slots.set(seq, { kind: 'MESSAGE', message });
  }
}

const grown = (root: Message, lastReplyAt: string): Schema.Thread => ({
  rootId: root.id,
  replyCount: (root.thread?.replyCount ?? 0) + 1,
  lastReplyAt,
  version: root.version + 1,
});
