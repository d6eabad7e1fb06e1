import type { S3Settings } from '../adapters/s3/connection.ts';
import type { ComposedFileService, ComposedFileWork } from '../adapters/lambda/compose-files.ts';
import { composeFileService, composeFileWork } from '../adapters/lambda/compose-files.ts';
import { LocalMediaInspection } from '../adapters/inspection/media-inspection.ts';
import type { FileJob } from '../application/ports/file-jobs.ts';
import type { JobQueue, JobWorker } from '../application/ports/job-queue.ts';
import type { LiveDelivery } from '../application/ports/live-delivery.ts';
import type { EventBus } from './bus/event-bus.ts';
import type { Log } from './contract.ts';
import { objectCreatedType, objectEventSource } from './object-store/index.ts';
import { repeated } from './repeated.ts';
import type { Settings } from './settings.ts';

export interface FileWorkParts {
  readonly settings: Settings;
  /** What functions are told by their environment. */
  readonly functionEnv: Readonly<Record<string, string | undefined>>;
  readonly s3: S3Settings;
  readonly live: LiveDelivery;
  readonly bus: Pick<EventBus, 'on'>;
  readonly queue: JobQueue<FileJob>;
  /** Does the jobs of that queue, once it is started. */
  readonly work: (worker: JobWorker<FileJob>) => void;
  readonly log: Log;
}

export interface OpenFileWork {
  readonly service: ComposedFileService;
  readonly work: ComposedFileWork;
  /** Ends the schedule, and waits for what it began. */
  stop(): Promise<void>;
}

/** As the schedule on AWS has it. */
const sweepEveryMs = 60_000;
const orphansEveryMs = 3_600_000;

/**
 * The file service, and what is done about files apart from requests: on the store's word of an upload, by the queue, and by
 * the clock. On AWS a rule puts the store's events into the queue.
 */
export function openFileWork(parts: FileWorkParts): OpenFileWork {
  const { settings, functionEnv, s3, live, bus, queue, log } = parts;
  const scanner = settings.clamdAddress === undefined ? 'signatures' : 'clamd';
  const environment = { ...functionEnv, VIRUS_SCAN: scanner, CLAMD_ADDRESS: settings.clamdAddress };
  const service = composeFileService(environment, live, queue, s3);
  const work = composeFileWork(
    environment,
    live,
    new LocalMediaInspection(),
    ({ event, ...fields }) => log.warn(event, { ...fields }),
    s3,
  );
  bus.on({ source: objectEventSource, detailType: objectCreatedType }, async (event) => {
    const job = work.worker.parse({ ...event, 'detail-type': event.detailType });
    if (job !== undefined) await queue.send([job]);
  });
  parts.work(work.worker);

  const failed = 'files.schedule-failed';
  const schedule = [
    repeated(sweepEveryMs, work.sweep, log, failed),
    repeated(orphansEveryMs, work.removeOrphans, log, failed),
  ];
  return {
    service,
    work,
    async stop() {
      await Promise.all(schedule.map((end) => end()));
      service.close();
      work.close();
    },
  };
}
