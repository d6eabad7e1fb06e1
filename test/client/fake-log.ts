import fc from 'fast-check';
import { quoteOf } from '../../client/core/message.ts';
import type { Message } from '../../client/core/message.ts';
import type { LogEntry, LogPage } from '../../client/core/model.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { messageAt, theSession } from './fake-messages.ts';

/** What a position will hold. Others are named by their positions, which are smaller. */
type Slot =
  | { readonly kind: 'message'; readonly root?: number; readonly quotes?: number }
  | { readonly kind: 'change'; readonly target: number; readonly deletes: boolean }
  | { readonly kind: 'void' };

/** A log in the making: what each position holds, and in which order the positions are written. Position = index + 1. */
export interface FakeLog {
  readonly slots: readonly Slot[];
  readonly order: readonly number[];
}

interface Raw {
  readonly kind: 'message' | 'reply' | 'quote' | 'change' | 'deletion' | 'void';
  readonly pick: number;
  readonly haste: number;
}

const raws = fc.record({
  kind: fc.constantFrom<Raw['kind']>('message', 'message', 'reply', 'quote', 'change', 'change', 'deletion', 'void'),
  pick: fc.nat(1000),
  haste: fc.nat(1000),
});

export const fakeLogs: fc.Arbitrary<FakeLog> = fc
  .array(raws, { minLength: 1, maxLength: 40, size: 'max' })
  .map((list) => {
    const slots: Slot[] = [];
    for (const raw of list) slots.push(slotOf(raw, slots));
    return { slots, order: orderOf(slots, list) };
  });

const slotOf = ({ kind, pick }: Raw, before: readonly Slot[]): Slot => {
  const all = before.flatMap((slot, at) => (slot.kind === 'message' ? [at + 1] : []));
  const roots = all.filter((seq) => rootOf(before[seq - 1]) === undefined);
  const any = all[pick % Math.max(1, all.length)];
  const root = roots[pick % Math.max(1, roots.length)];
  if (kind === 'void') return { kind };
  if (kind === 'reply' && root !== undefined) return { kind: 'message', root };
  if (kind === 'quote' && any !== undefined) return { kind: 'message', quotes: any };
  if ((kind === 'change' || kind === 'deletion') && any !== undefined) {
    return { kind: 'change', target: any, deletes: kind === 'deletion' };
  }
  return { kind: 'message' };
};

const rootOf = (slot: Slot | undefined): number | undefined => (slot?.kind === 'message' ? slot.root : undefined);

/** Nothing is written before what it is about; otherwise the hasty come first. */
const orderOf = (slots: readonly Slot[], list: readonly Raw[]): number[] => {
  const order: number[] = [];
  const waiting = new Set(slots.map((_, at) => at + 1));
  while (waiting.size > 0) {
    const ready = [...waiting].filter((seq) => aboutOf(slots[seq - 1]).every((other) => !waiting.has(other)));
    const next = ready.sort((one, other) => (list[one - 1]?.haste ?? 0) - (list[other - 1]?.haste ?? 0))[0] ?? 0;
    order.push(next);
    waiting.delete(next);
  }
  return order;
};

const aboutOf = (slot: Slot | undefined): number[] => {
  if (slot?.kind === 'change') return [slot.target];
  return slot?.kind === 'message' ? [slot.root, slot.quotes].filter((seq) => seq !== undefined) : [];
};

/** Every message as it is after the first `written` positions were written. */
export const stateOf = ({ slots, order }: FakeLog, written: number): ReadonlyMap<number, Message> => {
  const held = new Map<number, Message>();
  const retell = (seq: number, more: Partial<Message>): void => {
    const before = held.get(seq);
    if (before === undefined) return;
    const version = before.version + 1;
    const next = { ...before, ...more, version };
    held.set(seq, { ...next, thread: next.thread === null ? null : { ...next.thread, version } });
  };
  const count = (root: number, by: number): void => {
    const thread = held.get(root)?.thread;
    const replyCount = (thread?.replyCount ?? 0) + by;
    retell(root, {
      thread: { rootId: messageIdOf(theSession, root), replyCount, lastReplyAt: `after ${replyCount}`, version: 0 },
    });
  };
  for (const seq of order.slice(0, written)) {
    const slot = slots[seq - 1];
    if (slot?.kind === 'message') {
      const threadRootId = slot.root === undefined ? null : messageIdOf(theSession, slot.root);
      held.set(seq, messageAt(seq, { threadRootId }));
      if (slot.root !== undefined) count(slot.root, 1);
    }
    if (slot?.kind === 'change') {
      const isFirst = held.get(slot.target)?.deletedAt === null;
      retell(slot.target, slot.deletes ? { content: null, deletedAt: 'deleted' } : { editedAt: `at ${seq}` });
      const root = rootOf(slots[slot.target - 1]);
      if (slot.deletes && isFirst && root !== undefined) count(root, -1);
    }
  }
  return new Map([...held].map(([seq, message]) => [seq, shownAmong(held, slots, message)]));
};

const shownAmong = (held: ReadonlyMap<number, Message>, slots: readonly Slot[], message: Message): Message => {
  const slot = slots[message.seq - 1];
  if (slot?.kind !== 'message') return message;
  const quoted = slot.quotes === undefined ? undefined : held.get(slot.quotes);
  const root = slot.root === undefined ? undefined : held.get(slot.root);
  return {
    ...message,
    replyTo: quoted === undefined ? null : quoteOf(quoted),
    thread: root === undefined ? message.thread : root.thread,
  };
};

/** How many positions are written when all those up to `seq`, and at least `written`, are. */
export const writtenWith = ({ order }: FakeLog, seq: number, written = 0): number =>
  Math.max(written, ...order.map((at, index) => (at <= seq ? index + 1 : 0)));

/** What a position tells, as it is after `written` writes, or as soon as it is written. */
export const entryAt = (log: FakeLog, seq: number, written: number): LogEntry => {
  const slot = log.slots[seq - 1];
  const state = stateOf(log, Math.max(written, log.order.indexOf(seq) + 1));
  if (slot?.kind === 'change') {
    return { seq, kind: 'MESSAGE_CHANGED', actorId: 'bob', message: state.get(slot.target) ?? null };
  }
  if (slot?.kind === 'message') return { seq, kind: 'MESSAGE', actorId: null, message: state.get(seq) ?? null };
  return { seq, kind: 'VOID', actorId: null, message: null };
};

/** The answer of `sessionLog(after, limit)` after `written` writes. */
export const readLog = (log: FakeLog, written: number, after: number, limit: number): LogPage => {
  const present = log.order.slice(0, written);
  const entries = present
    .filter((seq) => seq > after)
    .sort((one, other) => one - other)
    .slice(0, limit)
    .map((seq) => entryAt(log, seq, written));
  let contiguousSeq = after;
  for (const { seq } of entries) if (seq === contiguousSeq + 1) contiguousSeq = seq;
  return { entries, contiguousSeq, lastSeq: Math.max(0, ...present) };
};
