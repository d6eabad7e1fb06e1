/**
 * Which schema field runs which functions on which data source. One of the two sources of truth (the other is
 * `adapters/dynamodb/layout`): CDK builds AWS from it, the local runtime builds itself from it, and
 * `test/infra/manifest.test.ts` holds schema, manifest and template together.
 */

/** Where a resolver or function sends its request. */
export type DataSourceName = 'ChatTables' | 'ChatService' | 'None';

/** A pipeline function. `code` is the file under `resolvers/` without its ending. */
export interface FunctionRow {
  readonly code: string;
  readonly dataSource: DataSourceName;
}

/** A field of the schema. `code` is the file under `resolvers/` without its ending. */
export type ResolverRow =
  | { readonly type: string; readonly field: string; readonly kind: 'UNIT'; readonly code: string; readonly dataSource: DataSourceName }
  | { readonly type: string; readonly field: string; readonly kind: 'PIPELINE'; readonly code: string; readonly functions: readonly string[] };
