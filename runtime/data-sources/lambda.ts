import type { DataSource, DataSourceAnswer, Json, JsonObject, Log, Metrics } from '../contract.ts';
import { isJsonArray, isJsonObject, parseJson } from '../json.ts';

export interface LambdaDataSourceSettings {
  readonly name: string;
  /** Runs the function in this process with what AppSync would send it. What it throws is its failure. */
  readonly invoke: (event: Json) => Promise<unknown>;
  readonly metrics: Metrics;
  readonly log: Log;
}

/**
 * AppSync's Lambda data source: `{operation: 'Invoke' | 'BatchInvoke', payload, invocationType?}`.
 *
 * The function receives the payload, of a BatchInvoke a list of payloads, and answers with a list as long. Invoking as `Event` answers null at once, whatever becomes of the function.
 * A function that throws is `Lambda:Unhandled` with its message. Source: "JavaScript resolver function reference for
 * Lambda" in the AppSync developer guide.
 */
export function createLambdaDataSource({ name, invoke, metrics, log }: LambdaDataSourceSettings): DataSource {
  const run = async (event: Json): Promise<Json> => {
    const started = performance.now();
    metrics.count('lambda.invocations');
    try {
      return throughJson(await invoke(event));
    } catch (cause) {
      metrics.count('lambda.failures');
      throw cause;
    } finally {
      metrics.time('lambda.invocation', performance.now() - started);
    }
  };

  const invokeBatch = async (requests: readonly JsonObject[]): Promise<readonly DataSourceAnswer[]> => {
    try {
      const results = await run(throughJson(requests.map(({ payload }) => payload ?? null)));
      if (isJsonArray(results) && results.length === requests.length) return results.map(entryOf);
      return requests.map(() => notAsLong);
    } catch (cause) {
      return requests.map(() => unhandled(cause));
    }
  };

  return {
    name,
    invokeBatch,
    async invoke(request) {
      if (!isJsonObject(request)) return refused('The request is not an object.');
      const { operation, invocationType = 'RequestResponse' } = request;
      if (operation !== 'Invoke' && operation !== 'BatchInvoke') {
        return refused("Unsupported value of 'operation'. Supported are Invoke, BatchInvoke.");
      }
      if (invocationType !== 'RequestResponse' && invocationType !== 'Event') {
        return refused("Unsupported value of 'invocationType'. Supported are RequestResponse, Event.");
      }

      const payload = request['payload'] ?? null;
      const event = throughJson(operation === 'BatchInvoke' ? [payload] : payload);
      if (invocationType === 'Event') {
        // The caller is not waiting, so the log is the only one to tell. Messages of errors may hold what users wrote.
        run(event).catch((cause: unknown) =>
          log.error('lambda failed', { dataSource: name, error: cause instanceof Error ? cause.name : 'unknown' }),
        );
        return { ok: true, result: null };
      }

      if (operation === 'BatchInvoke') return (await invokeBatch([request]))[0] ?? notAsLong;
      try {
        return { ok: true, result: await run(event) };
      } catch (cause) {
        return unhandled(cause);
      }
    },
  };
}

const notAsLong: DataSourceAnswer = {
  ok: false,
  error: { type: 'Lambda:IllegalArgument', message: 'The response of a batch must be a list as long as the batch.' },
};

function unhandled(cause: unknown): DataSourceAnswer {
  const message = cause instanceof Error ? cause.message : String(cause);
  return { ok: false, error: { type: 'Lambda:Unhandled', message } };
}

/** An entry of a batch's answer may be `{data, errorMessage, errorType}`, to fail alone. */
function entryOf(entry: Json): DataSourceAnswer {
  if (!isJsonObject(entry) || typeof entry['errorMessage'] !== 'string') return { ok: true, result: dataOf(entry) };
  const type = typeof entry['errorType'] === 'string' ? entry['errorType'] : 'Lambda:Unhandled';
  return { ok: false, error: { type, message: entry['errorMessage'] }, result: entry['data'] ?? null };
}

function dataOf(entry: Json): Json {
  const isEnvelope = (object: JsonObject) =>
    Object.keys(object).every((key) => key === 'data' || key === 'errorMessage' || key === 'errorType');
  return isJsonObject(entry) && 'data' in entry && isEnvelope(entry) ? (entry['data'] ?? null) : entry;
}

/** What crosses between AppSync and a function is text: dates become strings, what is undefined goes. */
function throughJson(value: unknown): Json {
  return parseJson(JSON.stringify(value ?? null)) ?? null;
}

function refused(message: string): DataSourceAnswer {
  return { ok: false, error: { type: 'MappingTemplate', message } };
}
