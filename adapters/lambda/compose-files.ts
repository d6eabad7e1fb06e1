import { cleanUp, type ReleasedFile } from '../../application/policies/clean-up.ts';
import type { FileJob } from '../../application/ports/file-jobs.ts';
import type { FileNote, FileWork, Swept } from '../../application/ports/file-work.ts';
import type { FileLinks, FileStore } from '../../application/ports/file-store.ts';
import type { JobQueue, JobWorker } from '../../application/ports/job-queue.ts';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import type { VirusScan } from '../../application/ports/virus-scan.ts';
import type { FileServiceDependencies } from '../../application/services/files.ts';
import { fileService } from '../../application/services/files.ts';
import { fileWork } from '../../application/services/file-work.ts';
import type { ProcessUploadDependencies } from '../../application/use-cases/process-upload.ts';
import { CloudFrontFileLinks } from '../cloudfront/file-links.ts';
import { readCloudFrontSettings } from '../cloudfront/settings.ts';
import { DynamoDbAttachments } from '../dynamodb/attachments.ts';
import { DynamoDbChatSessions } from '../dynamodb/chat-sessions.ts';
import { DynamoDbRateGuards } from '../dynamodb/rate-guards.ts';
import { DynamoDbSessionLog } from '../dynamodb/session-log.ts';
import { openFileStore } from '../s3/open-file-store.ts';
import type { S3Settings } from '../s3/connection.ts';
import { readS3Settings } from '../s3/settings.ts';
import { ClamdScan } from '../scanning/clamd.ts';
import { GuardDutyScan } from '../scanning/guardduty.ts';
import { SignatureScan } from '../scanning/signatures.ts';
import { SqsJobQueue } from '../sqs/job-queue.ts';
import type { ServiceAnswer } from './chat-service-answer.ts';
import { createJobFunction, openSqs, queueUrl, type BatchFunction } from './compose-streams.ts';
import { openTables, systemClock } from './compose-tables.ts';
import { fileFields } from './fields/files.ts';
import { fileId, random } from './file-ids.ts';
import { fileWorker } from './file-work.ts';
import { readFileWorkSettings } from './file-work-settings.ts';
import { handleChatService } from './handle-chat-service.ts';
import type { Environment } from './settings.ts';
import { deferOn, sendTo } from '../sqs/messages.ts';

/** The file service on whatever adapters it is given. */
export interface HandlesFileService {
  /** Takes what the `FileService` data source sends. @throws {MalformedEvent} */
  readonly handle: (event: unknown) => Promise<ServiceAnswer<unknown>>;
}

export function createFileService(dependencies: FileServiceDependencies): HandlesFileService {
  const fields = fileFields(fileService(dependencies));
  return { handle: (event) => handleChatService(fields, event) };
}

/** What both functions about files stand on. */
function openCommon(environment: Environment, live: LiveDelivery, s3: S3Settings) {
  const { tables, close } = openTables(environment);
  const store = openFileStore(s3);
  const files: FileStore & FileLinks = store.files;
  return {
    dependencies: {
      attachments: new DynamoDbAttachments(tables),
      chatSessions: new DynamoDbChatSessions(tables),
      sessionLog: new DynamoDbSessionLog(tables),
      rateGuards: new DynamoDbRateGuards(tables),
      fileStore: files,
      fileLinks: files,
      live,
      clock: systemClock,
      fileId,
      secret: random,
    },
    close: (): void => {
      store.close();
      close();
    },
  };
}

export interface ComposedFileService extends HandlesFileService {
  /** Lets go of its connections. */
  close(): void;
}

/**
 * Files are fetched from the store itself, or through CloudFront where the environment names one.
 * @param s3 where the files are; default: what the environment names.
 * @throws {WrongSetting}
 */
export function composeFileService(
  environment: Environment,
  live: LiveDelivery,
  fileJobs: JobQueue<FileJob>,
  s3 = readS3Settings(environment),
): ComposedFileService {
  const { dependencies, close } = openCommon(environment, live, s3);
  const cloudFront = readCloudFrontSettings(environment);
  const fileLinks = cloudFront ? new CloudFrontFileLinks(cloudFront, systemClock) : dependencies.fileLinks;
  return { handle: createFileService({ ...dependencies, fileLinks, fileJobs }).handle, close };
}

/** The queue of what is to be done about files, `FILE_JOBS_URL`. @throws {WrongSetting} */
export const openFileJobs = (environment: Environment): JobQueue<FileJob> =>
  new SqsJobQueue(openSqs(environment), queueUrl(environment, 'FILE_JOBS_URL'));

export interface ComposedFileWork extends FileWork {
  readonly worker: JobWorker<FileJob>;
  /** Lets go of its connections. */
  close(): void;
}

/**
 * What is done about files apart from any request.
 * @param inspection loads what looks into pictures only in the function that does.
 * @throws {WrongSetting}
 */
export function composeFileWork(
  environment: Environment,
  live: LiveDelivery,
  inspection: ProcessUploadDependencies['inspection'],
  note: (note: FileNote) => void,
  s3 = readS3Settings(environment),
): ComposedFileWork {
  const { dependencies, close } = openCommon(environment, live, s3);
  const virusScan = scannerOf(environment);
  const work = fileWork({ ...dependencies, virusScan, inspection, note });
  return { ...work, worker: fileWorker(work, s3.buckets.incoming), close };
}

function scannerOf(environment: Environment): VirusScan {
  const scanner = readFileWorkSettings(environment);
  switch (scanner.kind) {
    case 'guardduty':
      return new GuardDutyScan();
    case 'clamd':
      return new ClamdScan(scanner.address);
    case 'signatures':
      return new SignatureScan();
  }
}

/**
 * As it runs on AWS: batches of its queue, where the bus also tells of files that a message let go of, and the schedule's
 * word that a minute is over, or an hour.
 */
export interface FileWorkFunction extends BatchFunction {
  sweep(): Promise<Swept>;
  removeOrphans(): Promise<number>;
}

/** @throws {WrongSetting} */
export function composeFileWorkFunction(environment: Environment, work: ComposedFileWork): FileWorkFunction {
  const sqs = openSqs(environment);
  const controls = {
    defer: deferOn(sqs, queueUrl(environment, 'FILE_JOBS_URL')),
    bury: sendTo(sqs, queueUrl(environment, 'DEAD_LETTERS_URL')),
  };
  const released = cleanUp({ removeObjects: work.messageDeleted });
  const worker: JobWorker<FileJob | ReleasedFile> = {
    name: work.worker.name,
    parse: (body) => work.worker.parse(body) ?? released.parse(body),
    work: (job, attempt) => ('kind' in job ? work.worker.work(job, attempt) : released.work(job, attempt)),
  };
  const { sweep, removeOrphans } = work;
  return { handle: createJobFunction(worker, controls).handle, sweep, removeOrphans };
}
