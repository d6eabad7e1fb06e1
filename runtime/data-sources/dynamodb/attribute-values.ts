import type { Json, JsonObject } from '../../contract.ts';
import { isJsonArray, isJsonObject } from '../../json.ts';
import { RefusedRequest } from './refused-request.ts';

/** One attribute value as DynamoDB's wire carries it: an object of exactly one type tag. */
export type WireValue = { readonly [tag: string]: unknown };
export type WireItem = { readonly [attribute: string]: WireValue };

/**
 * Typed values as resolvers write them, brought into the form DynamoDB takes.
 *
 * AppSync's helpers write numbers bare (`{N: 10}`, `{NS: [1, 2]}`) and null as `{NULL: null}`; DynamoDB takes numbers as
 * strings and null as `{NULL: true}`. Source: "Type system (request mapping)" in the AppSync developer guide.
 */
export function toWire(value: Json | undefined, at: string): WireValue {
  if (!isJsonObject(value)) throw notTyped(at);
  const tags = Object.keys(value).filter((tag) => value[tag] !== undefined);
  const [tag] = tags;
  if (tag === undefined || tags.length !== 1) throw notTyped(at);
  const inner = value[tag];

  switch (tag) {
    case 'S':
    case 'B':
      if (typeof inner === 'string') return { [tag]: inner };
      break;
    case 'N':
      return { N: toNumber(inner, at) };
    case 'BOOL':
      if (typeof inner === 'boolean') return { BOOL: inner };
      break;
    case 'NULL':
      return { NULL: true };
    case 'SS':
    case 'BS':
      if (isJsonArray(inner) && inner.every((member) => typeof member === 'string')) return { [tag]: inner };
      break;
    case 'NS':
      if (isJsonArray(inner)) return { NS: inner.map((member) => toNumber(member, at)) };
      break;
    case 'L':
      if (isJsonArray(inner)) return { L: inner.map((member, i) => toWire(member, `${at}[${i}]`)) };
      break;
    case 'M':
      if (isJsonObject(inner)) return { M: toWireItem(inner, at) };
      break;
  }
  throw notTyped(at);
}

export function toWireItem(values: JsonObject, at: string): WireItem {
  const item: Record<string, WireValue> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) define(item, name, toWire(value, `${at}.${name}`));
  }
  return item;
}

/**
 * The plain JSON that a handler sees of an item: numbers as numbers, sets as lists, binary as base64.
 * Numbers beyond 2^53 lose their last digits, as they do in AppSync's JavaScript runtime.
 */
export function fromWireItem(item: unknown): JsonObject | null {
  if (typeof item !== 'object' || item === null) return null;
  const plain: Record<string, Json> = {};
  for (const [name, value] of Object.entries(item)) define(plain, name, fromWire(value));
  return plain;
}

function fromWire(value: unknown): Json {
  if (typeof value !== 'object' || value === null) return null;
  for (const [tag, inner] of Object.entries(value)) {
    switch (tag) {
      case 'S':
      case 'B':
        return String(inner);
      case 'N':
        return Number(inner);
      case 'BOOL':
        return inner === true;
      case 'SS':
      case 'BS':
        return Array.isArray(inner) ? inner.map(String) : [];
      case 'NS':
        return Array.isArray(inner) ? inner.map(Number) : [];
      case 'L':
        return Array.isArray(inner) ? inner.map(fromWire) : [];
      case 'M':
        return fromWireItem(inner);
    }
  }
  return null;
}

/** An attribute may be called `__proto__`; plain assignment would lose it. */
function define<Value>(target: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  else target[name] = value;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function toNumber(value: Json | undefined, at: string): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'string' && NUMBER.test(value)) return value;
  throw new RefusedRequest(`Unable to convert ${at} to a number.`);
}

function notTyped(at: string): RefusedRequest {
  return new RefusedRequest(
    `Unsupported element '${at}': a typed value is an object of one of S, N, B, SS, NS, BS, M, L, NULL, BOOL.`,
  );
}
