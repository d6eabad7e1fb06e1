import type { StreamRange } from './table-stream.ts';

/**
 * The message that Lambda sends to the failure destination of a stream. What a function puts aside by itself is written
 * likewise, so that there is one kind of dead letter.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function letterOf(range: StreamRange, condition: string, batchSize: number, at: string): string {
  return JSON.stringify({
    requestContext: { condition },
    version: '1.0',
    timestamp: at,
    DDBStreamBatchInfo: {
      streamArn: range.streamArn,
      ...(range.shardId === null ? {} : { shardId: range.shardId }),
      startSequenceNumber: range.first,
      endSequenceNumber: range.last,
      batchSize,
    },
  });
}

/** What the body of such a message is about; `undefined` for what is none. */
export function rangeIn(body: string): StreamRange | undefined {
  const letter = parsed(body);
  if (letter === undefined || !('DDBStreamBatchInfo' in letter)) return undefined;
  const info: unknown = letter.DDBStreamBatchInfo;
  if (typeof info !== 'object' || info === null) return undefined;
  const { streamArn, shardId = null, startSequenceNumber: first, endSequenceNumber: last } = fieldsOf(info);
  if (typeof streamArn !== 'string' || typeof first !== 'string' || typeof last !== 'string') return undefined;
  if (!/^\d+$/.test(first) || !/^\d+$/.test(last) || (shardId !== null && typeof shardId !== 'string'))
    return undefined;
  return { streamArn, shardId, first, last };
}

function parsed(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const fieldsOf = (object: object): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(object));
