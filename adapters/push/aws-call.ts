import type { Clock } from '../../application/ports/clock.ts';
import { askedPauseMs } from '../../domain/notification/retry-after.ts';

/** How long a provider is waited for, in milliseconds. */
export interface AwsPatience {
  readonly connectingMs: number;
  /** From the request to the last byte of its answer. */
  readonly answeringMs: number;
}

export const usualPatience: AwsPatience = { connectingMs: 2_000, answeringMs: 5_000 };

/**
 * Settings of an SDK client that asks once. The SDK would repeat by itself, and wait as long as a `Retry-After` wants it to,
 * while a worker stands still: the queue in front of it repeats instead.
 */
export const askingOnce = ({ connectingMs, answeringMs }: AwsPatience) => ({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: connectingMs, requestTimeout: answeringMs, throwOnRequestTimeout: true },
});

/** Why AWS did not do what was asked. */
export interface AwsFailure {
  /** The name of the error, a word: `TooManyRequestsException`, `TimeoutError`, `ECONNRESET`. */
  readonly name: string;
  /** `undefined` where no answer came. */
  readonly status: number | undefined;
  /** What AWS says about it. It may quote a token, and is for looking at only. */
  readonly sentence: string;
  /** 0 where nobody said how long. */
  readonly retryAfterMs: number;
}

export type AwsAnswer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: AwsFailure };

/** Asks, and gives up when the answer is overdue: also one that began and does not end. Never rejects. */
export async function askAws<Value>(
  { answeringMs }: AwsPatience,
  clock: Clock,
  ask: (abortSignal: AbortSignal) => Promise<Value>,
): Promise<AwsAnswer<Value>> {
  const overdue = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<AwsAnswer<Value>>((resolve) => {
    timer = setTimeout(() => {
      overdue.abort();
      resolve({ ok: false, failure: { name: 'TimeoutError', status: undefined, sentence: '', retryAfterMs: 0 } });
    }, answeringMs);
  });
  const answered = ask(overdue.signal).then(
    (value): AwsAnswer<Value> => ({ ok: true, value }),
    (cause: unknown): AwsAnswer<Value> => ({ ok: false, failure: failureOf(cause, clock) }),
  );
  try {
    return await Promise.race([answered, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function failureOf(cause: unknown, clock: Clock): AwsFailure {
  const error = cause instanceof Error ? cause : new Error();
  // Of a broken connection, the code says more.
  const code = fieldsOf(error).get('code');
  const name = typeof code === 'string' ? code : error.name;
  const response = fieldsOf(fieldsOf(error).get('$response'));
  const status = fieldsOf(fieldsOf(error).get('$metadata')).get('httpStatusCode') ?? response.get('statusCode');
  const retryAfter = fieldsOf(response.get('headers')).get('retry-after');
  return {
    name: /^\w{1,80}$/.test(name) ? name : 'unknown',
    status: typeof status === 'number' ? status : undefined,
    sentence: error.message,
    retryAfterMs: askedPauseMs(typeof retryAfter === 'string' ? retryAfter : undefined, clock.now()),
  };
}

/** The SDK hides the response from `Object.entries`. */
const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  typeof value === 'object' && value !== null
    ? new Map(Object.entries(Object.getOwnPropertyDescriptors(value)).map(([name, field]) => [name, fieldIn(field)]))
    : new Map();

const fieldIn = ({ value }: PropertyDescriptor): unknown => value;
