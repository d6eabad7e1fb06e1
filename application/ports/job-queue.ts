/**
 * Work for later: at least once each, in no order. A job holds ids and facts, never what a message says. Adapters pass
 * `test/contracts/job-queue.contract.ts`.
 */
export interface JobQueue<Job> {
  /**
   * Returns once every job is durable. Where it rejects, some of them may be sent already; sending all of them again is safe.
   * @throws {QueueUnavailable}
   */
  send(jobs: readonly Job[], options?: JobOptions): Promise<void>;
}

export interface JobOptions {
  /** How long the jobs are kept back: whole seconds, 0 to 900, which is what SQS takes. */
  readonly delaySeconds?: number;
}

/** The greatest `delaySeconds`. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const longestDelaySeconds = 900;

/** The queue could not take the jobs now: throttled or unreachable. Sending the same again is safe. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable';
  constructor(queue: string, options: { readonly cause: unknown }) {
    super(`unable to send to the queue ${queue}; it does not answer as it should`, options);
  }
}

/** What became of a job. */
export type JobOutcome =
  | { readonly kind: 'done' }
  /** Not now. It comes again, this much later, unless it came too often already. */
  | { readonly kind: 'later'; readonly afterMs: number }
  /** It can never be done: it becomes a dead letter at once. `why` holds no one's data. */
  | { readonly kind: 'dead'; readonly why: string };

/** Does the jobs of one queue. */
export interface JobWorker<Job> {
  /** Of its queue, its function and its metrics: lower case with hyphens. */
  readonly name: string;
  /** The job in a message, or `undefined` for what is none, which becomes a dead letter. */
  parse(body: unknown): Job | undefined;
  /**
   * Does one job. Where it rejects, the job comes again after the queue's visibility time-out.
   * @param attempt how often the job was received, from 1.
   */
  work(job: Job, attempt: number): Promise<JobOutcome>;
}
