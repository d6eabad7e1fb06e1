/**
 * How streams and queues are read, the same on AWS and locally. Lambda's terms:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
const oneOfTwo = { batchSize: 100, batchWindowSeconds: 0, retryAttempts: 20 } as const;

/** Those who read the stream of the chat table: two, and never a third (docs/adr/0028-two-readers-and-a-bus.md). */
export const StreamReadings = { notifications: oneOfTwo, events: oneOfTwo } as const;
export type StreamReader = keyof typeof StreamReadings;

/** Queues by the worker that empties them: messages an invocation, and receivings before one is a dead letter. */
export const QueueReadings = {
  pushes: { batchSize: 10, receives: 8 },
  metrics: { batchSize: 10, receives: 3 },
  'clean-up': { batchSize: 10, receives: 8 },
  // One picture is looked at at a time.
  files: { batchSize: 1, receives: 8 },
} as const;
export type QueueReader = keyof typeof QueueReadings;

/** What is redriven to a reader of the stream: one record is read again and handled, up to so many times. */
export const redriveReading = { batchSize: 10, receives: 3 } as const;
