import type * as Schema from '../../generated/schema.ts';
import { contentOf } from './drafts.ts';
import type { Message } from './message.ts';

/** What this user is doing to a message, before the server has it. */
export type PendingChange =
  | { readonly kind: 'edit'; readonly content: Schema.MessageContentInput }
  | { readonly kind: 'delete' }
  | { readonly kind: 'react' | 'unreact'; readonly emoji: string };

interface Pending {
  readonly change: PendingChange;
  /** Epoch milliseconds of this device's clock. */
  readonly at: number;
}

/**
 * Shows changes at once. Each is shown until the log has it, or the server refused it, and leaves nothing behind then: what
 * stands in the log is shown as it is.
 */
export class PendingChanges {
  readonly #changed: () => void;
  readonly #now: () => number;
  /** Positions of changes that were taken for one that was shown. */
  readonly #arrived = new Set<number>();
  readonly #pending = new Map<string, readonly Pending[]>();
  /** What a message was made into last, so that what did not change is the same object. */
  readonly #shown = new WeakMap<Message, { readonly by: readonly Pending[]; readonly message: Message }>();

  constructor({ changed, now }: { readonly changed: () => void; readonly now: () => number }) {
    this.#changed = changed;
    this.#now = now;
  }

  /** Shows a change. Returns what ends that; again: nothing. */
  begin(messageId: string, change: PendingChange): () => void {
    const pending: Pending = { change, at: this.#now() };
    this.#set(messageId, [...(this.#pending.get(messageId) ?? []), pending]);
    return () =>
      this.#set(
        messageId,
        (this.#pending.get(messageId) ?? []).filter((one) => one !== pending),
      );
  }

  /**
   * The log has a change of this user's, perhaps told before: the oldest of those that are shown, since they are sent in
   * turn. Whoever says so draws the message anew.
   */
  arrived(messageId: string, seq: number): void {
    if (this.#arrived.has(seq)) return;
    const [first, ...others] = this.#pending.get(messageId) ?? [];
    if (first === undefined) return;
    this.#arrived.add(seq);
    this.#hold(messageId, others);
  }

  /** A message as it is going to be. */
  shown(message: Message): Message {
    const by = this.#pending.get(message.id);
    if (by === undefined) return message;
    const before = this.#shown.get(message);
    if (before?.by === by) return before.message;
    const after = by.reduce(changedBy, message);
    this.#shown.set(message, { by, message: after });
    return after;
  }

  #set(messageId: string, pending: readonly Pending[]): void {
    const before = this.#pending.get(messageId) ?? [];
    if (before.length === pending.length) return;
    this.#hold(messageId, pending);
    this.#changed();
  }

  #hold(messageId: string, pending: readonly Pending[]): void {
    if (pending.length === 0) this.#pending.delete(messageId);
    else this.#pending.set(messageId, pending);
  }
}

const changedBy = (message: Message, { change, at }: Pending): Message => {
  if (message.deletedAt !== null) return message;
  switch (change.kind) {
    case 'edit': {
      const content = contentOf({ kind: message.kind, content: change.content });
      // What a message carries is not edited: a caption is.
      const attachment = content.attachment ?? message.content?.attachment ?? null;
      return { ...message, content: { ...content, attachment }, editedAt: new Date(at).toISOString() };
    }
    case 'delete':
      return { ...message, content: null, deletedAt: new Date(at).toISOString(), reactions: [], mentions: [] };
    case 'react':
    case 'unreact':
      return { ...message, reactions: counted(message.reactions, change.emoji, change.kind === 'react' ? 1 : -1) };
  }
};

/** As the server counts: a kind that nobody is left of is gone, a new one comes last. */
const counted = (reactions: readonly Schema.Reaction[], emoji: string, by: number): readonly Schema.Reaction[] => {
  const isKnown = reactions.some((one) => one.emoji === emoji);
  const all = isKnown ? reactions : [...reactions, { emoji, count: 0 }];
  const next = all.map((one) => (one.emoji === emoji ? { ...one, count: one.count + by } : one));
  return next.filter(({ count }) => count > 0);
};
