import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { AuthMode, GraphQLRequest, JsonObject, Log, Metrics } from '../contract.ts';
import type { Authorization } from './authorization.ts';
import type { Documents, Prepared } from './documents.ts';
import { refusal, type AnswerError } from './failures.ts';
import type { ExecutorLimits } from './limits.ts';
import type { Resolver } from './resolver.ts';

/** What executing an operation needs, put together once at start. */
export interface Engine {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly resolvers: ReadonlyMap<string, Resolver>;
  readonly authorization: Authorization;
  readonly defaultMode: AuthMode;
  readonly limits: ExecutorLimits;
  readonly env: Readonly<Record<string, string>>;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** The one operation of a document that a request means. */
export function choose(
  engine: Engine,
  { query, operationName }: GraphQLRequest,
):
  | { readonly prepared: Prepared; readonly operation: OperationDefinitionNode }
  | { readonly errors: readonly AnswerError[] } {
  const prepared = engine.documents.prepare(query);
  if ('errors' in prepared) return prepared;
  const named = operationName === undefined || operationName === '' ? undefined : operationName;
  if (named === undefined && prepared.operations.length > 1) {
    return {
      errors: [
        refusal('Must provide operation name if query contains multiple operations.', {
          errorType: 'BadRequestException',
        }),
      ],
    };
  }
  const operation = prepared.operations.find(({ name }) => named === undefined || name?.value === named);
  if (operation === undefined) {
    const sentence = named === undefined ? 'Must provide an operation.' : `Unknown operation named '${named}'.`;
    return { errors: [refusal(sentence, { errorType: 'BadRequestException' })] };
  }
  return { prepared, operation };
}

/**
 * Arguments and results of graphql-js as the JSON they are: the client's JSON came in through the scalars, resolvers'
 * JSON goes out through them, and neither adds anything else.
 */
export function asJsonObject(values: { readonly [key: string]: unknown }): JsonObject {
  const isJson = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;
  return isJson(values) ? values : {};
}
