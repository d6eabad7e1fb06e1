/**
 * A reader: one client that pages through the log from its durable cursor.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> readMeta
 *   readMeta --> readSlots: lastSeq
 *   readSlots --> readSlots: next item of the query
 *   readSlots --> seal: holes are judged dead
 *   seal --> readAgain: sealed, or a put lost the race
 *   readAgain --> readAgain: next item of the query
 *   readSlots --> [*]: answer, cursor = contiguousSeq
 *   readAgain --> [*]: answer, cursor = contiguousSeq
 * ```
 * The grace time is not modelled: holes may be judged dead at any moment, or never. So no promise can lean on a clock.
 *
 * A query is not a snapshot: its items are read one after the other. Reading a filled slot is joined to the read before
 * it, because a filled slot reads the same at any later moment (write-once, itself checked); only the moment at which an
 * absent slot is read makes a difference, and every such moment is tried.
 */
import type { Rules } from './rules.ts';
import type { Slot, Store } from './store.ts';
import { ABSENT, describeSlot, slotAt, VOID, voided, voidIfAbsent } from './store.ts';
import type { Step } from './writer.ts';

export interface ReaderState {
  readonly role: 'reader';
  readonly name: string;
  /** Items a page. */
  readonly limit: number;
  /** Reads it will still start. */
  readonly readsLeft: number;
  /** Durable: every position up to here is known. `log` is what the client holds for them, position 1 first. */
  readonly cursor: number;
  readonly log: readonly Slot[];
  readonly progress: ReaderProgress;
}

/** Position `cursor + 1` first. `cut`: the limit ended the page, so nothing is known about what follows. */
interface Page {
  readonly slots: readonly Slot[];
  readonly cut: boolean;
}

/** What one read has found out. */
interface Known {
  /** META. */
  readonly lastSeq: number;
  readonly page: Page;
}

export type ReaderProgress =
  | { readonly at: 'start' }
  /** `lastSeq` is null where the slots are read first. */
  | { readonly at: 'readSlots'; readonly lastSeq: number | null; readonly slots: readonly Slot[] }
  | { readonly at: 'readMeta'; readonly page: Page }
  /** `seqs` are sealed next, and then, where each takes a put of its own, `later`. */
  | ({ readonly at: 'seal'; readonly seqs: readonly number[]; readonly later: readonly number[] } & Known)
  | { readonly at: 'readAgain'; readonly lastSeq: number; readonly slots: readonly Slot[] };

/** How far a reader takes holes for dead: up to any of them, or all, once the grace time has surely passed. */
export type Judgement = 'any' | 'allDead';

type ReaderStep = Step<ReaderState>;

/** Every next step this reader could make. Empty when it is between two reads and will start no other. */
export function readerSteps(
  rules: Rules,
  store: Store,
  reader: ReaderState,
  judgement: Judgement,
): readonly ReaderStep[] {
  const { progress } = reader;
  const to = (did: string, next: ReaderProgress): ReaderStep => ({ did, store, actor: { ...reader, progress: next } });
  const judged = (did: string, known: Known): readonly ReaderStep[] =>
    judge(rules, reader, known, judgement).map((actor) => ({ did, store, actor }));
  const { lastSeq } = store;

  switch (progress.at) {
    case 'start': {
      if (reader.readsLeft === 0) return [];
      const slotsFirst = rules.readOrder === 'slotsFirst';
      if (!slotsFirst) return [to(`reads META: lastSeq ${lastSeq}`, { at: 'readSlots', lastSeq, slots: [] })];
      return readerSteps(
        rules,
        store,
        { ...reader, progress: { at: 'readSlots', lastSeq: null, slots: [] } },
        judgement,
      );
    }
    case 'readSlots': {
      const { did, slots, page } = query(store, reader, progress.slots);
      if (page === undefined) return [to(did, { ...progress, slots })];
      if (progress.lastSeq === null) return [to(did, { at: 'readMeta', page })];
      return judged(did, { lastSeq: progress.lastSeq, page });
    }
    case 'readMeta':
      return judged(`reads META: lastSeq ${lastSeq}`, { lastSeq, page: progress.page });
    case 'seal':
      return [seal(rules, store, reader, progress)];
    case 'readAgain': {
      const { did, slots, page } = query(store, reader, progress.slots);
      if (page === undefined) return [to(did, { ...progress, slots })];
      return [{ did, store, actor: answered(rules, reader, { lastSeq: progress.lastSeq, page }) }];
    }
  }
}

/** Reads on up to and with the next absent slot. `page` once the query has come to its end. */
function query(store: Store, reader: ReaderState, soFar: readonly Slot[]) {
  const slots = [...soFar];
  const found = (): number => slots.filter((slot) => slot.kind !== 'ABSENT').length;
  const next = (): number => reader.cursor + slots.length + 1;
  if (next() <= store.lastSeq) slots.push(slotAt(store, next()));
  while (found() < reader.limit && next() <= store.lastSeq && slotAt(store, next()).kind !== 'ABSENT') {
    slots.push(slotAt(store, next()));
  }
  const cut = found() >= reader.limit;
  const did = `reads slots ${reader.cursor + 1}…: [${slots.map(describeSlot).join(' | ')}]${cut ? ', page full' : ''}`;
  return { did, slots, page: cut || next() > store.lastSeq ? { slots, cut } : undefined };
}

/** The ways on from a read: seal the holes up to one of them, or leave them all for in flight and answer. */
function judge(rules: Rules, reader: ReaderState, known: Known, judgement: Judgement): readonly ReaderState[] {
  const holes = rules.seal === 'never' ? [] : holesIn(reader, known);
  const sealing = holes.map((_, i): ReaderState => {
    const dead = holes.slice(0, i + 1);
    const now = rules.sealing === 'together' ? dead : dead.slice(0, 1);
    return { ...reader, progress: { at: 'seal', seqs: now, later: dead.slice(now.length), ...known } };
  });
  const ending = answered(rules, reader, known);
  if (judgement === 'any') return [...sealing, ending];
  return [sealing.at(-1) ?? ending];
}

function seal(rules: Rules, store: Store, reader: ReaderState, progress: ReaderProgress & { at: 'seal' }): ReaderStep {
  const { seqs, later, lastSeq, page } = progress;
  const [next, ...rest] = later;
  const sealed = rules.seal === 'always' ? voided(store, ...seqs) : voidIfAbsent(store, ...seqs);
  const did = sealed === undefined ? `tries to seal ${seqs.join(', ')}: taken` : `seals ${seqs.join(', ')}`;
  const after = sealed ?? store;
  const assumed = { lastSeq, page: seqs.reduce((known, seq) => pageWith(reader, known, seq, VOID), page) };
  if (next !== undefined) {
    const known = rules.afterSealing === 'assumeVoid' ? assumed : { lastSeq, page };
    return {
      did,
      store: after,
      actor: { ...reader, progress: { at: 'seal', seqs: [next], later: rest, ...known } },
    };
  }
  if (rules.afterSealing === 'assumeVoid') return { did, store: after, actor: answered(rules, reader, assumed) };
  return { did, store: after, actor: { ...reader, progress: { at: 'readAgain', lastSeq, slots: [] } } };
}

/** Absent positions that were certainly reserved: at or under META's lastSeq, or before an entry that was found. */
function holesIn(reader: ReaderState, { lastSeq, page }: Known): readonly number[] {
  const lastFound = reader.cursor + 1 + page.slots.findLastIndex((slot) => slot.kind !== 'ABSENT');
  const end = page.cut ? lastFound : Math.max(lastSeq, lastFound);
  const positions = Array.from({ length: Math.max(0, end - reader.cursor) }, (_, i) => reader.cursor + 1 + i);
  return positions.filter((seq) => (page.slots[seq - reader.cursor - 1] ?? ABSENT).kind === 'ABSENT');
}

function pageWith(reader: ReaderState, page: Page, seq: number, slot: Slot): Page {
  const length = Math.max(page.slots.length, seq - reader.cursor);
  const slots = Array.from({ length }, (_, i) => page.slots[i] ?? ABSENT);
  slots[seq - reader.cursor - 1] = slot;
  return { ...page, slots };
}

function answered(rules: Rules, reader: ReaderState, known: Known): ReaderState {
  const cursor = Math.max(reader.cursor, newCursor(rules, reader, known));
  const gained = Array.from({ length: cursor - reader.cursor }, (_, i) => known.page.slots[i] ?? ABSENT);
  return {
    ...reader,
    cursor,
    log: [...reader.log, ...gained],
    readsLeft: Math.max(0, reader.readsLeft - 1),
    progress: { at: 'start' },
  };
}

function newCursor(rules: Rules, reader: ReaderState, { lastSeq, page }: Known): number {
  switch (rules.cursor) {
    case 'contiguous': {
      const firstHole = page.slots.findIndex((slot) => slot.kind === 'ABSENT');
      return reader.cursor + (firstHole === -1 ? page.slots.length : firstHole);
    }
    case 'greatestSeen':
      return reader.cursor + 1 + page.slots.findLastIndex((slot) => slot.kind !== 'ABSENT');
    case 'lastSeq':
      return lastSeq;
  }
}
