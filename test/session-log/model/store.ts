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

/** A MESSAGE claims its clientMessageId; a CHANGE (edit, reaction, pin …) claims nothing. */
export type EntryKind = 'MESSAGE' | 'CHANGE';

export const ABSENT: Slot = { kind: 'ABSENT' };
export const VOID: Slot = { kind: 'VOID' };

export interface Store {
  /** META: the sequencer. Positions start at 1. */
  readonly lastSeq: number;
  /** `slots[0]` is position 1. Positions beyond the array are ABSENT. */
  readonly slots: readonly Slot[];
  /** CLAIM: clientMessageId -> position. */
  readonly claims: Readonly<Record<string, number>>;
  /** META, too: how often someone lost a right. */
  readonly accessVersion: number;
  /** Who lost the right to write, with `lastSeq` as it was then. */
  readonly removed: Readonly<Record<string, number>>;
}

export const emptyStore: Store = { lastSeq: 0, slots: [], claims: {}, accessVersion: 0, removed: {} };

export const slotAt = (store: Store, seq: number): Slot => store.slots[seq - 1] ?? ABSENT;

export const sameSlot = (a: Slot, b: Slot): boolean => describeSlot(a) === describeSlot(b);

export const describeSlot = (slot: Slot): string =>
  slot.kind === 'ENTRY' ? `${slot.is} ${slot.id} by ${slot.by}` : slot.kind;

export function describeStore(store: Store): string {
  const slots = Array.from({ length: store.lastSeq }, (_, i) => `${i + 1}: ${describeSlot(slotAt(store, i + 1))}`);
  const gone = Object.keys(store.removed).map((name) => `, without ${name}`);
  return `lastSeq ${store.lastSeq}, [${slots.join(' | ')}]${gone.join('')}`;
}

/** `UpdateItem META`: takes the next position. */
export const reserve = (store: Store): Store => ({ ...store, lastSeq: store.lastSeq + 1 });

/** Takes a right away and counts that; part of a transaction. */
export const withoutRight = (store: Store, name: string): Store => ({
  ...store,
  accessVersion: store.accessVersion + 1,
  removed: { ...store.removed, [name]: store.lastSeq },
});

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

/** One transaction of `PutItem SLOT(seq) = VOID`, each on condition that it is absent. `undefined`: one of them was not. */
export const voidIfAbsent = (store: Store, ...seqs: readonly number[]): Store | undefined =>
  seqs.every((seq) => slotAt(store, seq).kind === 'ABSENT') ? voided(store, ...seqs) : undefined;

/** The same without the condition. */
export const voided = (store: Store, ...seqs: readonly number[]): Store =>
  seqs.reduce((after, seq) => withSlot(after, seq, VOID), store);
