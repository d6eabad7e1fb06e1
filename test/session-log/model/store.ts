/**
 * The session's items as the protocol sees them, and the single DynamoDB operations that change them.
 *
 * Every exported function is one atomic operation: DynamoDB serialises writes to an item, and a `TransactWriteItems` is
 * serialisable with every other write. Nothing larger is taken for atomic anywhere in this model.
 */

/** What stands at one position of the log. It may leave ABSENT once, and never changes again (checked, not assumed). */
export type Slot =
  | { readonly kind: 'ABSENT' }
  | { readonly kind: 'VOID' }
  | { readonly kind: 'ENTRY'; readonly is: EntryKind; readonly id: string; readonly by: string };

/** A MESSAGE shows in the session's preview; a CHANGE (edit, reaction, pin …) does not. */
export type EntryKind = 'MESSAGE' | 'CHANGE';

export const ABSENT: Slot = { kind: 'ABSENT' };
export const VOID: Slot = { kind: 'VOID' };

export interface Store {
  /** META: the sequencer. Positions start at 1. */
  readonly lastSeq: number;
  /** META: the position whose message the session list shows; 0 shows none. */
  readonly preview: number;
  /** META: the position the preview showed before; used only by the rule `restoredFromMeta`. */
  readonly previewBefore: number;
  /** `slots[0]` is position 1. Positions beyond the array are ABSENT. */
  readonly slots: readonly Slot[];
  /** CLAIM: clientMessageId -> position. */
  readonly claims: Readonly<Record<string, number>>;
}

export const emptyStore: Store = { lastSeq: 0, preview: 0, previewBefore: 0, slots: [], claims: {} };

export const slotAt = (store: Store, seq: number): Slot => store.slots[seq - 1] ?? ABSENT;

export const sameSlot = (a: Slot, b: Slot): boolean => describeSlot(a) === describeSlot(b);

export const describeSlot = (slot: Slot): string =>
  slot.kind === 'ENTRY' ? `${slot.is} ${slot.id} by ${slot.by}` : slot.kind;

export function describeStore(store: Store): string {
  const slots = Array.from({ length: store.lastSeq }, (_, i) => `${i + 1}: ${describeSlot(slotAt(store, i + 1))}`);
  return `lastSeq ${store.lastSeq}, preview ${store.preview}, [${slots.join(' | ')}]`;
}

/** `UpdateItem META`: takes the next position; a message also becomes the preview in the same write. */
export function reserve(store: Store, is: EntryKind, keepsBefore: boolean): Store {
  const seq = store.lastSeq + 1;
  if (is === 'CHANGE') return { ...store, lastSeq: seq };
  return { ...store, lastSeq: seq, preview: seq, previewBefore: keepsBefore ? store.preview : 0 };
}

/** `PutItem SLOT(seq)` without a condition. Conditions are the callers' business, so that rules can be broken. */
export function withSlot(store: Store, seq: number, slot: Slot): Store {
  const slots = Array.from({ length: Math.max(store.slots.length, seq) }, (_, i) => store.slots[i] ?? ABSENT);
  slots[seq - 1] = slot;
  return { ...store, slots };
}

/** `PutItem CLAIM(id)` without a condition. */
export const withClaim = (store: Store, id: string, seq: number): Store => ({
  ...store,
  claims: { ...store.claims, [id]: seq },
});

/** `PutItem SLOT(seq) = VOID` on condition that it is absent. `undefined`: the condition failed. */
export const voidIfAbsent = (store: Store, seq: number): Store | undefined =>
  slotAt(store, seq).kind === 'ABSENT' ? withSlot(store, seq, VOID) : undefined;

/** The greatest position at or under `upTo` that holds a message, as a backwards query finds it; 0 when there is none. */
export function lastMessageAtOrUnder(store: Store, upTo: number): number {
  for (let seq = upTo; seq > 0; seq--) {
    const slot = slotAt(store, seq);
    if (slot.kind === 'ENTRY' && slot.is === 'MESSAGE') return seq;
  }
  return 0;
}
