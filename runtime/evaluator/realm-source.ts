/**
 * The one script that runs in the realm before any handler. It takes away what APPSYNC_JS has not, freezes the rest and
 * answers with `run(factory, handler, contextJson)`, which gives a `Report` as JSON.
 *
 * It is text because it must be compiled inside the realm: an object of the host's that a handler could reach would
 * lead it, by `constructor`, to the host's own `Function`. For the same reason the host's functions stay in closures
 * here, and nothing but strings and numbers passes through them.
 */
export const REALM_SOURCE = `(function (host, configuration) {
'use strict';
const { parse, stringify } = JSON;
const { create, defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { ownKeys } = Reflect;
const Failure = Error;
const { globals: globalNames, statics, methods, functions, loopIterations, codeFile } = parse(configuration);

// ---- only the documented part of the language's library stays

const prototypes = {
  Object: Object.prototype, Function: Function.prototype, Boolean: Boolean.prototype,
  Number: Number.prototype, String: String.prototype, Array: Array.prototype,
};
const keepOnly = (object, kept) => {
  for (const key of ownKeys(object)) {
    const { configurable } = getOwnPropertyDescriptor(object, key);
    if (configurable && typeof key === 'string' && !kept.includes(key)) delete object[key];
  }
};
for (const [name, kept] of Object.entries(methods)) keepOnly(prototypes[name], kept);

const parseOrBlank = (text) => {
  try {
    return parse(text);
  } catch {
    return '';
  }
};
const log = (level) => (...values) => host.log(level, stringify(values));
const library = { Object, String, Number, Boolean, Array, Math };
for (const [name, object] of Object.entries(library)) keepOnly(object, statics[name]);
library.JSON = { parse: (text) => parseOrBlank(text), stringify: (value, _, space) => stringify(value, null, space) };
library.console = { log: log('log'), error: log('error') };
const realm = globalThis;
for (const key of ownKeys(realm)) if (key !== 'Error' && !globalNames.includes(key)) delete realm[key];

// A frozen prototype would forbid data to have an attribute of the same name.
for (const key of methods.Object) {
  const value = Object.prototype[key];
  const set = function (own) {
    defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true });
  };
  defineProperty(Object.prototype, key, { get: () => value, set });
}

// The stack of an error is only its place in the code; a hook of the host's would need what is gone here.
Failure.prepareStackTrace = (_, frames) => {
  const frame = frames.find((candidate) => candidate.getFileName() === codeFile);
  return frame === undefined ? null : { line: frame.getLineNumber(), column: frame.getColumnNumber() };
};

const frozen = [];
const freezeAll = (value) => {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || frozen.includes(value)) return;
  frozen.push(freeze(value));
  freezeAll(getPrototypeOf(value));
  for (const key of ownKeys(value)) {
    const property = getOwnPropertyDescriptor(value, key);
    for (const part of [property.value, property.get, property.set]) freezeAll(part);
  }
};
freezeAll(library);
freezeAll(prototypes);
freezeAll(Failure);
freezeAll([][iteratorOf([])]());
freezeAll(''[iteratorOf('')]());

function iteratorOf(value) {
  return ownKeys(getPrototypeOf(value)).find((key) => typeof key === 'symbol');
}

// ---- what '@aws-appsync/utils' and its subpaths give

const halt = freeze({ halted: true });
let outErrors = [];

const utility = (name) => (...args) => {
  const reply = parse(host.call(name, stringify(args)));
  if (reply.halted) throw halt;
  if (reply.failure !== undefined) throw new Failure(reply.failure);
  if (reply.appended !== undefined) outErrors.push(reply.appended);
  return reply.value;
};

const modules = create(null);
for (const { module, path } of functions) {
  let place = (modules[module] ??= create(null));
  for (const step of path.slice(0, -1)) place = place[step] ??= {};
  place[path[path.length - 1]] = utility(module + ' ' + path.join('.'));
}
freezeAll(modules);

// ---- what the code is stopped by when it goes on and on

let calls = 0;
const call = () => {
  calls += 1;
  if (calls < 4096) return;
  calls = 0;
  if (host.overdue()) throw new Failure('unable to finish the evaluation; it takes too long');
};
const turn = (turns) => {
  if (turns > loopIterations) throw new Failure('unable to go on with the loop; it has more than ' + loopIterations + ' iterations');
  call();
};
const guard = freeze({ call, turn });

// ---- one evaluation

const describe = ({ name, message, stack: place }) => ({ name: String(name), message: String(message), place });

return function run(factory, handler, contextJson) {
  outErrors = [];
  let ctx;
  try {
    const given = parse(contextJson);
    ctx = freeze({ ...given, args: given.arguments, outErrors });
    const value = factory(modules, guard, library)[handler](ctx);
    return stringify({ value, stash: ctx.stash });
  } catch (thrown) {
    const outcome = thrown === halt ? halt : { thrown: describe(thrown) };
    try {
      return stringify({ ...outcome, stash: ctx.stash });
    } catch {
      return stringify({ ...outcome, stash: {} });
    }
  }
};
})`;
