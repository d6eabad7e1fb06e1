import type { DataSource, DataSourceAnswer, Json } from '../../contract.ts';
import { DynamoDbFailure, type DynamoDbConnection } from '../../engine/index.ts';
import { isJsonObject } from '../../json.ts';
import { batchDeleteItem, batchGetItem, batchPutItem } from './batches.ts';
import type { ConflictHandlers } from './conflict-handler.ts';
import { observed, type Observation } from './observed.ts';
import { createPageTokens } from './page-token.ts';
import { query, scan } from './ranges.ts';
import { RefusedRequest } from './refused-request.ts';
import { deleteItem, getItem, putItem, updateItem } from './single-item.ts';
import { transactGetItems, transactWriteItems } from './transactions.ts';
import type { Operation } from './work.ts';

export type { ConflictHandlers } from './conflict-handler.ts';
export type { DynamoDbFault, DynamoDbFaults, OperationRecord } from './observed.ts';

export interface DynamoDbDataSourceSettings extends Observation {
  readonly name: string;
  readonly connection: DynamoDbConnection;
  /** The table of the operations that name none: all but the batches and transactions. */
  readonly table: string;
  /** Seals page tokens; tokens are good as long as it stays the same. */
  readonly tokenSecret: string;
  readonly conflictHandlers?: ConflictHandlers;
}

/** How often a conflict handler may want another try before the conflict stands. */
const MOST_RETRIES = 10;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['GetItem', getItem],
  ['PutItem', putItem],
  ['UpdateItem', updateItem],
  ['DeleteItem', deleteItem],
  ['Query', query],
  ['Scan', scan],
  ['BatchGetItem', batchGetItem],
  ['BatchPutItem', batchPutItem],
  ['BatchDeleteItem', batchDeleteItem],
  ['TransactGetItems', transactGetItems],
  ['TransactWriteItems', transactWriteItems],
]);

/**
 * AppSync's DynamoDB data source: carries out what a request handler returned and shapes the answer as AppSync does.
 *
 * Every failure of DynamoDB is an answer with the error type `DynamoDB:<its name>`, throttling and transaction conflicts
 * included: nothing is retried here. No answer at all is `DynamoDB:SdkClientException`. A request of the wrong form is
 * `MappingTemplate`. Source: "JavaScript resolver function reference for DynamoDB" in the AppSync developer guide.
 */
export function createDynamoDbDataSource(settings: DynamoDbDataSourceSettings): DataSource {
  const { name, connection, table, tokenSecret } = settings;
  const tokens = createPageTokens(tokenSecret);
  const handlers = settings.conflictHandlers ?? new Map();

  return {
    name,
    async invoke(request, context) {
      const call = observed(connection, settings, context);
      let tries = 0;
      const carryOut = async (wanted: Json): Promise<DataSourceAnswer> => {
        if (!isJsonObject(wanted)) throw new RefusedRequest('The request is not an object.');
        const asked = wanted['operation'];
        const operation = typeof asked === 'string' ? OPERATIONS.get(asked) : undefined;
        if (operation === undefined) throw new RefusedRequest(refusalOf(asked));
        tries += 1;
        if (tries > 1 + MOST_RETRIES) throw new RefusedRequest(`The conflict stands after ${MOST_RETRIES} retries.`);
        return operation(wanted, { call, table, tokens, handlers, context, again: carryOut });
      };
      try {
        return await carryOut(request);
      } catch (cause) {
        if (cause instanceof RefusedRequest) return { ok: false, error: { type: cause.type, message: cause.message } };
        if (!(cause instanceof DynamoDbFailure)) throw cause;
        const type = cause.name === 'Unreachable' ? 'SdkClientException' : cause.name;
        return { ok: false, error: { type: `DynamoDB:${type}`, message: cause.message } };
      }
    },
  };
}

function refusalOf(operation: Json | undefined): string {
  if (typeof operation !== 'string') return "Value for field '$[operation]' not found.";
  if (operation === 'Sync')
    return "Unsupported operation 'Sync'; it needs a versioned data source, which Parley has none of.";
  return `Unsupported operation '${operation}'. Supported are ${[...OPERATIONS.keys()].join(', ')}.`;
}
