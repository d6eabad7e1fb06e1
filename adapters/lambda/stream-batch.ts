import type { SessionEvent, SessionEventConsumer } from '../../application/ports/session-events.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { MalformedEvent } from './event-reader.ts';

/** What Lambda is answered: from the first of these on, the batch comes again. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** A record that is put aside at once, since no repetition makes it good. `why` is the name of an error, never content. */
export interface SetAside {
  readonly consumer: string;
  readonly sequenceNumber: string;
  readonly why: string;
}

export interface StreamConsuming {
  readonly consumer: SessionEventConsumer;
  /** Throws for a record that can never be read. */
  readonly eventsIn: (record: unknown) => readonly SessionEvent[];
  readonly sequenceNumberOf: (record: unknown) => string | undefined;
  /** Makes a dead letter of a record. Where it rejects, the record comes again instead. */
  readonly setAside: (letter: SetAside, record: unknown) => Promise<void>;
}

interface Told {
  readonly event: SessionEvent;
  readonly sequenceNumber: string;
  readonly record: unknown;
}

/**
 * Takes one batch of a table's stream, as Lambda delivers it.
 *
 * Each session's events go to the consumer in their order, and sessions do not wait for each other: what fails in one is
 * retried while the others are done. A record that is not what was written, or that the consumer can never handle, becomes
 * a dead letter at once, so that nothing waits for it; whatever else fails is delivered again, by which Lambda splits the
 * batch until what fails stands alone.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 *
 * @throws {MalformedEvent} for what is no batch.
 */
export async function handleStreamBatch(consuming: StreamConsuming, event: unknown): Promise<BatchAnswer> {
  const failed = new Set<string>();
  const sessions = new Map<SessionId, Told[]>();
  const records = recordsIn(event).map((record) => {
    const sequenceNumber = consuming.sequenceNumberOf(record);
    if (sequenceNumber === undefined) throw new MalformedEvent('event.Records', 'records of a stream');
    return { record, sequenceNumber };
  });
  for (const { record, sequenceNumber } of records) {
    try {
      for (const told of consuming.eventsIn(record)) {
        const { sessionId } = told;
        const others = sessions.get(sessionId);
        const mine = { event: told, sequenceNumber, record };
        if (others === undefined) sessions.set(sessionId, [mine]);
        else others.push(mine);
      }
    } catch (error) {
      if (!(await isSetAside(consuming, { sequenceNumber, record }, error))) failed.add(sequenceNumber);
    }
  }
  await Promise.all(
    [...sessions.values()].map(async (told) => {
      const first = await firstFailed(consuming, told);
      if (first !== undefined) failed.add(first);
    }),
  );
  const inOrder = records.filter(({ sequenceNumber }) => failed.has(sequenceNumber));
  return { batchItemFailures: inOrder.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })) };
}

/** Hands one session's events on. Answers the place from which on they are to come again, if any. */
async function firstFailed(consuming: StreamConsuming, told: readonly Told[]): Promise<string | undefined> {
  const [first, ...others] = told;
  if (first === undefined) return undefined;
  try {
    await consuming.consumer.handle(told.map(({ event }) => event));
    return undefined;
  } catch (error) {
    if (!isForEver(error)) return first.sequenceNumber;
    if (others.length === 0) {
      return (await isSetAside(consuming, first, error)) ? undefined : first.sequenceNumber;
    }
  }
  // One of them is to blame: each by itself, in order.
  for (const one of told) {
    const failed = await firstFailed(consuming, [one]);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

async function isSetAside(
  { consumer, setAside }: StreamConsuming,
  { sequenceNumber, record }: Omit<Told, 'event'>,
  error: unknown,
): Promise<boolean> {
  const why = error instanceof Error ? error.name : 'unknown';
  try {
    await setAside({ consumer: consumer.name, sequenceNumber, why }, record);
    return true;
  } catch {
    return false;
  }
}

/**
 * Stored data that is not what was written, or a mistake in the code: the same happens whenever it is tried. A `TypeError`
 * with a cause is what `fetch` says of a network that is away.
 */
const isForEver = (error: unknown): boolean =>
  error instanceof StoreBroken ||
  (error instanceof TypeError && error.cause === undefined) ||
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  error instanceof SyntaxError;

function recordsIn(event: unknown): readonly unknown[] {
  if (typeof event !== 'object' || event === null || !('Records' in event) || !Array.isArray(event.Records)) {
    throw new MalformedEvent('event', 'a batch of records');
  }
  return event.Records;
}
