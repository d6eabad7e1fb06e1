import type { Clock, Log, Metrics } from '../contract.ts';
import type { LocalQueue, ReceivedMessage } from './local-queue.ts';

/** An event as Lambda hands a function messages of SQS. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface SqsEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly receiptHandle: string;
    readonly body: string;
    readonly attributes: { readonly ApproximateReceiveCount: string; readonly SentTimestamp: string };
    readonly eventSource: 'aws:sqs';
    readonly eventSourceARN: string;
  }[];
}

/** The ids of those that are to be delivered again. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface QueueSourceSettings {
  readonly queue: LocalQueue;
  readonly handle: (event: SqsEvent) => Promise<BatchAnswer>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Messages an invocation. */
  readonly batchSize: number;
  /** Invocations at a time. */
  readonly concurrency: number;
}

/** Hands the messages of a queue to a function, as Lambda's event source mapping does; what it does not fail is deleted. */
export interface QueueSource {
  /** Takes no more messages, and returns once those that were taken are done. */
  stop(): Promise<void>;
}

/** A timer may not be set further ahead than this. */
const longestWaitMs = 60_000;

export function startQueueSource(settings: QueueSourceSettings): QueueSource {
  const { queue, clock, concurrency, batchSize, log, metrics } = settings;
  const running = new Set<Promise<void>>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const invoke = async (messages: readonly ReceivedMessage[]): Promise<void> => {
    const since = performance.now();
    try {
      const { batchItemFailures } = await settings.handle(eventOf(queue.name, messages));
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { id, receiptHandle } of messages) if (!failed.has(id)) queue.delete(receiptHandle);
      metrics.count(`queue.${queue.name}.failed`, failed.size);
      metrics.count(`queue.${queue.name}.done`, messages.length - failed.size);
    } catch (error) {
      metrics.count(`queue.${queue.name}.failed`, messages.length);
      log.error('queue.function-failed', { queue: queue.name, error: error instanceof Error ? error.name : 'unknown' });
    }
    metrics.time(`queue.${queue.name}.invocation`, performance.now() - since);
  };

  const look = (): void => {
    clearTimeout(timer);
    timer = undefined;
    while (!stopped && running.size < concurrency) {
      const messages = queue.receive(batchSize);
      if (messages.length === 0) {
        const next = queue.nextVisibleAt();
        if (next === undefined) return;
        timer = setTimeout(look, Math.min(Math.max(next - clock.now(), 1), longestWaitMs));
        timer.unref();
        return;
      }
      const invocation = invoke(messages).finally(() => {
        running.delete(invocation);
        look();
      });
      running.add(invocation);
    }
  };

  // What is sent in one go is looked for once.
  let isLooking = false;
  const soon = (): void => {
    if (isLooking) return;
    isLooking = true;
    setImmediate(() => {
      isLooking = false;
      look();
    });
  };
  const unlisten = queue.onChange(soon);
  soon();
  return {
    async stop() {
      stopped = true;
      unlisten();
      clearTimeout(timer);
      while (running.size > 0) await Promise.all(running);
    },
  };
}

const eventOf = (queue: string, messages: readonly ReceivedMessage[]): SqsEvent => ({
  Records: messages.map(({ id, receiptHandle, body, receives, sentAt }) => ({
    messageId: id,
    receiptHandle,
    body,
    attributes: { ApproximateReceiveCount: `${receives}`, SentTimestamp: `${sentAt}` },
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
  })),
});
