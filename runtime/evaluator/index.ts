import { randomBytes } from 'node:crypto';
import type { Evaluator, Json, ResolverCode } from '../contract.ts';
import { createUtilities } from '../utils/index.ts';
import { check } from './check.ts';
import type { ModuleNames } from './check.ts';
import { Evaluations } from './evaluations.ts';
import { RefusedCode } from './refused-code.ts';
import { rewrite, type Rewritten } from './rewrite.ts';

export { RefusedCode } from './refused-code.ts';
export type { Problem } from './refused-code.ts';

export interface EvaluatorOptions {
  /** Epoch milliseconds; the clock that handlers see through `util.time` and in identifiers. */
  readonly now?: () => number;
  readonly randomBytes?: (count: number) => Uint8Array;
  /** Gets what handlers write with `console.log` and `console.error`. Without it nothing is written anywhere. */
  readonly log?: (level: 'log' | 'error', args: readonly Json[]) => void;
  /** Milliseconds on a clock that only runs forward; what the limit on a handler's running time is measured with. */
  readonly elapsed?: () => number;
}

/** A bundle that was checked and made ready to run. Plain data: it can be kept, and opened by evaluators to come. */
export interface PreparedCode extends Rewritten {
  readonly name: string;
}

/** Loads in two steps, the first of which takes most of the time and comes to the same every time. */
export interface SteppedEvaluator extends Evaluator {
  /** @throws {RefusedCode} as `load` does. */
  prepare(bundle: { readonly name: string; readonly code: string }): PreparedCode;
  /** Takes what `prepare` gave, of this evaluator or another of this version. */
  open(prepared: PreparedCode): ResolverCode;
}

/**
 * The APPSYNC_JS runtime: loads bundles that import nothing but `@aws-appsync/utils` and its subpaths, and runs their
 * handlers isolated from the host and from each other (AppSync developer guide, "JavaScript resolvers reference").
 */
export function createEvaluator(options: EvaluatorOptions = {}): SteppedEvaluator {
  const members = createUtilities({ now: options.now ?? Date.now, randomBytes: options.randomBytes ?? randomBytes });
  const modules = moduleNames(members);
  const evaluations = new Evaluations(members, {
    log: options.log ?? (() => undefined),
    elapsed: options.elapsed ?? (() => performance.now()),
  });

  const prepare = ({ name, code }: { readonly name: string; readonly code: string }): PreparedCode =>
    refusing(name, () => ({ name, ...rewrite(code, check({ name, code }, modules)) }));

  const open = (prepared: PreparedCode): ResolverCode =>
    refusing(prepared.name, () => {
      const factory = evaluations.compile(prepared.script);
      const handlers = new Set(prepared.handlers);
      return {
        name: prepared.name,
        has: (handler) => handlers.has(handler),
        evaluate: (handler, context) => evaluations.evaluate({ factory, rewritten: prepared, handler, context }),
      };
    });

  return { prepare, open, load: (bundle) => open(prepare(bundle)) };
}

function refusing<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw refusalFor(cause, name);
  }
}

/** What the parser took and what comes after it cannot: nesting beyond the stack, syntax newer than this Node. */
function refusalFor(cause: unknown, name: string): unknown {
  const start = { line: 1, column: 1 };
  if (cause instanceof RangeError) return new RefusedCode(name, [{ ...start, what: 'the code nests too deeply' }]);
  if (cause instanceof SyntaxError) return new RefusedCode(name, [{ ...start, what: cause.message }]);
  return cause;
}

function moduleNames(members: readonly { module: string; path: readonly string[] }[]): ModuleNames {
  const names = new Map<string, Set<string>>();
  for (const { module, path } of members) {
    const known = names.get(module) ?? new Set();
    names.set(module, known.add(path[0] ?? ''));
  }
  return names;
}
