import type { ShardPosition, StreamRecord, TableStream } from '../../adapters/dynamodb/table-stream.ts';

export const streamArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/chat/stream/2026-11-21T12:00:00.000';

/** A stream in memory: one shard unless more are begun, each with all that was ever put into it. */
export class MemoryStream implements TableStream {
  readonly arn = streamArn;
  readonly #shards = new Map<string, { parentId: string | undefined; ended: boolean; records: StreamRecord[] }>();
  #last = 0;
  /** Whether the last reading found nothing. */
  isDry = false;

  constructor() {
    this.begin('shard-1');
  }

  /** The number of the newest record. */
  get last(): string {
    return `${this.#last}`;
  }

  get lastNumber(): number {
    return this.#last;
  }

  begin(id: string, parentId?: string): void {
    this.#shards.set(id, { parentId, ended: false, records: [] });
  }

  end(id: string): void {
    this.#shard(id).ended = true;
  }

  /** Puts what happened to an item into the stream. Answers its sequence number. */
  put(
    { pk, sk, before, after }: { pk: string; sk: string; before?: unknown; after?: unknown },
    {
      shard = 'shard-1',
      seconds = Date.now() / 1000,
      eventID,
    }: { shard?: string; seconds?: number; eventID?: string } = {},
  ): string {
    const number = `${(this.#last += 1)}`;
    this.#shard(shard).records.push({
      eventID: eventID ?? `record-${number}`,
      eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
      eventSource: 'aws:dynamodb',
      eventSourceARN: streamArn,
      dynamodb: {
        SequenceNumber: number,
        ApproximateCreationDateTime: seconds,
        Keys: { pk: { S: pk }, sk: { S: sk } },
        ...(after === undefined ? {} : { NewImage: typed(after) }),
        ...(before === undefined ? {} : { OldImage: typed(before) }),
      },
    });
    return number;
  }

  async shards() {
    return [...this.#shards].map(([id, { parentId }]) => ({ id, parentId }));
  }

  async iterator(shardId: string, position: ShardPosition): Promise<string> {
    const { records } = this.#shard(shardId);
    const from = (number: string, including: boolean): number => {
      const at = records.findIndex(({ dynamodb: { SequenceNumber } }) =>
        including ? Number(SequenceNumber) >= Number(number) : Number(SequenceNumber) > Number(number),
      );
      return at === -1 ? records.length : at;
    };
    if (position === 'oldest') return `${shardId} 0`;
    if (position === 'newest') return `${shardId} ${records.length}`;
    return `${shardId} ${'at' in position ? from(position.at, true) : from(position.after, false)}`;
  }

  async read(iterator: string, limit: number) {
    const [shardId = '', index = '0'] = iterator.split(' ');
    const { records, ended } = this.#shard(shardId);
    const page = records.slice(Number(index), Number(index) + limit);
    const next = Number(index) + page.length;
    this.isDry = page.length === 0;
    return { records: page, next: ended && next === records.length ? undefined : `${shardId} ${next}` };
  }

  #shard(id: string) {
    const shard = this.#shards.get(id);
    if (shard === undefined) throw new Error(`unable to use ${id}; there is no such shard`);
    return shard;
  }
}

/** An item as DynamoDB's JSON has it. */
export function typed(item: unknown): Readonly<Record<string, unknown>> {
  if (typeof item !== 'object' || item === null) throw new Error('unable to write an item; it is none');
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, typedValue(value)]])),
  );
}

function typedValue(value: unknown): unknown {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: `${value}` };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Set) return { SS: [...value] };
  if (Array.isArray(value)) return { L: value.map(typedValue) };
  return { M: typed(value) };
}
