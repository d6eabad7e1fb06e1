import type { JobOptions, JobQueue } from '../../application/ports/job-queue.ts';

export interface SentJob<Job> {
  readonly job: Job;
  readonly delaySeconds: number;
}

/** Keeps jobs until someone takes them. A copy, as a queue has it: what a job refers to may change. */
export class MemoryJobQueue<Job> implements JobQueue<Job> {
  #waiting: SentJob<Job>[] = [];

  async send(jobs: readonly Job[], { delaySeconds = 0 }: JobOptions = {}): Promise<void> {
    this.#waiting.push(...jobs.map((job) => ({ job: structuredClone(job), delaySeconds })));
  }

  /** All that wait, oldest first. They are no longer in the queue afterwards. */
  takeAll(): readonly SentJob<Job>[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }
}
