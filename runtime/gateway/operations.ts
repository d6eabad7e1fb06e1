import type { Caller, Executor, GraphQLAnswer, GraphQLRequest, Metrics } from '../contract.ts';
import type { Realtime } from '../realtime/realtime.ts';

/** Runs a query or mutation with everything that follows from it. */
export type RunOperation = (
  request: GraphQLRequest,
  caller: Caller,
  headers: Readonly<Record<string, string>>,
) => Promise<GraphQLAnswer>;

export interface OperationsSettings {
  readonly executor: Pick<Executor, 'execute'>;
  readonly realtime: Pick<Realtime, 'publish' | 'invalidate'>;
  readonly metrics: Metrics;
}

/**
 * The one way operations are run, over HTTP and from inside the process, so that subscribers hear of both.
 *
 * Subscriptions are ended before anything is published: whoever an operation shuts out does not receive its event.
 */
export function createOperations({ executor, realtime, metrics }: OperationsSettings): RunOperation {
  return async (request, caller, headers) => {
    const began = performance.now();
    const { answer, events, invalidations } = await executor.execute(request, caller, headers);
    realtime.invalidate(invalidations);
    realtime.publish(events);
    metrics.time('graphql.operation', performance.now() - began);
    return answer;
  };
}
