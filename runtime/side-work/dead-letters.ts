import type { Json } from '../contract.ts';
import { parseJson } from '../json.ts';
import type { LocalQueue } from '../queues/index.ts';

/** A dead letter as it is shown. Its body holds ids and places, as every job does. */
export interface DeadLetter {
  readonly queue: string;
  readonly id: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly body: Json;
}

/** The queues of dead letters, each with where its letters are redriven to. */
export interface DeadLetters {
  add(letters: LocalQueue, to: LocalQueue): void;
  /** The oldest of each queue first. */
  list(): readonly DeadLetter[];
  /** Tries again what one queue holds, or all. Answers how many letters that were; `undefined` when there is no such queue. */
  redrive(queue?: string): number | undefined;
}

export function createDeadLetters(): DeadLetters {
  const queues: { readonly letters: LocalQueue; readonly to: LocalQueue }[] = [];
  return {
    add: (letters, to) => void queues.push({ letters, to }),
    list: () =>
      queues.flatMap(({ letters }) =>
        letters.waiting().map(({ id, sentAt, body }) => ({
          queue: letters.name,
          id,
          sentAt: new Date(sentAt).toISOString(),
          body: parseJson(body) ?? null,
        })),
      ),
    redrive(queue) {
      const chosen = queues.filter(({ letters }) => queue === undefined || letters.name === queue);
      if (chosen.length === 0) return undefined;
      return chosen.reduce((moved, { letters, to }) => moved + letters.moveAll(to), 0);
    },
  };
}
