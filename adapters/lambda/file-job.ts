import type { FileJob } from '../../application/ports/file-jobs.ts';
import { ScanResult } from '../../domain/attachment/attachment-file.ts';
import { parseFileId } from '../../domain/shared/ids.ts';
import { incomingKeys } from '../../domain/vocabulary/files.ts';
import { scanEvent, uploadEvent } from '../../domain/vocabulary/file-areas.ts';
import { readGuardDutyResult } from './guardduty-result.ts';

/**
 * A job about a file: as this product queues it, or made of an event that EventBridge put into the queue as it came, the
 * store's `Object Created` for an upload or GuardDuty's result for what is held. `undefined` for anything else.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function readFileJob(body: unknown, incomingBucket: string): FileJob | undefined {
  const [source, type] = [valueIn(body, 'source'), valueIn(body, 'detail-type')];
  if (source === undefined) return ownJob(body);
  const detail = valueIn(body, 'detail');
  if (source === uploadEvent.source && type === uploadEvent.type) return jobOfUpload(detail, incomingBucket);
  if (source === scanEvent.source && type === scanEvent.type) return jobOfScan(detail, incomingBucket);
  return undefined;
}

function ownJob(body: unknown): FileJob | undefined {
  const fileId = fileIdIn(valueIn(body, 'fileId'));
  if (fileId === undefined) return undefined;
  const [kind, held] = [valueIn(body, 'kind'), valueIn(body, 'held')];
  if (kind === 'see') return { kind, fileId };
  const result = Object.values(ScanResult).find((known) => known === valueIn(body, 'result'));
  return kind === 'scanned' && typeof held === 'string' && result !== undefined
    ? { kind, fileId, held, result }
    : undefined;
}

function jobOfUpload(detail: unknown, incomingBucket: string): FileJob | undefined {
  const key = valueIn(valueIn(detail, 'object'), 'key');
  if (valueIn(valueIn(detail, 'bucket'), 'name') !== incomingBucket || typeof key !== 'string') return undefined;
  const [kind, session, name, ...more] = key.split('/');
  const fileId = fileIdIn(name);
  const isUpload =
    `${kind}/` === incomingKeys.uploads && more.length === 0 && fileId?.startsWith(`${session}.`) === true;
  return isUpload ? { kind: 'see', fileId } : undefined;
}

function jobOfScan(detail: unknown, incomingBucket: string): FileJob | undefined {
  const result = readGuardDutyResult(detail);
  if (result?.bucket !== incomingBucket) return undefined;
  const [kind, name, held, ...more] = result.key.split('/');
  const fileId = fileIdIn(name);
  if (`${kind}/` !== incomingKeys.held || fileId === undefined || held === undefined || more.length > 0)
    return undefined;
  // What could not be scanned is seen to again, until it is given up.
  return result.found === 'unscanned'
    ? { kind: 'see', fileId }
    : { kind: 'scanned', fileId, held, result: result.found };
}

const fileIdIn = (value: unknown) => (typeof value === 'string' ? parseFileId(value) : undefined);

function valueIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
