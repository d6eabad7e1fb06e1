import { checksumHeader, type Checksum } from '../body/checksums.ts';
import type { Received } from '../body/receive.ts';
import { receiveBody } from '../body/request-body.ts';
import { checkWrite } from '../conditions.ts';
import { describe } from '../description.ts';
import type { Blob } from '../disk/blobs.ts';
import type { Description, ObjectRecord } from '../disk/records.ts';
import { Failure } from '../failure.ts';
import { quoted, type CreationReason, type Operation, type Store } from '../store.ts';

/** Receives bytes into a blob; nothing of it stays where that fails. */
export const receiveBlob = async (
  { blobs }: Store,
  receive: (write: (piece: Buffer) => Promise<void>) => Promise<Received>,
): Promise<{ readonly blob: Blob; readonly received: Received }> => {
  const draft = await blobs.draft();
  try {
    const received = await receive((piece) => draft.write(piece));
    const blob = await draft.finish();
    await blobs.sync();
    return { blob, received };
  } catch (cause) {
    await draft.drop();
    throw cause;
  }
};

interface NewObject extends Description {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly checksum?: Checksum;
  /** Durable already. Removed again where the object is refused. */
  readonly blobs: readonly Blob[];
  readonly reason: CreationReason;
  readonly requestId: string;
}

/** Makes blobs an object. `check` sees what was there before, and may refuse. */
export const commitObject = async (
  store: Store,
  { bucket, reason, requestId, ...fields }: NewObject,
  check: (before: ObjectRecord | undefined) => void,
): Promise<ObjectRecord> => {
  try {
    const record = await store.objects.change(bucket, fields.key, async (before) => {
      check(before);
      return {
        ...fields,
        size: fields.blobs.reduce((sum, { size }) => sum + size, 0),
        storedAt: store.clock.now(),
        sequencer: store.nextSequencer(),
      };
    });
    store.created(bucket, record, reason, requestId);
    return record;
  } catch (cause) {
    // After any other error the record may be there, and own them; if not, the next sweep finds them.
    if (cause instanceof Failure) await store.blobs.remove(fields.blobs);
    throw cause;
  }
};

/** PutObject. */
export const putObject: Operation = async (store, { request, cover, body }) => {
  const { bucket, key, headers, requestId } = request;
  const description = describe(headers);
  // Once before the bytes come, to save them the way, and once when it counts.
  checkWrite(headers, await store.objects.find(bucket, key));
  const { blob, received } = await receiveBlob(store, (write) => receiveBody(request, cover, body, write));
  const { md5, checksum } = received;
  const record = await commitObject(
    store,
    {
      ...description,
      bucket,
      key,
      etag: md5.toString('hex'),
      ...(checksum && { checksum }),
      blobs: [blob],
      reason: 'PutObject',
      requestId,
    },
    (before) => checkWrite(headers, before),
  );
  return { status: 200, headers: storedHeaders(record) };
};

export const storedHeaders = ({ etag, checksum }: Pick<ObjectRecord, 'etag' | 'checksum'>): Record<string, string> => ({
  etag: quoted(etag),
  ...(checksum && { [checksumHeader(checksum.algorithm)]: checksum.value }),
});
