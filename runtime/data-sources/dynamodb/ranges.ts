import { isObject } from '../../engine/index.ts';
import type { JsonObject } from '../../contract.ts';
import { fromWireItem } from './attribute-values.ts';
import {
  expressionAt,
  optionalCountAt,
  optionalExpressionAt,
  optionalFlagAt,
  optionalStringAt,
  placed,
} from './fields.ts';
import { RefusedRequest } from './refused-request.ts';
import { answered, type Operation, type Work } from './work.ts';

const SELECTS: ReadonlySet<string> = new Set(['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES']);

/** Query: `{query, filter?, projection?, index?, limit?, nextToken?, scanIndexForward?, consistentRead?, select?}` → a page. */
export const query: Operation = async (request, work) => {
  const condition = expressionAt(request, 'query');
  const forward = optionalFlagAt(request, 'scanIndexForward') ?? true;
  const range = JSON.stringify(['Query', work.table, request['index'] ?? null, condition, forward]);
  return page('Query', request, work, range, {
    ScanIndexForward: forward,
    ...placed({
      KeyConditionExpression: condition,
      FilterExpression: optionalExpressionAt(request, 'filter'),
      ProjectionExpression: optionalExpressionAt(request, 'projection'),
    }),
  });
};

/** Scan: `{filter?, projection?, index?, limit?, nextToken?, consistentRead?, select?, totalSegments?, segment?}` → a page. */
export const scan: Operation = async (request, work) => {
  const segments = {
    TotalSegments: optionalCountAt(request, 'totalSegments'),
    Segment: optionalCountAt(request, 'segment'),
  };
  const range = JSON.stringify(['Scan', work.table, request['index'] ?? null, segments]);
  return page('Scan', request, work, range, {
    ...present(segments),
    ...placed({
      FilterExpression: optionalExpressionAt(request, 'filter'),
      ProjectionExpression: optionalExpressionAt(request, 'projection'),
    }),
  });
};

async function page(
  operation: 'Query' | 'Scan',
  request: JsonObject,
  { call, table, tokens }: Work,
  range: string,
  own: JsonInput,
) {
  const token = optionalStringAt(request, 'nextToken');
  const select = optionalStringAt(request, 'select');
  if (select !== undefined && !SELECTS.has(select))
    throw new RefusedRequest(`Unsupported value '${select}' of 'select'.`);

  const answer = await call(operation, {
    TableName: table,
    ...own,
    ...present({
      IndexName: optionalStringAt(request, 'index'),
      Limit: optionalCountAt(request, 'limit'),
      ConsistentRead: optionalFlagAt(request, 'consistentRead'),
      Select: select,
      ExclusiveStartKey: token === undefined ? undefined : tokens.open(token, range),
    }),
  });
  const items = Array.isArray(answer['Items']) ? answer['Items'].map(fromWireItem) : [];
  const last = answer['LastEvaluatedKey'];
  return answered({
    items,
    nextToken: isObject(last) ? tokens.seal(last, range) : null,
    scannedCount: typeof answer['ScannedCount'] === 'number' ? answer['ScannedCount'] : items.length,
  });
}

type JsonInput = { readonly [field: string]: unknown };

function present(fields: JsonInput): JsonInput {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
