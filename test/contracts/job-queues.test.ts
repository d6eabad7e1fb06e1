import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { MemoryJobQueue } from '../../adapters/memory/job-queue.ts';
import { SqsJobQueue } from '../../adapters/sqs/job-queue.ts';
import { LocalQueue, localJobQueue } from '../../runtime/queues/index.ts';
import { startSqs } from '../support/sqs.ts';
import { awsCredentials } from '../support/aws-endpoint.ts';
import type { NamedJob } from './job-queue.contract.ts';
import { jobQueueContract } from './job-queue.contract.ts';

const named = (body: string): NamedJob => {
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null || !('name' in value)) throw new Error('unable to go on; no job');
  return { name: String(value.name) };
};

jobQueueContract('memory', async () => {
  const queue = new MemoryJobQueue<NamedJob>();
  return { queue, waiting: async () => queue.takeAll(), close: async () => undefined };
});

jobQueueContract('a queue of this machine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-jobs-'));
  const time = { now: 0 };
  const clock = { now: () => time.now };
  let ids = 0;
  const uuid = () => `${(ids += 1)}`;
  const queue = new LocalQueue({ name: 'jobs', folder, clock, uuid, visibilitySeconds: 30 });
  return {
    queue: localJobQueue<NamedJob>(queue),
    waiting: async () =>
      queue.waiting().map(({ body }) => ({
        job: named(body),
        delaySeconds: ((queue.nextVisibleAt() ?? 0) - time.now) / 1000,
      })),
    breakDown: () => queue.close(),
    close: async () => {
      queue.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

jobQueueContract('SQS', async () => {
  const sqs = await startSqs();
  const client = new SQSClient({
    region: 'us-east-1',
    endpoint: sqs.url,
    credentials: awsCredentials,
    maxAttempts: 1,
  });
  return {
    queue: new SqsJobQueue<NamedJob>(client, `${sqs.url}/000000000000/jobs`),
    waiting: async () => sqs.taken.map(({ body, delaySeconds }) => ({ job: named(body), delaySeconds })),
    breakDown: () => sqs.answer('busy'),
    close: async () => {
      client.destroy();
      await sqs.stop();
    },
  };
});
