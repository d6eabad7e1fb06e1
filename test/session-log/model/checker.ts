/**
 * Tries every interleaving of the actors' steps, breadth first, and stops at the first broken promise: so a
 * counterexample is one of the shortest.
 *
 * Whole states are compared exactly, never by a lossy hash. Stores and actor states are numbered when first met; a state
 * of the whole is a tuple of such numbers. What an actor can do depends on the store and on itself alone, so it is worked
 * out once for each such pair, however many states of the whole share it.
 */
import type { ActorState } from './actors.ts';
import { actorSteps, mayStillWrite } from './actors.ts';
import { Numbering, remembered } from './numbering.ts';
import type { Broken, PromiseName } from './promises.ts';
import {
  brokenBetween,
  brokenByChange,
  brokenForActor,
  brokenInStore,
  brokenWhenQuiet,
  everyPromise,
} from './promises.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';
import { describeStore, emptyStore } from './store.ts';

export interface Verdict {
  /** Distinct states of the whole: the store with every actor. */
  readonly states: number;
  /** Steps tried between them. */
  readonly transitions: number;
  /** Where actors were met, as `writer sealOwn`: what no actor ever reached was not checked. */
  readonly reached: ReadonlySet<string>;
  /** The steps that lead to the broken promise, one line each, with the store after it; `undefined` when all held. */
  readonly counterexample: string | undefined;
}

export interface Bounds {
  /** Only these promises are looked at. Default: all. */
  readonly promises?: readonly PromiseName[];
  /** Default 6 million, about 2 GB. */
  readonly mostStates?: number;
}

export class TooManyStates extends Error {
  override readonly name = 'TooManyStates';
}

interface NumberedStep {
  readonly did: string;
  readonly store: number;
  readonly actor: number;
  readonly broken: readonly Broken[];
}

/** @throws {TooManyStates} when the bound is passed: a check that was cut short is no check. */
export function check(rules: Rules, actors: readonly ActorState[], bounds: Bounds = {}): Verdict {
  const { promises = everyPromise, mostStates = 6_000_000 } = bounds;
  const stores = new Numbering<Store>();
  const beings = new Numbering<ActorState>();
  const firstOf = (all: readonly Broken[]): Broken | undefined => all.find(({ promise }) => promises.includes(promise));

  const stepsOf = remembered((store, actor): readonly NumberedStep[] => {
    const before = stores.at(store);
    return actorSteps(rules, before, beings.at(actor), 'any').map((step) => ({
      did: step.did,
      store: stores.numberOf(step.store),
      actor: beings.numberOf(step.actor),
      broken: [...brokenByChange(before, step.store), ...brokenInStore(step.store)],
    }));
  });
  const forActor = remembered((store, actor) => firstOf(brokenForActor(stores.at(store), beings.at(actor))));
  const between = remembered((a, b) => firstOf(brokenBetween(beings.at(a), beings.at(b))));
  const whenQuiet = remembered((store, actor) => {
    const reader = beings.at(actor);
    return reader.role === 'reader' ? firstOf(brokenWhenQuiet(rules, stores.at(store), reader)) : undefined;
  });

  const brokenIn = ([store = 0, ...who]: readonly number[]): Broken | undefined => {
    const quiet = !who.some((actor) => mayStillWrite(beings.at(actor)));
    for (const [i, actor] of who.entries()) {
      const alone = forActor(store, actor) ?? (quiet ? whenQuiet(store, actor) : undefined);
      if (alone !== undefined) return alone;
      for (const other of who.slice(i + 1)) {
        const apart = between(actor, other);
        if (apart !== undefined) return apart;
      }
    }
    return undefined;
  };

  const width = actors.length + 1;
  const start = [stores.numberOf(emptyStore), ...actors.map((actor) => beings.numberOf(actor))];
  const seen = new Set<string>([keyOf(start)]);
  const tuples: number[] = [...start];
  const cameFrom: number[] = [-1];
  const cameBy: (NumberedStep | undefined)[] = [undefined];
  const movedBy: number[] = [0];
  let transitions = 0;

  const line = (mover: number, step: NumberedStep): string =>
    `${actors[mover]?.name ?? ''} ${step.did}  ->  ${describeStore(stores.at(step.store))}`;
  const wayTo = (last: number): readonly string[] => {
    const lines: string[] = [];
    for (let at = last; at > 0; at = cameFrom[at] ?? 0) {
      const step = cameBy[at];
      if (step !== undefined) lines.unshift(line(movedBy[at] ?? 0, step));
    }
    return lines;
  };
  const verdict = (counterexample: string | undefined): Verdict => ({
    states: seen.size,
    transitions,
    reached: new Set(beings.values().map(({ role, progress }) => `${role} ${progress.at}`)),
    counterexample,
  });

  for (let at = 0; at < cameFrom.length; at++) {
    const state = tuples.slice(at * width, (at + 1) * width);
    for (const mover of actors.keys()) {
      for (const step of stepsOf(state[0] ?? 0, state[mover + 1] ?? 0)) {
        transitions++;
        const next = [...state];
        next[0] = step.store;
        next[mover + 1] = step.actor;
        const key = keyOf(next);
        const isNew = !seen.has(key);
        const broken = firstOf(step.broken) ?? (isNew ? brokenIn(next) : undefined);
        if (broken !== undefined) {
          return verdict([...wayTo(at), line(mover, step), `broken ${broken.promise}: ${broken.says}`].join('\n'));
        }
        if (!isNew) continue;
        if (seen.size >= mostStates)
          throw new TooManyStates(`unable to check everything; more than ${mostStates} states`);
        seen.add(key);
        tuples.push(...next);
        cameFrom.push(at);
        cameBy.push(step);
        movedBy.push(mover);
      }
    }
  }
  return verdict(undefined);
}

/** Two UTF-16 units a number: exact up to 2^32. */
const keyOf = (state: readonly number[]): string =>
  String.fromCharCode(...state.flatMap((part) => [part >>> 16, part & 0xffff]));
