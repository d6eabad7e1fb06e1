import type { Json, JsonObject } from '../contract.ts';

/** `JSON.parse` gives nothing but JSON; its declared type says less. */
export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
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
