import type { Evaluation, Json, JsonObject, ResolverContext } from '../contract.ts';
import { Halt, UtilityFailure } from '../utils/index.ts';
import type { EvaluationInProgress, Member, Outcome, Utility } from '../utils/index.ts';
import { isList, isObject, parseJson } from '../utils/json.ts';
import { EVALUATION_MILLISECONDS } from './limits.ts';
import { CODE_FILE, Realm } from './realm.ts';
import type { Factory } from './realm.ts';
import { originalColumn, type Rewritten } from './rewrite.ts';

interface Running extends EvaluationInProgress {
  outcome: Outcome | undefined;
  readonly deadline: number;
}

interface Task {
  readonly factory: Factory;
  readonly rewritten: Rewritten;
  readonly handler: 'request' | 'response';
  readonly context: ResolverContext;
}

/** Runs handlers in the realm, one after the other: a handler never waits, so no two are ever under way at once. */
export class Evaluations {
  readonly #realm: Realm;
  readonly #utilities: ReadonlyMap<string, Utility>;
  readonly #elapsed: () => number;
  #running: Running | undefined;

  constructor(
    members: readonly Member[],
    hooks: { readonly log: (level: 'log' | 'error', args: readonly Json[]) => void; readonly elapsed: () => number },
  ) {
    this.#elapsed = hooks.elapsed;
    this.#utilities = new Map(members.map(({ module, path, utility }) => [`${module} ${path.join('.')}`, utility]));
    this.#realm = new Realm(
      {
        call: (name, argumentsJson) => JSON.stringify(this.#call(name, argumentsJson)),
        log: (level, valuesJson) => {
          const values = parseJson(valuesJson);
          hooks.log(level === 'error' ? 'error' : 'log', isList(values) ? values : []);
        },
        overdue: () => this.#running !== undefined && this.#elapsed() > this.#running.deadline,
      },
      members.map(({ module, path }) => ({ module, path })),
    );
  }

  compile(script: string): Factory {
    return this.#realm.compile(script);
  }

  evaluate({ factory, rewritten, handler, context }: Task): Evaluation {
    const running: Running = {
      identity: context.identity,
      fieldName: context.info.fieldName,
      parentTypeName: context.info.parentTypeName,
      appended: [],
      effects: { invalidations: [], cacheEvictions: [] },
      outcome: undefined,
      deadline: this.#elapsed() + EVALUATION_MILLISECONDS,
    };
    this.#running = running;
    const report = parseJson(this.#realm.run(factory, handler, JSON.stringify(context)));
    this.#running = undefined;

    const { value = null, stash, thrown } = isObject(report) ? report : {};
    const { outcome = thrown === undefined ? undefined : failure(thrown, rewritten), appended, effects } = running;
    return {
      outcome: outcome ?? { kind: 'returned', value },
      stash: isObject(stash) ? stash : {},
      appended,
      effects,
    };
  }

  /** The reply that the realm takes apart: a value, the end of the evaluation, or a failure that the code dies of. */
  #call(name: string, argumentsJson: string): JsonObject {
    const running = this.#running;
    const args = parseJson(argumentsJson);
    const utility = this.#utilities.get(name);
    if (running === undefined || utility === undefined || !isList(args)) return { failure: `unable to call ${name}` };

    const before = running.appended.length;
    try {
      const value = utility(args, running);
      const appended = running.appended[before];
      return { value, ...(appended === undefined ? {} : { appended: { ...appended } }) };
    } catch (cause) {
      if (cause instanceof Halt) {
        running.outcome = cause.outcome;
        return { halted: true };
      }
      if (cause instanceof UtilityFailure) return { failure: cause.message };
      throw cause;
    }
  }
}

/** A JavaScript error as AppSync tells it: `code.js:162:13: TypeError: …`, of the type `Code`. */
function failure(thrown: Json, rewritten: Rewritten): Outcome {
  const { name, message, place } = isObject(thrown) ? thrown : {};
  const { line, column } = isObject(place) ? place : {};
  const where =
    typeof line === 'number' && typeof column === 'number'
      ? `${CODE_FILE}:${line}:${originalColumn(rewritten, line, column)}`
      : CODE_FILE;
  const text = [where, name, message].filter((part) => typeof part === 'string').join(': ');
  return { kind: 'failed', error: { message: text, errorType: 'Code' } };
}
