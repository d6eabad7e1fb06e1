import type { Json, JsonObject } from '../contract.ts';

/** As `JSON.parse`, typed as what it gives. @throws {SyntaxError} */
export function parseJson(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (!isJson(value)) throw new TypeError('unable to parse JSON; it gave something other than JSON');
  return value;
}

function isJson(value: unknown): value is Json {
  return ['object', 'string', 'number', 'boolean'].includes(typeof value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The members of an object that have a value. */
export function entriesOf(object: JsonObject): [string, Json][] {
  return Object.entries(object).flatMap(([key, value]): [string, Json][] =>
    value === undefined ? [] : [[key, value]],
  );
}
