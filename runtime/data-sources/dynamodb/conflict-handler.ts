import type { Json, JsonObject, ResolverContext } from '../../contract.ts';
import { isJsonObject } from '../../json.ts';
import { optionalObjectAt, optionalStringAt, stringAt } from './fields.ts';
import { RefusedRequest } from './refused-request.ts';

/** The functions that `conditionalCheckFailedHandler` may name, by ARN. What one throws is its failure. */
export type ConflictHandlers = ReadonlyMap<string, (event: Json) => Promise<Json>>;

/**
 * What becomes of a failed condition: an error (`reject`), the item as it is (`discard`), or another request (`retry`).
 * Source: "Condition expressions", "The Custom strategy", in the AppSync developer guide.
 */
export type Decision =
  { readonly action: 'reject' | 'discard' } | { readonly action: 'retry'; readonly request: JsonObject };

/** A failed write as its handler is told of it. */
export interface Conflict {
  readonly request: JsonObject;
  readonly current: JsonObject | null;
  readonly table: string;
  readonly context: ResolverContext;
}

/** The function that decides about `condition`, or `undefined` where a failure is simply rejected. */
export function handlerOf(
  condition: JsonObject,
  handlers: ConflictHandlers,
): ((conflict: Conflict) => Promise<Decision>) | undefined {
  const asked = optionalObjectAt(condition, 'conditionalCheckFailedHandler');
  const strategy = (asked && optionalStringAt(asked, 'strategy')) ?? 'Reject';
  if (asked === undefined || strategy === 'Reject') return undefined;
  if (strategy !== 'Custom') throw new RefusedRequest(`Unknown strategy '${strategy}'; there are Reject and Custom.`);
  const arn = stringAt(asked, 'lambdaArn');
  const invoke = handlers.get(arn);
  if (invoke === undefined) throw new RefusedRequest(`This data source has no function '${arn}'.`);
  return async (conflict) => decisionIn(await invoke(eventOf(conflict)));
}

const eventOf = ({ request, current, table, context }: Conflict): Json => ({
  arguments: context.arguments,
  requestMapping: request,
  currentValue: current,
  resolver: { tableName: table, parentType: context.info.parentTypeName, field: context.info.fieldName },
  identity: context.identity,
});

function decisionIn(answer: Json): Decision {
  const { action, retryMapping } = isJsonObject(answer) ? answer : {};
  if (action === 'reject' || action === 'discard') return { action };
  if (action === 'retry' && isJsonObject(retryMapping)) return { action, request: retryMapping };
  throw new RefusedRequest(
    "The conflict handler answered neither 'reject', 'discard' nor 'retry' with a retryMapping.",
  );
}
