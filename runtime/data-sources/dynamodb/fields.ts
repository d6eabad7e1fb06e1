import type { Json, JsonObject } from '../../contract.ts';
import { isJsonArray, isJsonObject } from '../../json.ts';
import { toWireItem, type WireItem } from './attribute-values.ts';
import { RefusedRequest } from './refused-request.ts';

/** Reads the fields of a request that a handler returned; what is not of the documented form is refused by its name. */

export function objectAt(request: JsonObject, name: string): JsonObject {
  const value = request[name];
  if (isJsonObject(value)) return value;
  throw new RefusedRequest(`Unable to read the request; '${name}' is not an object.`);
}

export function optionalObjectAt(request: JsonObject, name: string): JsonObject | undefined {
  return absent(request[name]) ? undefined : objectAt(request, name);
}

export function listAt(request: JsonObject, name: string): readonly Json[] {
  const value = request[name];
  if (isJsonArray(value)) return value;
  throw new RefusedRequest(`Unable to read the request; '${name}' is not a list.`);
}

export function stringAt(request: JsonObject, name: string): string {
  const value = request[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new RefusedRequest(`Unable to read the request; '${name}' is not a string.`);
}

export function optionalStringAt(request: JsonObject, name: string): string | undefined {
  return absent(request[name]) ? undefined : stringAt(request, name);
}

export function optionalCountAt(request: JsonObject, name: string): number | undefined {
  const value = request[name];
  if (absent(value)) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new RefusedRequest(`Unable to read the request; '${name}' is not a whole number.`);
}

export function optionalFlagAt(request: JsonObject, name: string): boolean | undefined {
  const value = request[name];
  if (absent(value)) return undefined;
  if (typeof value === 'boolean') return value;
  throw new RefusedRequest(`Unable to read the request; '${name}' is not a boolean.`);
}

export function itemAt(request: JsonObject, name: string): WireItem {
  return toWireItem(objectAt(request, name), name);
}

export function objectsIn(list: readonly Json[], name: string): readonly JsonObject[] {
  return list.map((entry) => {
    if (isJsonObject(entry)) return entry;
    throw new RefusedRequest(`Unable to read the request; '${name}' holds what is not an object.`);
  });
}

function absent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** `{expression, expressionNames?, expressionValues?}` as resolvers write it. */
export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: WireItem;
}

export function expressionAt(request: JsonObject, name: string): Expression {
  return expressionOf(objectAt(request, name), name);
}

export function optionalExpressionAt(request: JsonObject, name: string): Expression | undefined {
  return absent(request[name]) ? undefined : expressionAt(request, name);
}

function expressionOf(given: JsonObject, at: string): Expression {
  const names: Record<string, string> = {};
  for (const [placeholder, attribute] of Object.entries(optionalObjectAt(given, 'expressionNames') ?? {})) {
    if (typeof attribute !== 'string')
      throw new RefusedRequest(`Unable to read the request; '${at}.expressionNames.${placeholder}' is not a string.`);
    names[placeholder] = attribute;
  }
  return {
    text: stringAt(given, 'expression'),
    names,
    values: toWireItem(optionalObjectAt(given, 'expressionValues') ?? {}, `${at}.expressionValues`),
  };
}

type Placed = { readonly [wireField: string]: unknown };

/**
 * Puts expressions into one DynamoDB request: each text under its wire field, names and values merged.
 * Two expressions that use one placeholder for different things are refused, since DynamoDB has one space for both.
 */
export function placed(expressions: Readonly<Record<string, Expression | undefined>>): Placed {
  const texts: Record<string, string> = {};
  const names = new Map<string, string>();
  const values = new Map<string, unknown>();
  for (const [field, expression] of Object.entries(expressions)) {
    if (expression === undefined) continue;
    texts[field] = expression.text;
    for (const [placeholder, name] of Object.entries(expression.names)) merge(names, placeholder, name);
    for (const [placeholder, value] of Object.entries(expression.values)) merge(values, placeholder, value);
  }
  return {
    ...texts,
    ...(names.size === 0 ? {} : { ExpressionAttributeNames: Object.fromEntries(names) }),
    ...(values.size === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}

function merge<Value>(into: Map<string, Value>, placeholder: string, value: Value): void {
  const before = into.get(placeholder);
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value)) {
    throw new RefusedRequest(`Unable to read the request; '${placeholder}' stands for two different things.`);
  }
  into.set(placeholder, value);
}
