import { DynamoDbFailure, isObject, type CancellationReason, type WireObject } from '../../engine/index.ts';
import type { Json, JsonObject } from '../../contract.ts';
import { fromWireItem, toWireItem } from './attribute-values.ts';
import {
  expressionAt,
  listAt,
  objectsIn,
  optionalExpressionAt,
  optionalFlagAt,
  optionalObjectAt,
  placed,
  stringAt,
} from './fields.ts';
import { RefusedRequest } from './refused-request.ts';
import { keyOf } from './single-item.ts';
import { answered, type Operation } from './work.ts';

/** TransactGetItems: `{transactItems: [{table, key, projection?}]}` → `{items: [item or null], cancellationReasons: null}`. */
export const transactGetItems: Operation = async (request, { call }) => {
  const asked = objectsIn(listAt(request, 'transactItems'), 'transactItems');
  return orCancelled({ items: null }, async () => {
    const answer = await call('TransactGetItems', {
      TransactItems: asked.map((item) => ({
        Get: {
          TableName: stringAt(item, 'table'),
          Key: keyOf(item),
          ...placed({ ProjectionExpression: optionalExpressionAt(item, 'projection') }),
        },
      })),
    });
    const responses: readonly unknown[] = Array.isArray(answer['Responses']) ? answer['Responses'] : [];
    return answered({
      items: responses.map((response) => fromWireItem(isObject(response) ? response['Item'] : undefined)),
      cancellationReasons: null,
    });
  });
};

/**
 * TransactWriteItems: `{transactItems: [{table, operation, key, attributeValues?, update?, condition?}]}` →
 * `{keys: [key], cancellationReasons: null}`. When it is cancelled, the error is `DynamoDB:TransactionCanceledException`
 * and the result `{keys: null, cancellationReasons: [{item, type, message}]}`, one entry an action, in their order.
 */
export const transactWriteItems: Operation = async (request, { call }) => {
  const actions = objectsIn(listAt(request, 'transactItems'), 'transactItems');
  return orCancelled({ keys: null }, async () => {
    await call('TransactWriteItems', { TransactItems: actions.map(toWireAction) });
    return answered({ keys: actions.map((action) => fromWireItem(keyOf(action))), cancellationReasons: null });
  });
};

async function orCancelled(nothing: JsonObject, act: () => ReturnType<Operation>): ReturnType<Operation> {
  try {
    return await act();
  } catch (cause) {
    if (!(cause instanceof DynamoDbFailure) || cause.reasons === undefined) throw cause;
    return {
      ok: false,
      error: { type: `DynamoDB:${cause.name}`, message: cause.message },
      result: { ...nothing, cancellationReasons: cause.reasons.map(shown) },
    };
  }
}

function shown({ code, message, item }: CancellationReason): Json {
  return { item: item === undefined ? null : fromWireItem(item), type: code, message: message ?? 'None' };
}

function toWireAction(action: JsonObject): WireObject {
  const operation = stringAt(action, 'operation');
  const condition = optionalExpressionAt(action, 'condition');
  const own = { TableName: stringAt(action, 'table'), ...failedItem(action) };
  const key = keyOf(action);

  switch (operation) {
    case 'PutItem': {
      const values = toWireItem(optionalObjectAt(action, 'attributeValues') ?? {}, 'attributeValues');
      return { Put: { ...own, Item: { ...values, ...key }, ...placed({ ConditionExpression: condition }) } };
    }
    case 'UpdateItem':
      return {
        Update: {
          ...own,
          Key: key,
          ...placed({ UpdateExpression: expressionAt(action, 'update'), ConditionExpression: condition }),
        },
      };
    case 'DeleteItem':
      return { Delete: { ...own, Key: key, ...placed({ ConditionExpression: condition }) } };
    case 'ConditionCheck':
      return {
        ConditionCheck: { ...own, Key: key, ...placed({ ConditionExpression: expressionAt(action, 'condition') }) },
      };
    default:
      throw new RefusedRequest(`Unsupported operation '${operation}' in 'transactItems'.`);
  }
}

/** AppSync asks for the item of a failed condition unless told not to. */
function failedItem(action: JsonObject): WireObject {
  const condition = optionalObjectAt(action, 'condition');
  if (condition === undefined || optionalFlagAt(condition, 'returnValuesOnConditionCheckFailure') === false) return {};
  return { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
}
