import type { _Record, DynamoDBStreamsClient, Shard } from '@aws-sdk/client-dynamodb-streams';
import { DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';

/** A record as Lambda delivers it, in plain JSON. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: 'aws:dynamodb';
  readonly eventSourceARN: string;
  readonly dynamodb: {
    readonly SequenceNumber: string;
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: unknown;
    readonly NewImage?: unknown;
    readonly OldImage?: unknown;
  };
}

export interface StreamShard {
  readonly id: string;
  /** Is read to its end before this one is begun. */
  readonly parentId: string | undefined;
}

/** Where reading begins: behind a record, at one, with the oldest that is kept, or with the next that comes. */
export type ShardPosition = { readonly after: string } | { readonly at: string } | 'oldest' | 'newest';

export interface ShardPage {
  readonly records: readonly StreamRecord[];
  /** To go on with; `undefined` at the end of a shard that takes no more. */
  readonly next: string | undefined;
}

/** A table's stream, read shard by shard. Each of its methods throws what the SDK throws. */
export interface TableStream {
  readonly arn: string;
  shards(): Promise<readonly StreamShard[]>;
  /** Names a place in a shard for a few minutes. `TrimmedDataAccessException` where its records are no longer kept. */
  iterator(shardId: string, position: ShardPosition): Promise<string>;
  read(iterator: string, limit: number): Promise<ShardPage>;
}

/**
 * The stream as DynamoDB keeps it: each record once, those of one item in their order, for 24 hours.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export function tableStream(client: DynamoDBStreamsClient, arn: string): TableStream {
  return {
    arn,
    async shards() {
      const shards: StreamShard[] = [];
      let from: string | undefined;
      do {
        const { StreamDescription: described } = await client.send(
          new DescribeStreamCommand({ StreamArn: arn, ...(from === undefined ? {} : { ExclusiveStartShardId: from }) }),
        );
        shards.push(...(described?.Shards ?? []).flatMap(shardOf));
        from = described?.LastEvaluatedShardId;
      } while (from !== undefined);
      return shards;
    },
    async iterator(shardId, position) {
      const { ShardIterator } = await client.send(
        new GetShardIteratorCommand({ StreamArn: arn, ShardId: shardId, ...typeOf(position) }),
      );
      if (ShardIterator === undefined) throw new Error('unable to read the stream; it named no place in the shard');
      return ShardIterator;
    },
    async read(iterator, limit) {
      const { Records = [], NextShardIterator: next } = await client.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: limit }),
      );
      return { records: Records.map((record) => recordOf(record, arn)), next };
    },
  };
}

/** Which records a dead letter is about. What was in them stands in the stream, as long as that is kept. */
export interface StreamRange {
  readonly streamArn: string;
  /** `null` where the function put the record aside: it is not told the shard. */
  readonly shardId: string | null;
  readonly first: string;
  readonly last: string;
}

/** The range of records of one shard, in order. */
export function rangeOf(streamArn: string, shardId: string, records: readonly StreamRecord[]): StreamRange {
  const [first, last] = [records.at(0), records.at(-1)];
  if (first === undefined || last === undefined)
    throw new RangeError('unable to name a range of records; there are none');
  return { streamArn, shardId, first: first.dynamodb.SequenceNumber, last: last.dynamodb.SequenceNumber };
}

/** The records that a dead letter is about, as far as they are still kept. */
export async function recordsIn(stream: TableStream, range: StreamRange): Promise<readonly StreamRecord[]> {
  if (range.shardId !== null) return recordsBetween(stream, range.shardId, range);
  // A record is in one shard, and any other has nothing from its number to its number.
  for (const { id } of await stream.shards()) {
    const records = await recordsBetween(stream, id, range);
    if (records.length > 0) return records;
  }
  return [];
}

async function recordsBetween(
  stream: TableStream,
  shardId: string,
  range: Pick<StreamRange, 'first' | 'last'>,
): Promise<readonly StreamRecord[]> {
  const [first, last] = [BigInt(range.first), BigInt(range.last)];
  const records: StreamRecord[] = [];
  let next = await iteratorAt(stream, shardId, range.first);
  while (next !== undefined) {
    const page: ShardPage = await stream.read(next, 100);
    for (const record of page.records) {
      const number = BigInt(record.dynamodb.SequenceNumber);
      if (number > last) return records;
      if (number >= first) records.push(record);
    }
    // The range was read once, so that a page without records is the end of what is kept.
    if (page.records.length === 0 || records.at(-1)?.dynamodb.SequenceNumber === range.last) return records;
    next = page.next;
  }
  return records;
}

/** `undefined` where the shard has no such record, or no longer. */
async function iteratorAt(stream: TableStream, shardId: string, at: string): Promise<string | undefined> {
  try {
    return await stream.iterator(shardId, { at });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (['TrimmedDataAccessException', 'ValidationException', 'ResourceNotFoundException'].includes(name))
      return undefined;
    throw error;
  }
}

const shardOf = ({ ShardId, ParentShardId }: Shard): readonly StreamShard[] =>
  ShardId === undefined ? [] : [{ id: ShardId, parentId: ParentShardId }];

function typeOf(position: ShardPosition) {
  if (position === 'oldest') return { ShardIteratorType: 'TRIM_HORIZON' } as const;
  if (position === 'newest') return { ShardIteratorType: 'LATEST' } as const;
  if ('at' in position) return { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: position.at } as const;
  return { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position.after } as const;
}

/** What the SDK turned into a `Date` is turned back. What should be there and is not is left for the reader to refuse. */
const recordOf = ({ eventID, eventName, dynamodb }: _Record, arn: string): StreamRecord => ({
  eventID: eventID ?? '',
  eventName: eventName ?? '',
  eventSource: 'aws:dynamodb',
  eventSourceARN: arn,
  dynamodb: {
    SequenceNumber: dynamodb?.SequenceNumber ?? '',
    ApproximateCreationDateTime: (dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000,
    Keys: dynamodb?.Keys,
    ...(dynamodb?.NewImage === undefined ? {} : { NewImage: dynamodb.NewImage }),
    ...(dynamodb?.OldImage === undefined ? {} : { OldImage: dynamodb.OldImage }),
  },
});
