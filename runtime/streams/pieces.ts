import type { StreamRecord } from '../../adapters/dynamodb/table-stream.ts';

/** A part of a batch that is to be handed to the function. */
export interface Piece {
  readonly records: readonly StreamRecord[];
  /** How often it failed whole, alone. */
  readonly failures: number;
}

/** What is to be done after an invocation: what is behind us, and what comes next, in order. */
export interface Next {
  readonly done: readonly StreamRecord[];
  readonly pieces: readonly Piece[];
}

/**
 * What Lambda makes of a function's answer: everything before the first failed record is done; what follows is split and
 * tried again. Splitting does not count as an attempt, so that only a record that stands alone uses its attempts up.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 *
 * @param failedAt the place of the first failed record in the piece; `undefined` when all went well.
 */
export function afterAnswer({ records, failures }: Piece, failedAt: number | undefined): Next {
  if (failedAt === undefined) return { done: records, pieces: [] };
  const [done, left] = [records.slice(0, failedAt), records.slice(failedAt)];
  if (failedAt > 0) return { done, pieces: [{ records: left, failures: 0 }] };
  if (left.length === 1) return { done, pieces: [{ records: left, failures: failures + 1 }] };
  const half = Math.ceil(left.length / 2);
  return {
    done,
    pieces: [
      { records: left.slice(0, half), failures: 0 },
      { records: left.slice(half), failures: 0 },
    ],
  };
}

/**
 * The place of the first record that an answer calls failed; `undefined` when it calls none so. An answer that names no
 * record of the piece, or none at all where it should, fails all of it.
 */
export function failedAt(records: readonly StreamRecord[], answer: unknown): number | undefined {
  if (answer === undefined || answer === null) return undefined;
  const failures: unknown =
    typeof answer === 'object' && 'batchItemFailures' in answer ? answer.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return undefined;
  if (!Array.isArray(failures)) return 0;
  const places = failures.map((failure: unknown) => {
    const id: unknown =
      typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure ? failure.itemIdentifier : null;
    return Math.max(
      records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === id),
      0,
    );
  });
  return places.length === 0 ? undefined : Math.min(...places);
}
