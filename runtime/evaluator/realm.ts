import { Script, createContext } from 'node:vm';
import type { Context } from 'node:vm';
import { BUILT_INS } from './built-ins.ts';
import { LOOP_ITERATIONS } from './limits.ts';
import { REALM_SOURCE } from './realm-source.ts';

/** The name under which AppSync speaks of a resolver's code in its messages. */
export const CODE_FILE = 'code.js';

/** What the realm may ask of the host. Values cross as JSON; none of these may throw. */
export interface RealmHost {
  /** `name` is a module's specifier and a path in it, `@aws-appsync/utils util.time.nowISO8601`. */
  call(name: string, argumentsJson: string): string;
  log(level: string, valuesJson: string): void;
  overdue(): boolean;
}

/** A compiled bundle. Only the realm can call it. */
export type Factory = (...realmInternals: never[]) => unknown;

type Run = (factory: Factory, handler: string, contextJson: string) => string;

/** The isolated, frozen world in which handlers run. All bundles share it; nothing in it can change. */
export class Realm {
  readonly #context: Context;
  readonly #run: Run;

  constructor(host: RealmHost, functions: readonly { readonly module: string; readonly path: readonly string[] }[]) {
    this.#context = createContext({ __proto__: null }, { codeGeneration: { strings: false, wasm: false } });
    const open: unknown = new Script(REALM_SOURCE, { filename: 'realm.js' }).runInContext(this.#context);
    const configuration = JSON.stringify({
      ...BUILT_INS,
      functions,
      loopIterations: LOOP_ITERATIONS,
      codeFile: CODE_FILE,
    });
    if (!isOpening(open)) throw new TypeError('unable to open the realm; its script gives no function');
    this.#run = open(host, configuration);
  }

  /** `script` is an expression for a function, on its second line the first line of the code. */
  compile(script: string): Factory {
    const compiled: unknown = new Script(script, { filename: CODE_FILE, lineOffset: -1 }).runInContext(this.#context);
    if (!isFactory(compiled)) throw new TypeError('unable to compile the code; it gives no function');
    return compiled;
  }

  /** Runs one handler of a compiled bundle and gives its `Report` as JSON. */
  run(factory: Factory, handler: string, contextJson: string): string {
    return this.#run(factory, handler, contextJson);
  }
}

function isOpening(value: unknown): value is (host: RealmHost, configuration: string) => Run {
  return typeof value === 'function';
}

function isFactory(value: unknown): value is Factory {
  return typeof value === 'function';
}
