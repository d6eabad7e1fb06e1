/**
 * A reader: one client that pages through the log from its durable cursor.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> readMeta
 *   readMeta --> readSlots: lastSeq, preview
 *   readSlots --> readSlots: next item of the query
 *   readSlots --> seal: a hole is judged dead
 *   seal --> seal: next hole
 *   seal --> lookAgain: the put lost the race
 *   readSlots --> findLastMessage: the preview's position is VOID and known
 *   findLastMessage --> setPreview: if META still shows it
 *   setPreview --> [*]: answer, cursor = contiguousSeq
 * ```
 * The grace time is not modelled: any hole may be judged dead at any moment, or never. So no promise can lean on a clock.
 *
 * A query is not a snapshot: its items are read one after the other. Reading a filled slot is joined to the read before
 * it, because a filled slot reads the same at any later moment (write-once, itself checked); only the moment at which an
 * absent slot is read makes a difference, and every such moment is tried.
 */
import type { Rules } from './rules.ts';
import type { Slot, Store } from './store.ts';
import { ABSENT, describeSlot, lastMessageAtOrUnder, slotAt, VOID, voidIfAbsent, withSlot } from './store.ts';
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

interface Meta {
  readonly lastSeq: number;
  readonly preview: number;
}

/** Position `cursor + 1` first. `cut`: the limit ended the page, so nothing is known about what follows. */
interface Page {
  readonly slots: readonly Slot[];
  readonly cut: boolean;
}

interface Known {
  readonly meta: Meta;
  readonly page: Page;
  /** Only for the rules by which it is the sealer that repairs: this read's own put sealed the preview's position. */
  readonly sealedPreview: boolean;
}

export type ReaderProgress =
  | { readonly at: 'start' }
  | { readonly at: 'readSlots'; readonly meta: Meta | null; readonly slots: readonly Slot[] }
  | { readonly at: 'readMeta'; readonly page: Page }
  | ({ readonly at: 'seal'; readonly seq: number } & Known)
  | ({ readonly at: 'lookAgain'; readonly seq: number } & Known)
  | ({ readonly at: 'findLastMessage' } & Known)
  | ({ readonly at: 'setPreview'; readonly to: number } & Known);

/** Which holes a reader takes for dead: any subset of them, or all of them once the grace time has surely passed. */
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
  const judged = (did: string, after: Store, known: Known, from: number): readonly ReaderStep[] =>
    judge(rules, reader, known, from, judgement).map((actor) => ({ did, store: after, actor }));

  switch (progress.at) {
    case 'start': {
      if (reader.readsLeft === 0) return [];
      if (rules.readOrder === 'slotsFirst') return readSlots(rules, store, reader, null, [], judgement);
      const meta = { lastSeq: store.lastSeq, preview: store.preview };
      return [to(describeMeta(meta), { at: 'readSlots', meta, slots: [] })];
    }
    case 'readSlots':
      return readSlots(rules, store, reader, progress.meta, progress.slots, judgement);
    case 'readMeta': {
      const meta = { lastSeq: store.lastSeq, preview: store.preview };
      return judged(describeMeta(meta), store, { meta, page: progress.page, sealedPreview: false }, 0);
    }
    case 'seal': {
      const { seq, meta, page } = progress;
      const sealed = rules.seal === 'always' ? withSlot(store, seq, VOID) : voidIfAbsent(store, seq);
      const mayRepair = seq === meta.preview && sealerRepairs(rules, sealed !== undefined);
      const sealedPreview = progress.sealedPreview || mayRepair;
      if (sealed === undefined && rules.afterLostSeal === 'lookAgain') {
        return [to(`tries to seal ${seq}: taken`, { ...progress, at: 'lookAgain', sealedPreview })];
      }
      const did = sealed === undefined ? `loses the seal of ${seq}, takes it for VOID` : `seals ${seq}`;
      return judged(did, sealed ?? store, { meta, page: pageWith(reader, page, seq, VOID), sealedPreview }, seq);
    }
    case 'lookAgain': {
      const { seq, meta, page, sealedPreview } = progress;
      const found = slotAt(store, seq);
      const known = { meta, page: pageWith(reader, page, seq, found), sealedPreview };
      return judged(`looks at ${seq} again: ${describeSlot(found)}`, store, known, seq);
    }
    case 'findLastMessage': {
      const last = lastMessageAtOrUnder(store, progress.meta.preview - 1);
      return [
        to(`finds the last message under ${progress.meta.preview}: ${last}`, {
          ...progress,
          at: 'setPreview',
          to: last,
        }),
      ];
    }
    case 'setPreview': {
      const holds = store.preview === progress.meta.preview || rules.preview === 'repairedUnconditionally';
      const did = holds ? `sets the preview to ${progress.to}` : 'leaves the preview, which moved on';
      const after = holds ? { ...store, preview: progress.to } : store;
      return [{ did, store: after, actor: answered(rules, reader, progress) }];
    }
  }
}

function readSlots(
  rules: Rules,
  store: Store,
  reader: ReaderState,
  meta: Meta | null,
  soFar: readonly Slot[],
  judgement: Judgement,
): readonly ReaderStep[] {
  const slots = [...soFar];
  const found = (): number => slots.filter((slot) => slot.kind !== 'ABSENT').length;
  const next = (): number => reader.cursor + slots.length + 1;
  if (next() <= store.lastSeq) slots.push(slotAt(store, next()));
  while (found() < reader.limit && next() <= store.lastSeq && slotAt(store, next()).kind !== 'ABSENT') {
    slots.push(slotAt(store, next()));
  }
  const cut = found() >= reader.limit;
  const did = `reads slots ${reader.cursor + 1}…: [${slots.map(describeSlot).join(' | ')}]${cut ? ', page full' : ''}`;
  if (!cut && next() <= store.lastSeq)
    return [{ did, store, actor: { ...reader, progress: { at: 'readSlots', meta, slots } } }];

  const page = { slots, cut };
  if (meta === null) return [{ did, store, actor: { ...reader, progress: { at: 'readMeta', page } } }];
  return judge(rules, reader, { meta, page, sealedPreview: false }, 0, judgement).map((actor) => ({
    did,
    store,
    actor,
  }));
}

/** The ways on from here: seal one of the holes after `from`, or leave the rest for in flight and come to an end. */
function judge(
  rules: Rules,
  reader: ReaderState,
  known: Known,
  from: number,
  judgement: Judgement,
): readonly ReaderState[] {
  const ending = previewNeedsRepair(rules, reader, known)
    ? { ...reader, progress: { at: 'findLastMessage', ...known } as const }
    : answered(rules, reader, known);
  const holes = rules.seal === 'never' ? [] : holesIn(reader, known).filter((seq) => seq > from);
  const sealing = holes.map((seq) => ({ ...reader, progress: { at: 'seal', seq, ...known } as const }));
  if (judgement === 'any') return [...sealing, ending];
  return [sealing[0] ?? ending];
}

function holesIn(reader: ReaderState, { meta, page }: Known): readonly number[] {
  const end = page.cut ? reader.cursor + page.slots.length : meta.lastSeq;
  const positions = Array.from({ length: Math.max(0, end - reader.cursor) }, (_, i) => reader.cursor + 1 + i);
  return positions.filter((seq) => seq <= meta.lastSeq && onPage(reader, page, seq).kind === 'ABSENT');
}

const onPage = (reader: ReaderState, page: Page, seq: number): Slot => page.slots[seq - reader.cursor - 1] ?? ABSENT;

function pageWith(reader: ReaderState, page: Page, seq: number, slot: Slot): Page {
  const length = Math.max(page.slots.length, seq - reader.cursor);
  const slots = Array.from({ length }, (_, i) => page.slots[i] ?? ABSENT);
  slots[seq - reader.cursor - 1] = slot;
  return { ...page, slots };
}

const sealerRepairs = (rules: Rules, won: boolean): boolean =>
  rules.preview === 'repairedByWhoeverTried' || (rules.preview === 'repairedBySealer' && won);

function previewNeedsRepair(rules: Rules, reader: ReaderState, known: Known): boolean {
  const { meta, page } = known;
  if (rules.preview === 'neverRepaired') return false;
  if (known.sealedPreview) return true;
  if (rules.preview === 'repairedBySealer' || rules.preview === 'repairedByWhoeverTried') return false;
  const isVoid = meta.preview > reader.cursor && onPage(reader, page, meta.preview).kind === 'VOID';
  if (rules.preview === 'repairedAcrossHoles') return isVoid;
  return isVoid && meta.preview <= contiguousSeq(reader, page);
}

/** The greatest position such that every slot up to it is known. */
function contiguousSeq(reader: ReaderState, page: Page): number {
  const firstHole = page.slots.findIndex((slot) => slot.kind === 'ABSENT');
  return reader.cursor + (firstHole === -1 ? page.slots.length : firstHole);
}

function answered(rules: Rules, reader: ReaderState, { meta, page }: Known): ReaderState {
  const cursor = Math.max(reader.cursor, newCursor(rules, reader, meta, page));
  const gained = Array.from({ length: cursor - reader.cursor }, (_, i) => page.slots[i] ?? ABSENT);
  return {
    ...reader,
    cursor,
    log: [...reader.log, ...gained],
    readsLeft: Math.max(0, reader.readsLeft - 1),
    progress: { at: 'start' },
  };
}

function newCursor(rules: Rules, reader: ReaderState, meta: Meta, page: Page): number {
  switch (rules.cursor) {
    case 'contiguous':
      return Math.min(contiguousSeq(reader, page), meta.lastSeq);
    case 'contiguousUncapped':
      return contiguousSeq(reader, page);
    case 'greatestSeen':
      return reader.cursor + 1 + page.slots.findLastIndex((slot) => slot.kind !== 'ABSENT');
    case 'lastSeq':
      return meta.lastSeq;
  }
}

const describeMeta = (meta: Meta): string => `reads META: lastSeq ${meta.lastSeq}, preview ${meta.preview}`;
