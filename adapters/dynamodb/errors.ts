import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { StoreBroken, StoreBusy } from '../../application/ports/store-errors.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html, those that may pass by. */
const passing = new Set([
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** Codes of `CancellationReasons`. */
export const conditionFailed = 'ConditionalCheckFailed';
export const transactionConflict = 'TransactionConflict';

/** Codes of `CancellationReasons` that say nothing about the condition. */
const passingReasons = new Set([
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
  transactionConflict,
  'TransactionInProgress',
]);

/** Why one item of a cancelled transaction did not go through. */
export interface CancellationReason {
  /** `None` where it would have. */
  readonly code: string;
  /** The item that was there, where the request asked for it. */
  readonly item: object | undefined;
}

/** In the order of the transaction's items; `undefined` for any other error. */
export function cancellationOf(error: unknown): readonly CancellationReason[] | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  return (error.CancellationReasons ?? []).map(({ Code = 'None', Item }) => ({
    code: Code,
    item: Item && plain(Item),
  }));
}

/** The item that made a condition fail, where the request asked for it; `undefined` for any other error. */
export function refusedByCondition(error: unknown): { readonly item: object | undefined } | undefined {
  return error instanceof ConditionalCheckFailedException ? { item: error.Item && plain(error.Item) } : undefined;
}

/** The document client translates answers and leaves errors as they came. Only text and numbers are wanted of these. */
const plain = (item: Readonly<Record<string, AttributeValue>>): object =>
  Object.fromEntries(Object.entries(item).map(([name, { S, N }]) => [name, N === undefined ? S : Number(N)]));

function isPassing(error: unknown): boolean {
  const reasons = cancellationOf(error);
  if (reasons !== undefined) return reasons.some(({ code }) => passingReasons.has(code));
  // What came back as no answer of DynamoDB's at all was lost on the way.
  if (!(error instanceof DynamoDBServiceException)) return error instanceof Error && isTransport(error);
  return passing.has(error.name) || error.$fault === 'server' || error.$retryable !== undefined;
}

const transportCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND']);

const isTransport = (error: Error): boolean =>
  error.name === 'TimeoutError' ||
  error.name === 'AbortError' ||
  ('code' in error && typeof error.code === 'string' && transportCodes.has(error.code));

/** Every error of the SDK that was not expected, as one of the ports'. `doing` completes "unable to …". */
export function asStoreError(doing: string, cause: unknown): Error {
  if (cause instanceof StoreBroken || cause instanceof StoreBusy) return cause;
  if (isPassing(cause)) return new StoreBusy(doing, { cause });
  const why = cause instanceof Error ? `the database answered ${cause.name}` : 'the database failed';
  return new StoreBroken(doing, why, { cause });
}

/** Runs `request`; whatever it throws leaves as an error of the ports. */
export async function asking<Answer>(doing: string, request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request();
  } catch (cause) {
    throw asStoreError(doing, cause);
  }
}
