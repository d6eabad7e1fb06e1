import { isObject } from '../../engine/index.ts';
import type { Json, JsonObject } from '../../contract.ts';
import { isJsonArray } from '../../json.ts';
import { fromWireItem, toWireItem, type WireItem } from './attribute-values.ts';
import {
  listAt,
  objectAt,
  objectsIn,
  optionalExpressionAt,
  optionalFlagAt,
  placed,
  type Expression,
} from './fields.ts';
import { RefusedRequest } from './refused-request.ts';
import { answered, type Operation } from './work.ts';

/**
 * BatchGetItem: `{tables: {name: {keys, consistentRead?, projection?}}}` → `{data: {name: [item or null]}, unprocessedKeys}`,
 * the items in the order of their keys. What DynamoDB left unprocessed is null in `data` and listed, never asked for again.
 */
export const batchGetItem: Operation = async (request, { call }) => {
  const asked = tablesIn(request, (name, tables) => {
    const table = objectAt(tables, name);
    const keys = objectsIn(listAt(table, 'keys'), 'keys').map((key) => toWireItem(key, 'keys'));
    return { keys, table, projection: optionalExpressionAt(table, 'projection') };
  });
  const answer = await call('BatchGetItem', {
    RequestItems: mapped(asked, ({ keys, table, projection }) => ({
      Keys: keys,
      ConsistentRead: optionalFlagAt(table, 'consistentRead') ?? false,
      // Without its keys an item could not be put in its place.
      ...placed({ ProjectionExpression: projection === undefined ? undefined : withKeys(projection, keys) }),
    })),
  });

  const found = isObject(answer['Responses']) ? answer['Responses'] : {};
  const unprocessed = isObject(answer['UnprocessedKeys']) ? answer['UnprocessedKeys'] : {};
  return answered({
    data: mapped(asked, ({ keys, projection }, name) => inOrder(keys, found[name], projection)),
    unprocessedKeys: mapped(asked, (_, name) => {
      const left = unprocessed[name];
      return isObject(left) && Array.isArray(left['Keys']) ? left['Keys'].map(fromWireItem) : [];
    }),
  });
};

/** BatchPutItem: `{tables: {name: [item]}}` → `{data: {name: [item or null]}, unprocessedItems}`. */
export const batchPutItem: Operation = async (request, { call }) => {
  const asked = tablesIn(request, itemsOf);
  const answer = await call('BatchWriteItem', {
    RequestItems: mapped(asked, (items) => items.map((Item) => ({ PutRequest: { Item } }))),
  });
  const { data, left } = written(asked, answer['UnprocessedItems'], 'PutRequest', 'Item');
  return answered({ data, unprocessedItems: left });
};

/** BatchDeleteItem: `{tables: {name: [key]}}` → `{data: {name: [key or null]}, unprocessedKeys}`. */
export const batchDeleteItem: Operation = async (request, { call }) => {
  const asked = tablesIn(request, itemsOf);
  const answer = await call('BatchWriteItem', {
    RequestItems: mapped(asked, (keys) => keys.map((Key) => ({ DeleteRequest: { Key } }))),
  });
  const { data, left } = written(asked, answer['UnprocessedItems'], 'DeleteRequest', 'Key');
  return answered({ data, unprocessedKeys: left });
};

type ByTable<Value> = readonly (readonly [string, Value])[];

function tablesIn<Value>(request: JsonObject, read: (name: string, tables: JsonObject) => Value): ByTable<Value> {
  const tables = objectAt(request, 'tables');
  const names = Object.keys(tables).filter((name) => tables[name] !== undefined);
  if (names.length === 0) throw new RefusedRequest("Unable to read the request; 'tables' names no table.");
  return names.map((name) => [name, read(name, tables)]);
}

function itemsOf(name: string, tables: JsonObject): readonly WireItem[] {
  const items = tables[name];
  if (!isJsonArray(items)) throw new RefusedRequest(`Unable to read the request; 'tables.${name}' is not a list.`);
  return objectsIn(items, name).map((item) => toWireItem(item, name));
}

function mapped<Value, Shown>(
  tables: ByTable<Value>,
  show: (value: Value, name: string) => Shown,
): { readonly [name: string]: Shown } {
  return Object.fromEntries(tables.map(([name, value]) => [name, show(value, name)]));
}

function inOrder(keys: readonly WireItem[], found: unknown, projection: Expression | undefined): readonly Json[] {
  const items: readonly unknown[] = Array.isArray(found) ? found : [];
  const unasked = projection === undefined ? [] : keyNames(keys).filter((name) => !asksFor(projection, name));
  return keys.map((key) => {
    const item = items.find((candidate) => isObject(candidate) && isAt(candidate, key));
    if (!isObject(item)) return null;
    return fromWireItem(Object.fromEntries(Object.entries(item).filter(([name]) => !unasked.includes(name))));
  });
}

function isAt(item: { readonly [name: string]: unknown }, key: WireItem): boolean {
  return Object.entries(key).every(([name, value]) => {
    const held = item[name];
    if (!isObject(held)) return false;
    return Object.entries(value).every(([tag, inner]) =>
      tag === 'N' ? Number(held[tag]) === Number(inner) : held[tag] === inner,
    );
  });
}

function keyNames(keys: readonly WireItem[]): readonly string[] {
  return Object.keys(keys[0] ?? {});
}

function asksFor({ text, names }: Expression, attribute: string): boolean {
  return text.split(',').some((path) => {
    const first = path.trim();
    return (names[first] ?? first) === attribute;
  });
}

function withKeys(projection: Expression, keys: readonly WireItem[]): Expression {
  const missing = keyNames(keys).filter((name) => !asksFor(projection, name));
  const names = Object.fromEntries(missing.map((name, i) => [`#placeOf${i}`, name]));
  return {
    ...projection,
    text: [projection.text, ...Object.keys(names)].join(', '),
    names: { ...projection.names, ...names },
  };
}

function written(
  asked: ByTable<readonly WireItem[]>,
  unprocessed: unknown,
  request: 'PutRequest' | 'DeleteRequest',
  part: 'Item' | 'Key',
) {
  const leftOf = (name: string): readonly unknown[] => {
    const entries: unknown = isObject(unprocessed) ? unprocessed[name] : undefined;
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown) => {
      const inner = isObject(entry) ? entry[request] : undefined;
      return isObject(inner) && isObject(inner[part]) ? [inner[part]] : [];
    });
  };
  return {
    data: mapped(asked, (items, name) => {
      const left = leftOf(name).filter(isObject);
      return items.map((item) => (left.some((other) => isAt(other, item)) ? null : fromWireItem(item)));
    }),
    left: mapped(asked, (_, name) => leftOf(name).map(fromWireItem)),
  };
}
