import type { DataSource, DataSourceAnswer, Json, JsonObject, ResolverContext } from '../contract.ts';
import { isJsonObject } from '../json.ts';

/** Where a step's requests go, and how many of them at once. */
export interface Batching {
  readonly dataSource: DataSource;
  readonly maxBatchSize?: number;
}

interface Waiting {
  readonly request: JsonObject;
  readonly answer: (answer: DataSourceAnswer) => void;
  readonly fail: (cause: unknown) => void;
}

/**
 * Gathers the `BatchInvoke` requests that one step makes for several parents within a request.
 *
 * Siblings are resolved in the same turn of the event loop, so what came up by its end goes out together, at most
 * `maxBatchSize` in one invocation. Source: "Batching" in AppSync's "JavaScript resolver function reference for Lambda".
 */
export class Batches {
  readonly #waiting = new Map<Batching, Waiting[]>();

  invoke(step: Batching, request: Json, context: ResolverContext): Promise<DataSourceAnswer> {
    const { dataSource, maxBatchSize = 0 } = step;
    const { invokeBatch } = dataSource;
    if (maxBatchSize === 0 || invokeBatch === undefined || !isBatched(request))
      return dataSource.invoke(request, context);

    return new Promise((answer, fail) => {
      const waiting = this.#waiting.get(step) ?? [];
      if (waiting.length === 0) setImmediate(() => this.#send(step, maxBatchSize, invokeBatch));
      waiting.push({ request, answer, fail });
      this.#waiting.set(step, waiting);
    });
  }

  #send(step: Batching, size: number, invokeBatch: NonNullable<DataSource['invokeBatch']>): void {
    const waiting = this.#waiting.get(step) ?? [];
    this.#waiting.delete(step);
    for (let from = 0; from < waiting.length; from += size) {
      const batch = waiting.slice(from, from + size);
      invokeBatch(batch.map(({ request }) => request)).then(
        (answers) => {
          for (const [i, { answer, fail }] of batch.entries()) {
            const own = answers[i];
            if (own === undefined) fail(new Error(`${step.dataSource.name} gave fewer answers than it was asked`));
            else answer(own);
          }
        },
        (cause: unknown) => {
          for (const { fail } of batch) fail(cause);
        },
      );
    }
  }
}

/** An `Event` waits for no answer, so there is nothing to gather for. */
function isBatched(request: Json): request is JsonObject {
  if (!isJsonObject(request) || request['operation'] !== 'BatchInvoke') return false;
  return (request['invocationType'] ?? 'RequestResponse') === 'RequestResponse';
}
