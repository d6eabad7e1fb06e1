/** A JSON object as DynamoDB's wire carries it. */
export type WireObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Why one action of a transaction did not go through; `code` is `None` for those that were not to blame. */
export interface CancellationReason {
  readonly code: string;
  readonly message?: string;
  /** The item as it stood, in typed form, when the action asked for it. */
  readonly item?: WireObject;
}

/**
 * DynamoDB answered with an exception, or did not answer.
 *
 * `name` is DynamoDB's own (`ConditionalCheckFailedException` …); `Unreachable` when there was no answer, in which case a
 * write may or may not have been carried out.
 */
export class DynamoDbFailure extends Error {
  override readonly name: string;
  readonly reasons: readonly CancellationReason[] | undefined;

  constructor(
    name: string,
    message: string,
    options: { readonly reasons?: readonly CancellationReason[]; readonly cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = name;
    this.reasons = options.reasons;
  }
}

export function unreachable(cause: unknown): DynamoDbFailure {
  const why = cause instanceof Error ? cause.message || cause.name : 'unknown';
  return new DynamoDbFailure('Unreachable', `Unable to execute HTTP request: ${why}`, { cause });
}

/** Reads the exception out of an answer that is not a success. */
export function failureOf(status: number, answer: WireObject | undefined): DynamoDbFailure {
  if (answer === undefined)
    return new DynamoDbFailure('InternalServerError', `The database answered with status ${status}`);
  const type = typeof answer['__type'] === 'string' ? answer['__type'] : 'InternalServerError';
  const message = [answer['message'], answer['Message']].find((text): text is string => typeof text === 'string');
  const reasons = answer['CancellationReasons'];
  return new DynamoDbFailure(
    type.slice(type.lastIndexOf('#') + 1),
    message ?? 'No message was given',
    Array.isArray(reasons) ? { reasons: reasons.map(reasonOf) } : {},
  );
}

function reasonOf(entry: unknown): CancellationReason {
  if (!isObject(entry)) return { code: 'None' };
  const { Code, Message, Item } = entry;
  return {
    code: typeof Code === 'string' ? Code : 'None',
    ...(typeof Message === 'string' ? { message: Message } : {}),
    ...(isObject(Item) ? { item: Item } : {}),
  };
}
