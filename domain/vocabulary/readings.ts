/**
 * How streams and queues are read, the same on AWS and locally. Lambda's terms:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
const oneOfTwo = { batchSize: 100, batchWindowSeconds: 0, retryAttempts: 20 } as const;

/** Those who read the stream of the chat table: two, and never a third (docs/adr/0028-two-readers-and-a-bus.md). */
export const StreamReadings = { notifications: oneOfTwo, events: oneOfTwo } as const;
export type StreamReader = keyof typeof StreamReadings;

/** How a queue is read: messages an invocation, receivings before one is a dead letter, and how long each is kept back first. */
interface QueueReading {
  readonly batchSize: number;
  readonly receives: number;
  readonly delaySeconds: number;
}

/** Queues by the worker that empties them. */
export const QueueReadings = {
  pushes: { batchSize: 10, receives: 8, delaySeconds: 0 },
  metrics: { batchSize: 10, receives: 3, delaySeconds: 0 },
  'clean-up': { batchSize: 10, receives: 8, delaySeconds: 0 },
  // A service that lives has said its word long before (docs/adr/0028-two-readers-and-a-bus.md).
  deliveries: { batchSize: 10, receives: 8, delaySeconds: 10 },
  // One picture is looked at at a time.
  files: { batchSize: 1, receives: 8, delaySeconds: 0 },
} as const satisfies Readonly<Record<string, QueueReading>>;
export type QueueReader = keyof typeof QueueReadings;

/** What is redriven to a reader of the stream: one record is read again and handled, up to so many times. */
export const redriveReading = { batchSize: 10, receives: 3 } as const;
