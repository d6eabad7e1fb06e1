import type { JobOutcome, JobWorker } from '../../application/ports/job-queue.ts';
import { longestDelaySeconds } from '../../application/ports/job-queue.ts';
import { EventReader, MalformedEvent } from './event-reader.ts';
import type { BatchAnswer } from './stream-batch.ts';

/** What may become of a received message besides being deleted and being received again after the time-out. */
export interface MessageControls {
  /** Makes it visible again so much later, from now. */
  defer(receiptHandle: string, seconds: number): Promise<void>;
  /** Makes a dead letter of it. What was received is still to be deleted. */
  bury(body: string, why: string): Promise<void>;
}

interface Message {
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attempt: number;
}

/**
 * Takes one batch of a queue, as Lambda delivers it, and does its jobs all at once. What is answered as a failure comes
 * again: a job that asked for it later, then; one that failed, when its visibility time-out is over.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function handleJobBatch<Job>(
  worker: JobWorker<Job>,
  controls: MessageControls,
  event: unknown,
): Promise<BatchAnswer> {
  const messages = messagesIn(event);
  const done = await Promise.all(
    messages.map(async (message): Promise<boolean> => {
      try {
        return await settled(controls, message, await outcomeOf(worker, message));
      } catch {
        return false;
      }
    }),
  );
  return {
    batchItemFailures: messages.filter((_, i) => done[i] !== true).map(({ id }) => ({ itemIdentifier: id })),
  };
}

async function outcomeOf<Job>(worker: JobWorker<Job>, { body, attempt }: Message): Promise<JobOutcome> {
  const job = worker.parse(parsed(body));
  return job === undefined ? { kind: 'dead', why: 'it is no job' } : worker.work(job, attempt);
}

/** Whether the message is done with. */
async function settled(controls: MessageControls, message: Message, outcome: JobOutcome): Promise<boolean> {
  switch (outcome.kind) {
    case 'done':
      return true;
    case 'later': {
      const seconds = Math.min(Math.max(Math.ceil(outcome.afterMs / 1000), 0), longestDelaySeconds);
      await controls.defer(message.receiptHandle, seconds);
      return false;
    }
    case 'dead':
      await controls.bury(message.body, outcome.why);
      return true;
  }
}

function messagesIn(event: unknown): readonly Message[] {
  const records = typeof event === 'object' && event !== null && 'Records' in event ? event.Records : undefined;
  if (!Array.isArray(records)) throw new MalformedEvent('event', 'a batch of messages');
  return records.map((record: unknown) => {
    const message = new EventReader(record, 'event.Records[]');
    const attempt = Number(message.object('attributes').text('ApproximateReceiveCount'));
    return {
      id: message.text('messageId'),
      receiptHandle: message.text('receiptHandle'),
      body: message.text('body'),
      attempt: Number.isInteger(attempt) && attempt > 0 ? attempt : 1,
    };
  });
}

function parsed(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return undefined;
  }
}
