/**
 * What must hold, whatever the interleaving. Each function answers the sentence that is broken, or `undefined`.
 *
 * They are cut by what they look at (one store, one step, a pair of actors, a store with one reader), so that the checker
 * may remember their answers: many states of the whole share the same parts.
 */
import type { ActorState } from './actors.ts';
import { actorSteps } from './actors.ts';
import type { ReaderState } from './reader.ts';
import type { Rules } from './rules.ts';
import type { Slot, Store } from './store.ts';
import { describeSlot, lastMessageAtOrUnder, sameSlot, slotAt } from './store.ts';

export type Broken = string | undefined;

/** Slots are write-once, on which everything else rests. */
export function brokenByChange(before: Store, after: Store): Broken {
  for (let seq = 1; seq <= before.lastSeq; seq++) {
    const [was, is] = [slotAt(before, seq), slotAt(after, seq)];
    if (was.kind !== 'ABSENT' && !sameSlot(was, is)) {
      return `write-once: position ${seq} changed from "${describeSlot(was)}" to "${describeSlot(is)}"`;
    }
  }
  return undefined;
}

/** P3: the same clientMessageId never yields two messages. */
export function brokenInStore(store: Store): Broken {
  const messages = store.slots.flatMap((slot) => (slot.kind === 'ENTRY' && slot.is === 'MESSAGE' ? [slot.id] : []));
  const twice = messages.find((id, i) => messages.indexOf(id) !== i);
  return twice === undefined ? undefined : `P3: "${twice}" stands in the log twice`;
}

/** P1, for one actor: what was acknowledged is in the log, there; what a reader holds is what the log says. */
export function brokenForActor(store: Store, actor: ActorState): Broken {
  if (actor.role === 'reader') {
    const wrong = actor.log.findIndex((held, i) => !sameSlot(held, slotAt(store, i + 1)));
    if (wrong === -1) return undefined;
    return `P1: ${actor.name} is past position ${wrong + 1} holding "${describeSlot(actor.log[wrong] ?? slotAt(store, 0))}", the log has "${describeSlot(slotAt(store, wrong + 1))}"`;
  }
  if (actor.progress.at !== 'acknowledged') return undefined;
  const { seq } = actor.progress;
  if (isEntryOf(slotAt(store, seq), actor.id)) return undefined;
  return `P1: "${actor.id}" was acknowledged to ${actor.name} at ${seq}, where the log has "${describeSlot(slotAt(store, seq))}"`;
}

/** P1 between a writer and a reader, P2 between two readers, and one answer for an append and its retry. */
export function brokenBetween(a: ActorState, b: ActorState): Broken {
  if (a.role === 'reader' && b.role === 'reader') {
    const common = Math.min(a.cursor, b.cursor);
    const at = Array.from({ length: common }, (_, i) => i).find((i) => !sameSlot(heldAt(a, i), heldAt(b, i)));
    if (at === undefined) return undefined;
    return `P2: both are past ${at + 1}, where ${a.name} holds "${describeSlot(heldAt(a, at))}" and ${b.name} "${describeSlot(heldAt(b, at))}"`;
  }
  if (a.role === 'reader') return b.role === 'writer' ? brokenBetween(b, a) : undefined;
  if (a.progress.at !== 'acknowledged') return undefined;
  const { seq } = a.progress;
  if (b.role === 'writer') {
    const differs = a.id === b.id && b.progress.at === 'acknowledged' && b.progress.seq !== seq;
    return differs ? `P3: "${a.id}" was acknowledged at ${seq} to ${a.name}, at ${b.progress.seq} to ${b.name}` : undefined;
  }
  const places = b.log.flatMap((slot, i) => (isEntryOf(slot, a.id) ? [i + 1] : []));
  const right = b.cursor < seq ? places.length === 0 : places.length === 1 && places[0] === seq;
  return right ? undefined : `P1: ${b.name}, at cursor ${b.cursor}, holds "${a.id}" (acknowledged at ${seq}) at [${places.join()}]`;
}

/**
 * P4, once every writer has stopped: this reader, alone and wherever it is, comes to `lastSeq`, in a bounded number of
 * reads; and then the preview names the last message. All other readers stay where they are for ever, as if crashed.
 */
export function brokenWhenQuiet(rules: Rules, store: Store, reader: ReaderState): Broken {
  const reads = store.lastSeq - reader.cursor + 2;
  let now = { store, actor: { ...reader, readsLeft: reads } };
  for (;;) {
    const [step] = actorSteps(rules, now.store, now.actor, 'allDead');
    if (step?.actor.role !== 'reader') break;
    now = { store: step.store, actor: step.actor };
  }
  if (now.actor.cursor !== store.lastSeq) {
    return `P4: writers have stopped, yet ${reader.name} alone stays at ${now.actor.cursor} of ${store.lastSeq} after ${reads} reads`;
  }
  const last = lastMessageAtOrUnder(now.store, now.store.lastSeq);
  if (now.store.preview === last) return undefined;
  return `preview: all is quiet and ${reader.name} has read everything, yet META shows ${now.store.preview} while the last message is ${last}`;
}

const heldAt = (reader: ReaderState, index: number): Slot => reader.log[index] ?? { kind: 'ABSENT' };

const isEntryOf = (slot: Slot, id: string): boolean => slot.kind === 'ENTRY' && slot.id === id;
