import type { Metrics, ResolverContext } from '../../contract.ts';
import {
  DynamoDbFailure,
  isObject,
  type DynamoDbConnection,
  type DynamoDbOperation,
  type WireObject,
} from '../../engine/index.ts';

/** One call to DynamoDB, after its answer. Holds no data of the items. */
export interface OperationRecord {
  readonly operation: DynamoDbOperation;
  readonly tables: readonly string[];
  /** The field that is being resolved: `Mutation.sendMessage`. */
  readonly field: string;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly milliseconds: number;
  /** `ok`, or the name of DynamoDB's exception. */
  readonly outcome: string;
}

/** What a test can make of a call: see `DynamoDbFaults`. */
export type DynamoDbFault =
  | { readonly kind: 'throttle' }
  /** The request is lost on its way: nothing is carried out. */
  | { readonly kind: 'timeoutBefore' }
  /** The answer is lost on its way: everything is carried out. */
  | { readonly kind: 'timeoutAfter' }
  | { readonly kind: 'error'; readonly name: string; readonly message?: string };

export type DynamoDbFaults = (call: {
  readonly operation: DynamoDbOperation;
  readonly tables: readonly string[];
  readonly field: string;
}) => DynamoDbFault | undefined;

export interface Observation {
  readonly metrics: Metrics;
  readonly faults?: DynamoDbFaults;
  readonly onOperation?: (record: OperationRecord) => void;
}

const WRITES: ReadonlySet<DynamoDbOperation> = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);

/**
 * Makes one call, with its capacity counted and its fault, if a test asked for one, played out.
 *
 * Units are the ones DynamoDB reports (`ReturnConsumedCapacity`). A refused write reports none, although DynamoDB bills
 * the write unit of a failed condition: the counters are a lower bound there.
 */
export type Call = (operation: DynamoDbOperation, input: WireObject) => Promise<WireObject>;

export function observed(connection: DynamoDbConnection, observation: Observation, context: ResolverContext): Call {
  const { metrics, faults, onOperation } = observation;
  const field = `${context.info.parentTypeName}.${context.info.fieldName}`;

  return async (operation, input) => {
    const tables = tablesOf(input);
    const fault = faults?.({ operation, tables, field });
    const started = performance.now();
    let units = { readUnits: 0, writeUnits: 0 };
    let outcome = 'ok';
    try {
      if (fault !== undefined && fault.kind !== 'timeoutAfter') throw failureFor(fault);
      const answer = await connection.call(operation, { ...input, ReturnConsumedCapacity: 'TOTAL' });
      units = unitsOf(operation, answer['ConsumedCapacity']);
      if (fault !== undefined) throw failureFor(fault);
      return answer;
    } catch (cause) {
      outcome = cause instanceof DynamoDbFailure ? cause.name : 'Unexpected';
      throw cause;
    } finally {
      const milliseconds = performance.now() - started;
      metrics.count('dynamodb.calls');
      metrics.count(`dynamodb.calls.${operation}`);
      if (outcome !== 'ok') metrics.count(`dynamodb.failures.${outcome}`);
      if (units.readUnits > 0) metrics.count('dynamodb.units.read', units.readUnits);
      if (units.writeUnits > 0) metrics.count('dynamodb.units.write', units.writeUnits);
      metrics.time('dynamodb.call', milliseconds);
      onOperation?.({ operation, tables, field, ...units, milliseconds, outcome });
    }
  };
}

function failureFor(fault: DynamoDbFault): DynamoDbFailure {
  switch (fault.kind) {
    case 'throttle':
      return new DynamoDbFailure(
        'ThrottlingException',
        'Throughput exceeds the current capacity of your table or index.',
      );
    case 'timeoutBefore':
    case 'timeoutAfter':
      return new DynamoDbFailure('Unreachable', 'Unable to execute HTTP request: no answer in time');
    case 'error':
      return new DynamoDbFailure(fault.name, fault.message ?? 'The database refused the request.');
  }
}

function tablesOf(input: WireObject): readonly string[] {
  if (typeof input['TableName'] === 'string') return [input['TableName']];
  if (isObject(input['RequestItems'])) return Object.keys(input['RequestItems']);
  const items = input['TransactItems'];
  if (!Array.isArray(items)) return [];
  const named = items.flatMap((item) => (isObject(item) ? Object.values(item) : []));
  return [
    ...new Set(
      named.flatMap((action) =>
        isObject(action) && typeof action['TableName'] === 'string' ? [action['TableName']] : [],
      ),
    ),
  ];
}

function unitsOf(operation: DynamoDbOperation, consumed: unknown): { readUnits: number; writeUnits: number } {
  const entries: readonly unknown[] = Array.isArray(consumed) ? consumed : [consumed];
  const total = entries.reduce(
    (sum: number, entry) =>
      sum + (isObject(entry) && typeof entry['CapacityUnits'] === 'number' ? entry['CapacityUnits'] : 0),
    0,
  );
  return WRITES.has(operation) ? { readUnits: 0, writeUnits: total } : { readUnits: total, writeUnits: 0 };
}
