import type { DataSourceAnswer, Json, JsonObject, ResolverContext } from '../../contract.ts';
import type { Call } from './observed.ts';
import type { ConflictHandlers } from './conflict-handler.ts';
import type { PageTokens } from './page-token.ts';

/** What an operation has at hand: its way to the database, and the data source's own table. */
export interface Work {
  readonly call: Call;
  readonly table: string;
  readonly tokens: PageTokens;
  readonly handlers: ConflictHandlers;
  readonly context: ResolverContext;
  /** Carries out the request that a conflict handler wants tried instead. */
  again(request: JsonObject): Promise<DataSourceAnswer>;
}

/** @throws {RefusedRequest} for what AppSync would not send. @throws {DynamoDbFailure} for what DynamoDB answers. */
export type Operation = (request: JsonObject, work: Work) => Promise<DataSourceAnswer>;

export function answered(result: Json): DataSourceAnswer {
  return { ok: true, result };
}
