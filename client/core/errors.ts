import { ErrorCode, retryableCodes } from '../../domain/vocabulary/error-codes.ts';

/** What a request can end in besides the codes of the registry. */
export const ClientErrorCode = {
  /** The server could not be reached, or went away before it answered. */
  NetworkLost: 'NetworkLost',
  /** The credentials were missing, expired or refused. */
  Unauthenticated: 'Unauthenticated',
  /** A message waited for longer than the server knows its key: whoever wrote it decides whether it is sent still. */
  WaitedTooLong: 'WaitedTooLong',
  /** An answer that the contract does not know: a newer server, a proxy in between, or a bug. */
  Unexpected: 'Unexpected',
} as const;

export type ChatErrorCode = ErrorCode | (typeof ClientErrorCode)[keyof typeof ClientErrorCode];

interface Details {
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly limit?: number;
  readonly cause?: unknown;
}

/** Everything the client rejects with. The message is a sentence "unable to <do>; <why>" wherever the server gave one. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  /** Whether the same request can succeed later. */
  readonly retryable: boolean;
  /** Milliseconds from when the error arrived. */
  readonly retryAfterMs?: number;
  /** The limit that was passed, where one was. */
  readonly limit?: number;

  constructor(
    readonly code: ChatErrorCode,
    message: string,
    { retryable, retryAfterMs, limit, cause }: Details,
  ) {
    super(message, { cause });
    this.retryable = retryable;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
    if (limit !== undefined) this.limit = limit;
  }
}

export const networkLost = (cause?: unknown): ChatError =>
  new ChatError(ClientErrorCode.NetworkLost, 'unable to reach the server; the connection was lost', {
    retryable: true,
    cause,
  });

const unauthenticated = (cause: unknown): ChatError =>
  new ChatError(ClientErrorCode.Unauthenticated, 'unable to go on; the server did not accept the credentials', {
    retryable: false,
    cause,
  });

const unexpected = (message: string, cause: unknown, retryable = false): ChatError =>
  new ChatError(ClientErrorCode.Unexpected, message, { retryable, cause });

/**
 * Reads any failure of a request or a subscription.
 *
 * Takes what AppSync and Amplify make of one: an answer with `errors`, a refused subscription, whose errors are JSON in a
 * sentence, an HTTP failure under `originalError`, or a plain exception.
 */
export const chatErrorFrom = (cause: unknown): ChatError => {
  if (cause instanceof ChatError) return cause;
  const [first] = listAt(cause, 'errors');
  return first === undefined ? fromException(cause) : fromEntry(first, cause);
};

/** How Amplify begins the message of a subscription that was refused. */
const refusedSubscription = 'Connection failed: ';

/**
 * An answer that was cut off in its middle is a TypeError of whoever read it (https://fetch.spec.whatwg.org/#body-mixin), one
 * that is not JSON a SyntaxError: somebody else's on the way, as the page of a network that wants to be signed in to.
 */
const unread: ReadonlySet<string> = new Set(['TypeError', 'SyntaxError']);

const fromEntry = (entry: unknown, cause: unknown): ChatError => {
  const original = valueAt(entry, 'originalError');
  if (unread.has(textAt(original, 'name') ?? '')) return networkLost(original);
  if (original !== undefined && original !== null) return fromException(original);

  const message = textAt(entry, 'message') ?? 'unable to go on; the server gave no reason';
  if (message.startsWith(refusedSubscription))
    return fromRefusedSubscription(message.slice(refusedSubscription.length));

  const type = textAt(entry, 'errorType') ?? textAt(valueAt(entry, 'extensions'), 'errorType');
  if (type === undefined) return unexpected(message, cause);
  if (unauthenticatedTypes.has(type)) return unauthenticated(cause);
  if (!isErrorCode(type)) return unexpected(message, cause, passingTypes.has(type));

  const info = valueAt(entry, 'errorInfo');
  const retryAfterMs = numberAt(info, 'retryAfterMs');
  const limit = numberAt(info, 'limit');
  return new ChatError(type, message, {
    retryable: retryableCodes.includes(type),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(limit === undefined ? {} : { limit }),
    cause,
  });
};

const fromRefusedSubscription = (reason: string): ChatError => {
  const [first] = listAt(parsed(reason), 'errors');
  if (first !== undefined) return fromEntry(first, reason);
  if (unauthenticatedTypes.has(reason)) return unauthenticated(reason);
  return networkLost(reason);
};

const fromException = (cause: unknown): ChatError => {
  const underlying = valueAt(cause, 'underlyingError');
  // The token could not be had: Amplify hides why.
  if (underlying instanceof ChatError) return underlying;
  const name = textAt(cause, 'name') ?? '';
  if (name === 'NetworkError') return networkLost(cause);
  const status =
    numberAt(valueAt(cause, '_response'), 'statusCode') ?? numberAt(valueAt(cause, '$metadata'), 'httpStatusCode');
  if (unauthenticatedTypes.has(name) || status === 401) return unauthenticated(cause);
  const passing = passingTypes.has(name) || status === 429 || (status !== undefined && status >= 500);
  return unexpected(textAt(cause, 'message') ?? 'unable to go on; the request failed', cause, passing);
};

/** AppSync's names for refused credentials: https://docs.aws.amazon.com/appsync/latest/devguide/troubleshooting-and-common-mistakes.html */
const unauthenticatedTypes: ReadonlySet<string> = new Set([
  'Unauthenticated',
  'UnauthorizedException',
  'NotAuthorizedException',
  'NoSignedUser',
  'NoValidAuthTokens',
]);

/** Failures of the service rather than of the request. */
const passingTypes: ReadonlySet<string> = new Set([
  'InternalFailure',
  'InternalServerError',
  'ServiceUnavailableException',
  'ThrottlingException',
  'LimitExceededException',
  'MaxSubscriptionsReachedError',
  'ExecutionTimeout',
]);

const isErrorCode = (value: string): value is ErrorCode => Object.hasOwn(ErrorCode, value);

const parsed = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};

const valueAt = (holder: unknown, key: string): unknown =>
  typeof holder === 'object' && holder !== null && key in holder ? Reflect.get(holder, key) : undefined;

const textAt = (holder: unknown, key: string): string | undefined => {
  const value = valueAt(holder, key);
  return typeof value === 'string' ? value : undefined;
};

const numberAt = (holder: unknown, key: string): number | undefined => {
  const value = valueAt(holder, key);
  return typeof value === 'number' ? value : undefined;
};

const listAt = (holder: unknown, key: string): readonly unknown[] => {
  const value = valueAt(holder, key);
  return Array.isArray(value) ? value : [];
};
