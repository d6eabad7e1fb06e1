/**
 * What AWS AppSync's APPSYNC_JS runtime has not, as ESLint rules that name the alternative. The AWS plugin knows part of
 * it; this is the rest, after https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html. A global, or
 * a member of a built-in object, that AWS does not list is refused even where it happens to work today.
 */
import { noFunctionPassing } from './no-function-passing.mjs';

/** Every global that AWS documents. `util`, `extensions` and `runtime` are imported from @aws-appsync/utils instead. */
const globalsThere = ['Object', 'Array', 'String', 'Number', 'Math', 'JSON', 'console', 'NaN', 'Infinity', 'undefined'];

const instead = {
  Date: 'Use util.time.nowISO8601() or util.time.nowEpochMilliSeconds().',
  Map: 'Use a plain object.',
  Set: 'Use a plain object with the members as keys.',
  WeakMap: 'Use a plain object.',
  WeakSet: 'Use a plain object.',
  Promise: 'A handler answers at once; the next step is the next function of the pipeline.',
  RegExp: 'Use startsWith, endsWith, indexOf, split, or util.matches().',
  Error: 'Use util.error(message, errorType).',
  process: 'Read ctx.env.',
  structuredClone: 'Use a spread, or JSON.parse(JSON.stringify(value)).',
  crypto: 'Use util.autoId(), util.autoUlid() or util.autoKsuid().',
  Buffer: 'Use util.base64Encode() and util.base64Decode().',
  btoa: 'Use util.base64Encode().',
  atob: 'Use util.base64Decode().',
  fetch: 'Return a request to a data source.',
  setTimeout: 'A handler answers at once; waiting belongs in a Lambda function.',
  encodeURIComponent: 'Use util.urlEncode().',
  decodeURIComponent: 'Use util.urlDecode().',
  encodeURI: 'Use util.urlEncode().',
  decodeURI: 'Use util.urlDecode().',
  parseInt: 'Declare the argument as Int, or store a number.',
  parseFloat: 'Declare the argument as Float, or store a number.',
  Boolean: 'Use !!value, or compare.',
  isNaN: 'Use Number.isNaN().',
  isFinite: 'Use Number.isFinite().',
};

/** Names of hosts other than APPSYNC_JS, which no list of this process's own globals holds. */
const foreign = [
  'window',
  'document',
  'navigator',
  'localStorage',
  'require',
  'module',
  'exports',
  '__dirname',
  '__filename',
];
const missing = [...new Set([...Object.getOwnPropertyNames(globalThis), ...Object.keys(instead), ...foreign])].filter(
  (name) => !globalsThere.includes(name),
);

const sentence = (what, alternative) => `APPSYNC_JS has no ${what}. ${alternative}`;
const restricted = (selector, what, alternative) => ({ selector, message: sentence(what, alternative) });

/** The only members that AWS documents of each built-in object. */
const membersThere = {
  Object: ['assign', 'entries', 'hasOwn', 'keys', 'values'],
  Array: ['isArray'],
  String: ['raw'],
  Number: ['isFinite', 'isNaN'],
  Math: ['min', 'max', 'round', 'floor', 'ceil'],
  JSON: ['parse', 'stringify'],
  console: ['log', 'error'],
};
const memberAlternatives = {
  Object: 'Use assign, entries, hasOwn, keys or values; build an object with a spread or a for-of loop.',
  Array: 'Use a literal, a spread, or Object.keys.',
  String: 'Use a template literal.',
  Number: 'Use isFinite and isNaN; an integer is a number with Math.floor(n) === n.',
  Math: 'Use min, max, round, floor or ceil; randomness comes from util.autoId() and its like.',
  JSON: 'Use parse or stringify.',
  console: 'Use console.log or console.error.',
};

/** Methods of strings and arrays that are absent, or differ from what the same line does in Node. */
const methods = {
  replace: 'It takes a Java regular expression there: use split(a).join(b).',
  replaceAll: 'It takes a Java regular expression there: use split(a).join(b).',
  match: 'Use indexOf, startsWith or util.matches().',
  matchAll: 'Use split.',
  search: 'Use indexOf.',
  charCodeAt: 'Use charAt and compare strings.',
  codePointAt: 'Use charAt and compare strings.',
  localeCompare: 'Compare with < and >.',
  normalize: 'Normalise in Lambda.',
  padStart: 'Concatenate, then slice from the end.',
  padEnd: 'Concatenate, then slice.',
  repeat: 'Concatenate.',
  at: 'Use an index.',
  substring: 'Use slice.',
  substr: 'Use slice.',
  findLast: 'Use reverse on a copy, then find.',
  findLastIndex: 'Use lastIndexOf, or a for-of loop.',
  copyWithin: 'Use slice and spread.',
  toSorted: 'Copy with a spread, then sort.',
  toReversed: 'Copy with a spread, then reverse.',
  toSpliced: 'Copy with a spread, then splice.',
  with: 'Copy with a spread, then assign.',
  toLocaleString: 'Use a template literal.',
  toLocaleUpperCase: 'Use toUpperCase.',
  toLocaleLowerCase: 'Use toLowerCase.',
  apply: 'Call the function itself.',
  bind: 'Call the function itself.',
  call: 'Call the function itself.',
  then: 'A handler answers at once.',
};

const syntax = [
  restricted('ThrowStatement', 'throw', 'Use util.error(message, errorType).'),
  restricted('NewExpression', 'new', 'Use a literal, util.time or util.autoId().'),
  restricted('DoWhileStatement', 'do-while', 'Use for-of.'),
  restricted('ForOfStatement[await=true]', 'for-await', 'Use for-of.'),
  restricted('BinaryExpression[operator=/^(in|instanceof)$/]', 'in and instanceof', 'Use Object.hasOwn().'),
  restricted('Literal[regex]', 'regular expression', 'Use startsWith, endsWith, indexOf, split, or util.matches().'),
  restricted('Literal[bigint]', 'BigInt', 'Use a number, or a string of digits.'),
  restricted('TaggedTemplateExpression', 'tagged template', 'Use a plain template literal.'),
  restricted('ImportExpression', 'dynamic import', 'Import at the top of the file.'),
  restricted('MetaProperty', 'import.meta or new.target', 'Read ctx.env.'),
  restricted('Property[kind=/^(get|set)$/]', 'getter or setter', 'Use a plain property or a function.'),
  restricted('PrivateIdentifier', 'private name', 'Use a module constant.'),
  restricted('TSEnumDeclaration', 'enum', 'Use a constant object and a union of its values.'),
  restricted('TSModuleDeclaration[kind!="global"]', 'namespace', 'Use a module.'),
  restricted('MemberExpression[object.name="arguments"]', 'arguments', 'Use rest parameters.'),
  restricted('SequenceExpression', 'comma operator', 'Write two statements.'),
  restricted('CallExpression[callee.name="String"]', 'String()', 'Use a template literal.'),
  restricted('CallExpression[callee.name="Number"]', 'Number()', 'Declare the argument as Int, or store a number.'),
  restricted('CallExpression[callee.name=/^(Object|Array)$/]', 'Object() and Array()', 'Use a literal.'),
  restricted(
    'CallExpression[callee.property.name="sort"][arguments.length>0]',
    'sort with a comparator',
    'Let DynamoDB order by sort key, or sort an array of comparable strings.',
  ),
  restricted(
    'CallExpression[callee.property.name=/^(entries|keys|values)$/][callee.object.name!="Object"][arguments.length=0]',
    'iterator of an array',
    'Use for-of, or Object.keys, Object.entries and Object.values.',
  ),
  ...Object.entries(methods).map(([name, alternative]) =>
    restricted(`CallExpression[callee.property.name="${name}"]`, `${name}() as JavaScript has it`, alternative),
  ),
  ...Object.entries(membersThere).map(([object, there]) =>
    restricted(
      `MemberExpression[computed=false][object.name="${object}"][property.name!=/^(${there.join('|')})$/]`,
      `other member of ${object}`,
      memberAlternatives[object],
    ),
  ),
];

/** @type {import('eslint').Linter.RulesRecord} */
export const appsyncJsRules = {
  'no-restricted-globals': [
    'error',
    ...missing.map((name) => ({ name, message: sentence(name, instead[name] ?? 'See the supported features.') })),
  ],
  'no-restricted-syntax': ['error', ...syntax],
  'prefer-rest-params': 'error',
  'house/no-function-passing': 'error',
  // Its list holds `Array.map` but not `ReadonlyArray.map`; house/no-function-passing takes its place.
  '@aws-appsync/no-function-passing': 'off',
};

/** The project's own rules. */
export const house = { rules: { 'no-function-passing': noFunctionPassing } };
