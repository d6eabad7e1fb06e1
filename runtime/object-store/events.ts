import type { JsonObject } from '../contract.ts';
import type { ObjectRecord } from './disk/records.ts';
import type { CreationReason } from './store.ts';

export const objectEventSource = 'aws.s3';
export const objectCreatedType = 'Object Created';

/**
 * The detail of an `Object Created` event, as S3 sends it to EventBridge.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const objectCreatedDetail = (
  bucket: string,
  { key, size, etag, sequencer }: ObjectRecord,
  reason: CreationReason,
  requestId: string,
): JsonObject => ({
  version: '0',
  bucket: { name: bucket },
  object: { key, size, etag, sequencer },
  'request-id': requestId,
  requester: '000000000000',
  'source-ip-address': '127.0.0.1',
  reason,
});
