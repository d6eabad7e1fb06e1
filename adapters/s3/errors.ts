import { S3ServiceException } from '@aws-sdk/client-s3';
import { StoreBroken, StoreBusy } from '../../application/ports/store-errors.ts';

/**
 * Answers that pass by. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * A skewed clock passes by too: the client corrects its own by the answer.
 */
const passing = new Set([
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'SlowDown',
  'OperationAborted',
  'ConditionalRequestConflict',
]);

/** Whatever a request met, as an error of the ports. `doing` completes "unable to …". */
export const asStoreError = (doing: string, cause: unknown): StoreBroken | StoreBusy => {
  if (cause instanceof StoreBroken || cause instanceof StoreBusy) return cause;
  if (!(cause instanceof S3ServiceException)) return new StoreBusy(doing, { cause });
  const status = cause.$metadata.httpStatusCode ?? 0;
  return status >= 500 || status === 429 || passing.has(cause.name)
    ? new StoreBusy(doing, { cause })
    : new StoreBroken(doing, `S3 answered ${cause.name}`, { cause });
};

/** Whether S3 answered with one of these codes. */
export const answered = (cause: unknown, ...codes: readonly string[]): boolean =>
  cause instanceof S3ServiceException && codes.includes(cause.name);
