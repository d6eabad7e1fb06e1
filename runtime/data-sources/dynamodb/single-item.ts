import { DynamoDbFailure } from '../../engine/index.ts';
import type { DataSourceAnswer, JsonObject } from '../../contract.ts';
import { handlerOf } from './conflict-handler.ts';
import { fromWireItem, toWireItem, type WireItem } from './attribute-values.ts';
import {
  expressionAt,
  itemAt,
  objectAt,
  optionalExpressionAt,
  optionalFlagAt,
  optionalObjectAt,
  listAt,
  placed,
} from './fields.ts';
import { answered, type Operation, type Work } from './work.ts';

/** GetItem: `{key, consistentRead?, projection?}` → the item, or null. */
export const getItem: Operation = async (request, { call, table }) => {
  const answer = await call('GetItem', {
    TableName: table,
    Key: itemAt(request, 'key'),
    ConsistentRead: optionalFlagAt(request, 'consistentRead') ?? false,
    ...placed({ ProjectionExpression: optionalExpressionAt(request, 'projection') }),
  });
  return answered(fromWireItem(answer['Item']));
};

/** PutItem: `{key, attributeValues, condition?}` → the item as put. */
export const putItem: Operation = (request, work) => {
  const key = itemAt(request, 'key');
  const item: WireItem = {
    ...toWireItem(optionalObjectAt(request, 'attributeValues') ?? {}, 'attributeValues'),
    ...key,
  };
  return onCondition(request, work, key, {
    act: async () => {
      await work.call('PutItem', {
        TableName: work.table,
        Item: item,
        ...placed({ ConditionExpression: optionalExpressionAt(request, 'condition') }),
      });
      return answered(fromWireItem(item));
    },
    wanted: (current, ignored) => current !== null && same(fromWireItem(item), current, ignored),
  });
};

/** UpdateItem: `{key, update, condition?}` → the item as it is now. */
export const updateItem: Operation = (request, work) => {
  const key = itemAt(request, 'key');
  return onCondition(request, work, key, {
    act: async () => {
      const answer = await work.call('UpdateItem', {
        TableName: work.table,
        Key: key,
        ReturnValues: 'ALL_NEW',
        ...placed({
          UpdateExpression: expressionAt(request, 'update'),
          ConditionExpression: optionalExpressionAt(request, 'condition'),
        }),
      });
      return answered(fromWireItem(answer['Attributes']));
    },
    // An update does not say how the whole item should look, so AppSync never takes a failed one for done.
    wanted: () => false,
  });
};

/** DeleteItem: `{key, condition?}` → the item as it was, or null. */
export const deleteItem: Operation = (request, work) => {
  const key = itemAt(request, 'key');
  return onCondition(request, work, key, {
    act: async () => {
      const answer = await work.call('DeleteItem', {
        TableName: work.table,
        Key: key,
        ReturnValues: 'ALL_OLD',
        ...placed({ ConditionExpression: optionalExpressionAt(request, 'condition') }),
      });
      return answered(fromWireItem(answer['Attributes']));
    },
    wanted: (current) => current === null,
  });
};

interface Conditional {
  readonly act: () => Promise<DataSourceAnswer>;
  /** Whether the table already holds what the request wanted, so that the failed condition counts as success. */
  readonly wanted: (current: JsonObject | null, ignored: ReadonlySet<string>) => boolean;
}

/**
 * Handles a failed condition as AppSync documents it ("Condition expressions"): read the item, strongly consistent unless
 * told otherwise; if it already is what the request wanted, that is success; if not, the condition's handler decides, and
 * without one it is an error with the item as its result.
 */
async function onCondition(
  request: JsonObject,
  work: Work,
  key: WireItem,
  { act, wanted }: Conditional,
): Promise<DataSourceAnswer> {
  const condition = optionalObjectAt(request, 'condition') ?? {};
  const decide = handlerOf(condition, work.handlers);
  try {
    return await act();
  } catch (cause) {
    if (!(cause instanceof DynamoDbFailure) || cause.name !== 'ConditionalCheckFailedException') throw cause;
    const answer = await work.call('GetItem', {
      TableName: work.table,
      Key: key,
      ConsistentRead: optionalFlagAt(condition, 'consistentRead') ?? true,
    });
    const current = fromWireItem(answer['Item']);
    if (wanted(current, ignoredBy(condition))) return answered(current);
    const rejected = {
      ok: false,
      error: { type: `DynamoDB:${cause.name}`, message: cause.message },
      result: current,
    } as const;
    if (decide === undefined) return rejected;
    const decision = await decide({ request, current, table: work.table, context: work.context });
    if (decision.action === 'discard') return answered(current);
    return decision.action === 'retry' ? work.again(decision.request) : rejected;
  }
}

function ignoredBy(condition: JsonObject): ReadonlySet<string> {
  const names =
    condition['equalsIgnore'] === undefined || condition['equalsIgnore'] === null
      ? []
      : listAt(condition, 'equalsIgnore');
  return new Set(names.filter((name) => typeof name === 'string'));
}

function same(wanted: JsonObject | null, current: JsonObject, ignored: ReadonlySet<string>): boolean {
  return canonical(wanted, ignored) === canonical(current, ignored);
}

function canonical(item: JsonObject | null, ignored: ReadonlySet<string>): string {
  const kept = Object.entries(item ?? {}).filter(([name]) => !ignored.has(name));
  return JSON.stringify(Object.fromEntries(kept), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Every item operation names its key as an object; the batch and transact operations share the check. */
export function keyOf(entry: JsonObject): WireItem {
  return toWireItem(objectAt(entry, 'key'), 'key');
}
