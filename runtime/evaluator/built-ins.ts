/**
 * What APPSYNC_JS has of the language's own library: AppSync developer guide, "Supported runtime features". The lint
 * plugin that AWS publishes (`@aws-appsync/eslint-plugin`, rule `no-disallowed-methods`) names refused siblings of
 * `includes`, `isArray` and `toString` and lets those three pass, so they are here as well.
 *
 * Where sources disagree (`Math.random`, `replaceAll`, `findLast`, `findLastIndex`, `String.raw`) the narrower reading
 * holds: code that runs here must run there.
 */
export const BUILT_INS = {
  globals: [
    'undefined',
    'NaN',
    'Infinity',
    'Object',
    'String',
    'Number',
    'Boolean',
    'Array',
    'Math',
    'JSON',
    'console',
  ],
  statics: {
    Object: ['assign', 'entries', 'hasOwn', 'keys', 'values'],
    String: [],
    Number: ['isFinite', 'isNaN'],
    Boolean: [],
    Array: ['isArray'],
    Math: ['min', 'max', 'round', 'floor', 'ceil'],
    JSON: ['parse', 'stringify'],
    console: ['log', 'error'],
  },
  methods: {
    Object: ['toString', 'valueOf'],
    Function: ['toString'],
    Boolean: ['toString', 'valueOf'],
    Number: ['toString', 'valueOf'],
    String: [
      ...['length', 'charAt', 'concat', 'endsWith', 'includes', 'indexOf', 'lastIndexOf', 'replace', 'slice', 'split'],
      ...['startsWith', 'toLowerCase', 'toString', 'toUpperCase', 'trim', 'trimEnd', 'trimStart', 'valueOf'],
    ],
    Array: [
      ...['length', 'concat', 'every', 'fill', 'filter', 'find', 'findIndex', 'flat', 'flatMap', 'forEach', 'includes'],
      ...['indexOf', 'join', 'lastIndexOf', 'map', 'pop', 'push', 'reduce', 'reduceRight', 'reverse', 'shift', 'slice'],
      ...['some', 'sort', 'splice', 'toString', 'unshift'],
    ],
  },
} as const;

const supported = new Set<string>(Object.values(BUILT_INS.methods).flat());

/** Methods that JavaScript's strings, arrays, numbers and functions have and APPSYNC_JS has not. */
export const MISSING_METHODS: ReadonlySet<string> = new Set(
  [Object.prototype, Function.prototype, Number.prototype, String.prototype, Array.prototype]
    .flatMap((prototype) => Object.getOwnPropertyNames(prototype))
    .filter((name) => !supported.has(name)),
);

const statics: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(BUILT_INS.statics));

/** True for `Math.sqrt`, false for `Math.floor` and for objects that are no built-ins. */
export function isMissingStatic(object: string, member: string): boolean {
  const members = statics.get(object);
  return members !== undefined && !members.includes(member);
}

const globals = new Set<string>(BUILT_INS.globals);

export function isGlobal(name: string): boolean {
  return globals.has(name);
}
