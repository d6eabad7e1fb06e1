/**
 * What must hold, whatever the interleaving. Each function answers every promise that it finds broken, with a sentence.
 *
 * They are cut by what they look at (one step, one store, a pair of actors, a store with one reader), so that the checker
 * may remember their answers: many states of the whole share the same parts.
 */
import type { ActorState } from './actors.ts';
import { actorSteps } from './actors.ts';
import type { ReaderState } from './reader.ts';
import type { Rules } from './rules.ts';
import type { Slot, Store } from './store.ts';
import { ABSENT, describeSlot, sameSlot, slotAt } from './store.ts';
import type { WriterState } from './writer.ts';

export const everyPromise = ['write-once', 'P1', 'P2', 'P3', 'P4', 'P6'] as const;

export type PromiseName = (typeof everyPromise)[number];

export interface Broken {
  readonly promise: PromiseName;
  readonly says: string;
}

const NOTHING: readonly Broken[] = [];
const broken = (promise: PromiseName, says: string): readonly Broken[] => [{ promise, says }];

/** A slot leaves ABSENT once and never changes again, on which everything else rests. */
export function brokenByChange(before: Store, after: Store): readonly Broken[] {
  for (let seq = 1; seq <= before.lastSeq; seq++) {
    const [was, is] = [slotAt(before, seq), slotAt(after, seq)];
    if (was.kind !== 'ABSENT' && !sameSlot(was, is)) {
      return broken('write-once', `position ${seq} changed from "${describeSlot(was)}" to "${describeSlot(is)}"`);
    }
  }
  return NOTHING;
}

/** P3: the same clientMessageId never yields two messages. P6: nobody takes a position who lost the right to before. */
export function brokenInStore(store: Store): readonly Broken[] {
  const late = store.slots.findIndex(
    (slot, i) => slot.kind === 'ENTRY' && i + 1 > (store.removed[slot.by] ?? Infinity),
  );
  if (late !== -1) {
    const says = `position ${late + 1} was taken by someone who had lost the right to at ${lastBefore(store, late)}`;
    return broken('P6', says);
  }
  const messages = store.slots.flatMap((slot) => (slot.kind === 'ENTRY' && slot.is === 'MESSAGE' ? [slot.id] : []));
  const twice = messages.find((id, i) => messages.indexOf(id) !== i);
  return twice === undefined ? NOTHING : broken('P3', `"${twice}" stands in the log twice`);
}

const lastBefore = (store: Store, index: number): number => {
  const slot = slotAt(store, index + 1);
  return slot.kind === 'ENTRY' ? (store.removed[slot.by] ?? 0) : 0;
};

/** P1 for one actor: what was acknowledged is in the log, there; what a reader holds is what the log says. */
export function brokenForActor(store: Store, actor: ActorState): readonly Broken[] {
  if (actor.role === 'reader') {
    const wrong = actor.log.findIndex((held, i) => !sameSlot(held, slotAt(store, i + 1)));
    if (wrong === -1) return NOTHING;
    const [held, is] = [describeSlot(heldAt(actor, wrong)), describeSlot(slotAt(store, wrong + 1))];
    return broken('P1', `${actor.name} is past position ${wrong + 1} and holds "${held}", where the log has "${is}"`);
  }
  if (actor.role === 'remover' || actor.progress.at !== 'acknowledged') return NOTHING;
  const { seq } = actor.progress;
  if (isEntryOf(slotAt(store, seq), actor.id)) return NOTHING;
  const is = describeSlot(slotAt(store, seq));
  return broken('P1', `"${actor.id}" was acknowledged to ${actor.name} at ${seq}, where the log has "${is}"`);
}

/** P1 between a writer and a reader, P2 between two readers, P3 (one answer) between an append and its retry. */
export function brokenBetween(a: ActorState, b: ActorState): readonly Broken[] {
  if (a.role === 'remover' || b.role === 'remover') return NOTHING;
  if (a.role === 'writer') return b.role === 'writer' ? betweenWriters(a, b) : betweenWriterAndReader(a, b);
  return b.role === 'writer' ? betweenWriterAndReader(b, a) : betweenReaders(a, b);
}

function betweenWriters(a: WriterState, b: WriterState): readonly Broken[] {
  if (a.id !== b.id || a.progress.at !== 'acknowledged' || b.progress.at !== 'acknowledged') return NOTHING;
  const [one, other] = [a.progress.seq, b.progress.seq];
  if (one === other) return NOTHING;
  return broken('P3', `"${a.id}" was acknowledged to ${a.name} at ${one} and to ${b.name} at ${other}`);
}

function betweenWriterAndReader(writer: WriterState, reader: ReaderState): readonly Broken[] {
  if (writer.progress.at !== 'acknowledged') return NOTHING;
  const { seq } = writer.progress;
  const places = reader.log.flatMap((slot, i) => (isEntryOf(slot, writer.id) ? [i + 1] : []));
  const right = reader.cursor < seq ? places.length === 0 : places.length === 1 && places[0] === seq;
  if (right) return NOTHING;
  const held = places.length === 0 ? 'nowhere' : `at ${places.join(' and ')}`;
  return broken(
    'P1',
    `"${writer.id}" was acknowledged at ${seq}, and ${reader.name} at cursor ${reader.cursor} holds it ${held}`,
  );
}

function betweenReaders(a: ReaderState, b: ReaderState): readonly Broken[] {
  const common = Array.from({ length: Math.min(a.cursor, b.cursor) }, (_, i) => i);
  const at = common.find((i) => !sameSlot(heldAt(a, i), heldAt(b, i)));
  if (at === undefined) return NOTHING;
  const [one, other] = [describeSlot(heldAt(a, at)), describeSlot(heldAt(b, at))];
  return broken('P2', `both are past ${at + 1}, where ${a.name} holds "${one}" and ${b.name} "${other}"`);
}

/**
 * P4, once every writer has stopped: this reader, alone and wherever it stands, comes to `lastSeq` within one read for each
 * position and two more. Every other reader stays where it is for ever, as if it had crashed.
 */
export function brokenWhenQuiet(rules: Rules, store: Store, reader: ReaderState): readonly Broken[] {
  const reads = store.lastSeq - reader.cursor + 2;
  let now = { store, actor: { ...reader, readsLeft: reads } };
  for (;;) {
    const [step] = actorSteps(rules, now.store, now.actor, 'allDead');
    if (step?.actor.role !== 'reader') break;
    now = { store: step.store, actor: step.actor };
  }
  if (now.actor.cursor === store.lastSeq) return NOTHING;
  const where = `stays at ${now.actor.cursor} of ${store.lastSeq}, after ${reads} reads`;
  return broken('P4', `all writers have stopped, and ${reader.name}, alone, ${where}`);
}

const heldAt = (reader: ReaderState, index: number): Slot => reader.log[index] ?? ABSENT;

const isEntryOf = (slot: Slot, id: string): boolean => slot.kind === 'ENTRY' && slot.id === id;
