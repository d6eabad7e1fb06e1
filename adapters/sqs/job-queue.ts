import type { SQSClient } from '@aws-sdk/client-sqs';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { JobOptions, JobQueue } from '../../application/ports/job-queue.ts';
import { QueueUnavailable } from '../../application/ports/job-queue.ts';

/** Messages that one request takes. */
const atOnce = 10;

/**
 * Jobs as messages of an SQS standard queue.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export class SqsJobQueue<Job> implements JobQueue<Job> {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async send(jobs: readonly Job[], options: JobOptions = {}): Promise<void> {
    const bodies = jobs.map((job) => JSON.stringify(job));
    for (let from = 0; from < bodies.length; from += atOnce) {
      const refused = await this.#send(bodies.slice(from, from + atOnce), options);
      const stillRefused = refused.length === 0 ? [] : await this.#send(refused, options);
      if (stillRefused.length > 0) throw this.#unavailable(`it did not take ${stillRefused.length} jobs`);
    }
  }

  /** Answers those that were not taken. */
  async #send(bodies: readonly string[], { delaySeconds }: JobOptions): Promise<readonly string[]> {
    const Entries = bodies.map((MessageBody, i) => ({
      Id: `${i}`,
      MessageBody,
      ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
    }));
    try {
      const { Successful = [] } = await this.#client.send(
        new SendMessageBatchCommand({ QueueUrl: this.#url, Entries }),
      );
      const taken = new Set(Successful.map(({ Id }) => Id));
      return bodies.filter((_, i) => !taken.has(`${i}`));
    } catch (cause) {
      throw this.#unavailable(cause);
    }
  }

  #unavailable(cause: unknown): QueueUnavailable {
    return new QueueUnavailable(this.#url.slice(this.#url.lastIndexOf('/') + 1), { cause });
  }
}
