import { positionOf } from '../../domain/vocabulary/identifiers.ts';
import type { Message } from './message.ts';
import { quoteOf } from './message.ts';
import type { LogPage } from './model.ts';

/**
 * What a client knows of one session's log.
 *
 * Live events arrive at most once and in any order, pages of the log overlap them and each other, and older history is
 * read at leisure. Whatever arrives when, a view holds each position once, in order, and knows up to where nothing is
 * missing: promise P5 of docs/session-log.md. Of a message it holds the newest version that came its way, so that what
 * lagged behind on the way changes nothing.
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
  /** By `seq`, ascending, each once, in its newest version; history included. */
  readonly messages: readonly Message[];
  /** Positions beyond `contiguousSeq` that are known to hold no message of their own. */
  readonly others: ReadonlySet<number>;
  /**
   * The newest version of messages that changed and are not among `messages`: they are history that was not read yet, and a
   * page of it that was on its way meanwhile would show them as they were.
   */
  readonly ahead: ReadonlyMap<number, Message>;
  /** The newest state of each thread that came its way, by the position of the message that starts it. */
  readonly threads: ReadonlyMap<number, Thread>;
  /** Positions of messages that are no longer kept. */
  readonly gone: ReadonlySet<number>;
}

type Thread = NonNullable<Message['thread']>;

/** A view that accounts for everything after `base`, and knows nothing yet. */
export const viewAfter = (base: number): LogView => ({
  base,
  contiguousSeq: base,
  lastSeq: base,
  messages: [],
  others: new Set(),
  ahead: new Map(),
  threads: new Map(),
  gone: new Set(),
});

/** Whether something is known to exist that the view does not hold. */
export const hasHole = (view: LogView): boolean => view.contiguousSeq < view.lastSeq;

/** A message came live. */
export const withLive = (view: LogView, arrived: Message): LogView =>
  settled({ ...withMessages(view, [arrived]), lastSeq: Math.max(view.lastSeq, arrived.seq) });

/** A change came live: at position `seq`, of `changed`. */
export const withChange = (view: LogView, seq: number, changed: Message): LogView =>
  settled({
    ...withChanged(view, [changed]),
    others: new Set([...view.others, seq]),
    lastSeq: Math.max(view.lastSeq, seq),
  });

/** `page` was asked for from `contiguousSeq` of this view, or of an earlier one. */
export const withLog = (view: LogView, page: LogPage): LogView => {
  const found = page.entries.flatMap(({ kind, message }) => (kind === 'MESSAGE' && message ? [message] : []));
  const changed = page.entries.flatMap(({ kind, message }) => (kind === 'MESSAGE_CHANGED' && message ? [message] : []));
  const others = page.entries.filter(({ kind }) => kind !== 'MESSAGE').map(({ seq }) => seq);
  return settled({
    ...withChanged(withMessages(view, found), changed),
    others: new Set([...view.others, ...others]),
    contiguousSeq: Math.max(view.contiguousSeq, page.contiguousSeq),
    lastSeq: Math.max(view.lastSeq, page.lastSeq, page.contiguousSeq),
  });
};

/** Adds messages without a claim that those between them are all. */
export const withHistory = (view: LogView, older: readonly Message[]): LogView =>
  settled({
    ...withMessages(view, older),
    lastSeq: Math.max(view.lastSeq, ...older.map(({ seq }) => seq)),
  });

/** The time of messages is over: their positions hold nothing, as whoever reads them now finds them. */
export const withGone = (view: LogView, over: readonly Message[]): LogView => {
  const gone = new Set([...view.gone, ...over.map(({ seq }) => seq)]);
  const isKept = ({ seq }: Message): boolean => !gone.has(seq);
  return { ...view, gone, messages: view.messages.filter(isKept), ahead: without(view.ahead, gone) };
};

/** Moves `contiguousSeq` over what is known, and forgets what lies behind it. */
const settled = (view: LogView): LogView => {
  const known = new Set(view.others);
  for (let at = view.messages.length - 1; at >= 0; at--) {
    const seq = view.messages[at]?.seq ?? 0;
    if (seq <= view.contiguousSeq) break;
    known.add(seq);
  }
  let contiguousSeq = view.contiguousSeq;
  while (known.has(contiguousSeq + 1)) contiguousSeq += 1;
  return { ...view, contiguousSeq, others: new Set([...view.others].filter((seq) => seq > contiguousSeq)) };
};

/** What a message shows of others, as they are now: its thread, and what it answers. */
export const shownIn = (view: LogView, message: Message): Message => {
  const quoted = message.replyTo === null ? undefined : messageIn(view, message.replyTo.messageId);
  const thread = view.threads.get(message.seq) ?? null;
  const isGone = view.gone.has(positionOf(message.replyTo?.messageId ?? '')?.seq ?? 0);
  const replyTo = isGone ? null : quoted === undefined ? message.replyTo : quoteOf(quoted);
  return { ...message, thread, replyTo };
};

/** The message of an id, where the view knows it, in its newest version. */
export const messageIn = (view: LogView, id: string): Message | undefined => {
  const seq = positionOf(id)?.seq ?? 0;
  return heldAt(view.messages, seq) ?? view.ahead.get(seq);
};

const heldAt = (messages: readonly Message[], seq: number): Message | undefined => {
  let [from, to] = [0, messages.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((messages[middle]?.seq ?? 0) < seq) from = middle + 1;
    else to = middle;
  }
  const found = messages[from];
  return found?.seq === seq ? found : undefined;
};

const newer = (held: Message, arrived: Message): Message => (arrived.version > held.version ? arrived : held);

/** A message tells of the thread that it starts or is in, which is the same to all of them. */
const withThreads = (view: LogView, arrived: readonly Message[]): LogView => {
  const told = arrived.flatMap(({ thread }) => (thread === null ? [] : [thread]));
  if (told.length === 0) return view;
  const threads = new Map(view.threads);
  for (const thread of told) {
    const seq = positionOf(thread.rootId)?.seq ?? 0;
    if (thread.version > (threads.get(seq)?.version ?? 0)) threads.set(seq, thread);
  }
  return { ...view, threads };
};

/** Messages that have their place in the view, each position once. One that is no newer leaves the object that is held. */
const withMessages = (before: LogView, arrived: readonly Message[]): LogView => {
  const view = withThreads(before, arrived);
  const fresh = new Map<number, Message>();
  for (const message of arrived) {
    const known = fresh.get(message.seq) ?? view.ahead.get(message.seq);
    fresh.set(message.seq, known === undefined ? message : newer(known, message));
  }
  const ahead = without(view.ahead, fresh);
  const kept = withNewer(view.messages, fresh);
  const held = new Set(view.messages.map(({ seq }) => seq));
  const added = [...fresh.values()].filter(({ seq }) => !held.has(seq)).sort((one, other) => one.seq - other.seq);
  if (added.length === 0) return { ...view, messages: kept, ahead };
  const isBehind = (added[0]?.seq ?? 0) > (kept.at(-1)?.seq ?? 0);
  const messages = [...kept, ...added];
  return { ...view, messages: isBehind ? messages : messages.sort((one, other) => one.seq - other.seq), ahead };
};

/** Newer versions of messages, of which those that are not held have no place yet. */
const withChanged = (before: LogView, changed: readonly Message[]): LogView => {
  if (changed.length === 0) return before;
  const view = withThreads(before, changed);
  const fresh = new Map<number, Message>();
  for (const message of changed) {
    const known = fresh.get(message.seq) ?? view.ahead.get(message.seq);
    fresh.set(message.seq, known === undefined ? message : newer(known, message));
  }
  const held = new Set(view.messages.map(({ seq }) => seq));
  const ahead = new Map([...view.ahead, ...[...fresh].filter(([seq]) => !held.has(seq))]);
  return { ...view, messages: withNewer(view.messages, fresh), ahead };
};

const withNewer = (held: readonly Message[], fresh: ReadonlyMap<number, Message>): readonly Message[] => {
  const messages = held.map((message) => {
    const arrived = fresh.get(message.seq);
    return arrived === undefined ? message : newer(message, arrived);
  });
  return messages.every((message, at) => message === held[at]) ? held : messages;
};

const without = (
  ahead: ReadonlyMap<number, Message>,
  placed: ReadonlyMap<number, Message> | ReadonlySet<number>,
): ReadonlyMap<number, Message> =>
  [...placed.keys()].some((seq) => ahead.has(seq)) ? new Map([...ahead].filter(([seq]) => !placed.has(seq))) : ahead;
