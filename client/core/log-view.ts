import type { LogPage, Message } from './model.ts';

/**
 * What a client knows of one session's log.
 *
 * Live events arrive at most once and in any order, pages of the log overlap them and each other, and older history is
 * read at leisure. Whatever arrives when, a view holds each position once, in order, and knows up to where nothing is
 * missing: promise P5 of docs/session-log.md.
 *
 *     older history |base|  known, without a gap  |contiguousSeq|  known in part  |lastSeq|
 */
export interface LogView {
  /** The view accounts for the positions after this one; what lies at or under it is history. */
  readonly base: number;
  /** Every position in `base + 1 .. contiguousSeq` is known. The only value a durable cursor may take. */
  readonly contiguousSeq: number;
  /** The greatest position known to be taken. */
  readonly lastSeq: number;
  /** By `seq`, ascending, each once; history included. */
  readonly messages: readonly Message[];
  /** Positions beyond `contiguousSeq` that are known to show nothing. */
  readonly voids: ReadonlySet<number>;
}

/** A view that accounts for everything after `base`, and knows nothing yet. */
export const viewAfter = (base: number): LogView => ({
  base,
  contiguousSeq: base,
  lastSeq: base,
  messages: [],
  voids: new Set(),
});

/** Whether something is known to exist that the view does not hold. */
export const hasHole = (view: LogView): boolean => view.contiguousSeq < view.lastSeq;

export const withLive = (view: LogView, arrived: Message): LogView =>
  settled({
    ...view,
    messages: merged(view.messages, [arrived]),
    lastSeq: Math.max(view.lastSeq, arrived.seq),
  });

/** `page` was asked for from `contiguousSeq` of this view, or of an earlier one. */
export const withLog = (view: LogView, page: LogPage): LogView => {
  const found = page.entries.flatMap(({ message }) => (message === null ? [] : [message]));
  const empty = page.entries.filter(({ message }) => message === null).map(({ seq }) => seq);
  return settled({
    ...view,
    messages: merged(view.messages, found),
    voids: new Set([...view.voids, ...empty]),
    contiguousSeq: Math.max(view.contiguousSeq, page.contiguousSeq),
    lastSeq: Math.max(view.lastSeq, page.lastSeq, page.contiguousSeq),
  });
};

/** Adds messages without a claim that those between them are all. */
export const withHistory = (view: LogView, older: readonly Message[]): LogView =>
  settled({
    ...view,
    messages: merged(view.messages, older),
    lastSeq: Math.max(view.lastSeq, ...older.map(({ seq }) => seq)),
  });

/** Moves `contiguousSeq` over what is known, and forgets the voids behind it. */
const settled = (view: LogView): LogView => {
  const known = new Set(view.voids);
  for (let at = view.messages.length - 1; at >= 0; at--) {
    const seq = view.messages[at]?.seq ?? 0;
    if (seq <= view.contiguousSeq) break;
    known.add(seq);
  }
  let contiguousSeq = view.contiguousSeq;
  while (known.has(contiguousSeq + 1)) contiguousSeq += 1;
  return { ...view, contiguousSeq, voids: new Set([...view.voids].filter((seq) => seq > contiguousSeq)) };
};

/** Both by `seq`, each position once. What is held already stays the same object, so that nothing is drawn anew. */
const merged = (held: readonly Message[], arrived: readonly Message[]): readonly Message[] => {
  const fresh = new Map(arrived.map((message) => [message.seq, message]));
  for (const { seq } of held) fresh.delete(seq);
  if (fresh.size === 0) return held;
  const added = [...fresh.values()].sort((one, other) => one.seq - other.seq);
  const lastHeld = held.at(-1)?.seq ?? 0;
  const firstAdded = added[0]?.seq ?? 0;
  if (firstAdded > lastHeld) return [...held, ...added];
  return [...held, ...added].sort((one, other) => one.seq - other.seq);
};
