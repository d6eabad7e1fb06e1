import type { Dice } from './rounds.ts';

const VALUES: readonly string[] = [
  ...[
    'null',
    'undefined',
    'true',
    '0',
    '-0',
    '1.5',
    '1e308',
    "''",
    "'é\\ud800'",
    '`t${a}`',
    '[]',
    '{}',
    '[1, "b", null]',
  ],
  ...[
    '{ k: 1, "__proto__": 2 }',
    'ctx',
    'ctx.args',
    'ctx.stash',
    'ctx.args.a.b',
    'ctx.identity?.sub',
    'ctx.prev',
    'ctx.outErrors',
  ],
  ...[
    'a',
    'b',
    'f',
    'util',
    'util.time',
    'NaN',
    'Infinity',
    'Object',
    'JSON',
    '[...a]',
    '{ ...b }',
    '() => a',
    'arguments',
  ],
];
const UTILITIES: readonly string[] = [
  ...['util.error(a, b, a, b)', 'util.error(a)', 'util.appendError(b, a)', 'util.unauthorized()', 'util.autoId()'],
  ...['util.dynamodb.toMapValues(b)', 'util.dynamodb.toDynamoDB(a)', 'util.time.nowISO8601()', 'util.matches(a, b)'],
  ...['runtime.earlyReturn(a, { skipTo: b })', 'runtime.earlyReturn(b)', 'extensions.setSubscriptionFilter(a)'],
  ...['extensions.invalidateSubscriptions({ subscriptionField: a, payload: b })', 'console.log(a, b)', 'JSON.parse(a)'],
  ...[
    'JSON.stringify(ctx)',
    'Object.keys(a)',
    'Object.entries(b)',
    'Object.assign(a, b)',
    'Math.max(...a)',
    'ddb.put(a)',
  ],
  ...[
    'ddb.update({ key: a, update: b })',
    'ddb.query(b)',
    'util.transform.toSubscriptionFilter(a)',
    'util.base64Encode(a)',
  ],
];
const METHODS: readonly string[] = [
  'map',
  'filter',
  'concat',
  'slice',
  'join',
  'sort',
  'reduce',
  'toString',
  'flat',
  'at',
  'bind',
];
const REFUSED: readonly string[] = [
  ...[
    'while (a) {}',
    'for (;;) {}',
    'do {} while (a);',
    'try {} catch {}',
    'throw a;',
    'a++;',
    '~a;',
    'new Map();',
    'this;',
  ],
  ...[
    'class C {}',
    'async () => {};',
    '/x/.test(a);',
    'globalThis;',
    'process.exit();',
    'eval(a);',
    'await a;',
    '10n;',
    'label: a;',
  ],
  ...[
    'using c = a;',
    'import("x");',
    '"a" in b;',
    'Math.random();',
    'function g() { g(); }',
    'debugger;',
    'yield a;',
    'with (a) {}',
  ],
];

/**
 * Writes a module of the shape of a resolver: handlers over the utilities, with now and then something that APPSYNC_JS
 * has not, or that fails at run time. No loop goes over what it grows, so every handler ends.
 */
export class CodeWriter {
  readonly #dice: Dice;
  readonly #slips: number;

  constructor(dice: Dice) {
    this.#dice = dice;
    this.#slips = dice.oneOf([0, 0, 0.02, 0.2]);
  }

  module(): string {
    return [
      "import { util, runtime, extensions } from '@aws-appsync/utils';",
      "import * as ddb from '@aws-appsync/utils/dynamodb';",
      ...(this.#dice.happens(0.5) ? [`const a = ${this.#value()};`, 'const b = [a];', 'const f = (x) => [x, a];'] : []),
      ...(this.#dice.happens(0.2) ? [`let b2 = ${this.#expression(2)};`] : []),
      this.#handler('request'),
      ...(this.#dice.happens(0.8) ? [this.#handler('response')] : []),
    ].join('\n');
  }

  #handler(name: string): string {
    const dice = this.#dice;
    const names = 'let a = ctx.args.a; let b = ctx.args.b; const f = (x) => x;';
    const body = [names, ...dice.some(6, () => this.#statement(2))].join('\n  ');
    return dice.happens(0.8)
      ? `export function ${name}(ctx) {\n  ${body}\n  return ${this.#expression(2)};\n}`
      : `export const ${name} = (ctx) => { ${body} return ${this.#expression(2)}; };`;
  }

  #statement(levels: number): string {
    const dice = this.#dice;
    if (dice.happens(this.#slips)) return dice.oneOf(REFUSED);
    const inner = (): string => (levels > 0 ? this.#statement(levels - 1) : ';');
    return dice.oneOf<() => string>([
      () => `a = ${this.#expression(levels)};`,
      () => `b = ${this.#expression(levels)};`,
      () => `ctx.stash.${dice.oneOf(['a', 'b', '__proto__', 'toString'])} = ${this.#expression(levels)};`,
      () => `ctx.${dice.oneOf(['args', 'stash', 'result', 'x'])} = ${this.#value()};`,
      () => `${this.#expression(levels)};`,
      () => `if (${this.#expression(1)}) { ${inner()} } else ${inner()}`,
      () => `for (const x of ${this.#value()}) { ${inner()} }`,
      () => `for (const x in ${this.#value()}) ${inner()}`,
      () => `switch (${this.#value()}) { case ${this.#value()}: ${inner()} break; default: ${inner()} }`,
      () => `{ const { k, ...rest } = ${this.#value()}; ${inner()} }`,
      () => `{ const [first = a, ...others] = ${this.#value()}; ${inner()} }`,
      () =>
        `{ const o = {}; o.self = o; a = ${dice.oneOf(['o', '{ toJSON: () => util.error(b) }', '{ toJSON: f }', 'a'])}; }`,
    ])();
  }

  #expression(levels: number): string {
    const dice = this.#dice;
    if (levels === 0) return this.#value();
    const inner = (): string => this.#expression(levels - 1);
    return dice.oneOf<() => string>([
      () => this.#value(),
      () => dice.oneOf(UTILITIES),
      () =>
        `(${inner()} ${dice.oneOf(['+', '-', '*', '/', '%', '**', '===', '<', '&&', '||', '??', '&', '<<', ','])} ${inner()})`,
      () => `(${inner()} ? ${inner()} : ${inner()})`,
      () => `(${inner()}).${dice.oneOf(METHODS)}(${inner()})`,
      () => `(${inner()})[${inner()}]`,
      () => `(${inner()})?.${dice.oneOf(['a', 'length', 'constructor', '__proto__', 'k'])}`,
      () => `f(${inner()})`,
      () => `${dice.oneOf(['!', '-', '+', 'typeof ', 'void '])}${this.#value()}`,
      () => `{ x: ${inner()}, ...(${inner()}) }`.replace(/^/, '(').replace(/$/, ')'),
      () => `(x => [x, ${inner()}])(${inner()})`,
    ])();
  }

  #value(): string {
    return this.#dice.oneOf(VALUES);
  }
}
