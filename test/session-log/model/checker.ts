/**
 * Tries every interleaving of the actors' steps, breadth first, and stops at the first broken promise: so a
 * counterexample is one of the shortest.
 *
 * Whole states are compared exactly, never by a lossy hash. Stores and actor states are numbered when first met; a state
 * of the whole is a tuple of such numbers. An actor's steps depend on the store and on itself alone, so they are worked
 * out once for each such pair, however many states of the whole share it.
 */
import type { ActorState } from './actors.ts';
import { actorSteps, mayStillWrite } from './actors.ts';
import type { Broken } from './promises.ts';
import { brokenBetween, brokenByChange, brokenForActor, brokenInStore, brokenWhenQuiet } from './promises.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';
import { describeStore, emptyStore } from './store.ts';

export interface Verdict {
  /** Distinct states of the whole: the store with every actor. */
  readonly states: number;
  /** Steps tried between them. */
  readonly transitions: number;
  /** The broken promise with the steps that lead there, one line each; `undefined` when every promise held. */
  readonly counterexample: string | undefined;
}

export class TooManyStates extends Error {
  override readonly name = 'TooManyStates';
}

interface NumberedStep {
  readonly did: string;
  readonly store: number;
  readonly actor: number;
  readonly broken: Broken;
}

/** @throws {TooManyStates} beyond `mostStates`: a check that was cut short is no check. */
export function check(rules: Rules, actors: readonly ActorState[], mostStates = 5_000_000): Verdict {
  const stores = new Numbering<Store>();
  const beings = new Numbering<ActorState>();
  const width = actors.length + 1;

  const stepsOf = remembered((store, actor): readonly NumberedStep[] => {
    const before = stores.at(store);
    return actorSteps(rules, before, beings.at(actor), 'any').map((step) => ({
      did: step.did,
      store: stores.numberOf(step.store),
      actor: beings.numberOf(step.actor),
      broken: brokenByChange(before, step.store) ?? brokenInStore(step.store),
    }));
  });
  const forActor = remembered((store, actor) => brokenForActor(stores.at(store), beings.at(actor)));
  const between = remembered((a, b) => brokenBetween(beings.at(a), beings.at(b)));
  const whenQuiet = remembered((store, actor) => {
    const reader = beings.at(actor);
    return reader.role === 'reader' ? brokenWhenQuiet(rules, stores.at(store), reader) : undefined;
  });

  const brokenHere = (state: readonly number[]): Broken => {
    const [store = 0, ...who] = state;
    const quiet = !who.some((actor) => mayStillWrite(beings.at(actor)));
    for (const [i, actor] of who.entries()) {
      const broken = forActor(store, actor) ?? (quiet ? whenQuiet(store, actor) : undefined);
      if (broken !== undefined) return broken;
      for (const other of who.slice(i + 1)) {
        const apart = between(actor, other);
        if (apart !== undefined) return apart;
      }
    }
    return undefined;
  };

  const start = [stores.numberOf(emptyStore), ...actors.map((actor) => beings.numberOf(actor))];
  const seen = new Set<string>([keyOf(start)]);
  const tuples: number[] = [...start];
  const cameFrom: number[] = [-1];
  const cameBy: string[] = ['begins'];
  let transitions = 0;

  const trace = (last: number, final: readonly string[]): string => {
    const lines: string[] = [];
    for (let at = last; at >= 0; at = cameFrom[at] ?? -1) {
      lines.unshift(`${cameBy[at] ?? ''}  ->  ${describeStore(stores.at(tuples[at * width] ?? 0))}`);
    }
    return [...lines, ...final].map((line, i) => `${String(i).padStart(3)}  ${line}`).join('\n');
  };

  for (let at = 0; at < cameFrom.length; at++) {
    const state = tuples.slice(at * width, (at + 1) * width);
    for (const [i, actor] of actors.entries()) {
      for (const step of stepsOf(state[0] ?? 0, state[i + 1] ?? 0)) {
        transitions++;
        const next = [...state];
        next[0] = step.store;
        next[i + 1] = step.actor;
        const key = keyOf(next);
        const isNew = !seen.has(key);
        if (!isNew && step.broken === undefined) continue;

        const did = `${actor.name} ${step.did}`;
        const broken = step.broken ?? brokenHere(next);
        if (broken !== undefined) {
          const end = `${did}  ->  ${describeStore(stores.at(step.store))}`;
          return { states: seen.size, transitions, counterexample: trace(at, [end, `BROKEN ${broken}`]) };
        }
        seen.add(key);
        for (const part of next) tuples.push(part);
        cameFrom.push(at);
        cameBy.push(did);
        if (seen.size > mostStates) throw new TooManyStates(`unable to check; more than ${mostStates} states`);
      }
    }
  }
  return { states: seen.size, transitions, counterexample: undefined };
}

/** Gives equal values equal numbers, counted from 0. */
class Numbering<Value> {
  readonly #values: Value[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(value: Value): number {
    const key = JSON.stringify(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#values.push(value);
    this.#numbers.set(key, this.#values.length - 1);
    return this.#values.length - 1;
  }

  at(number: number): Value {
    const value = this.#values[number];
    if (value === undefined) throw new RangeError(`unable to find number ${number}; it was never given`);
    return value;
  }
}

function remembered<Answer>(work: (a: number, b: number) => Answer): (a: number, b: number) => Answer {
  const answers = new Map<number, { readonly answer: Answer }>();
  return (a, b) => {
    const key = a * 2 ** 26 + b;
    const known = answers.get(key);
    if (known !== undefined) return known.answer;
    const answer = work(a, b);
    answers.set(key, { answer });
    return answer;
  };
}

/** Two UTF-16 units a number: exact up to 2^32. */
const keyOf = (state: readonly number[]): string =>
  String.fromCharCode(...state.flatMap((part) => [part >>> 16, part & 0xffff]));
