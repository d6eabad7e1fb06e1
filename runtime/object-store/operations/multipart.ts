import { checksumAlgorithms, parseAlgorithm } from '../body/checksums.ts';
import { receiveBody, receiveText } from '../body/request-body.ts';
import { checkWrite } from '../conditions.ts';
import { describe } from '../description.ts';
import type { UploadRecord } from '../disk/records.ts';
import { Failure } from '../failure.ts';
import { numberParameter, parameter, type StoreRequest } from '../request.ts';
import { quoted, xmlAnswer, type Operation, type Store } from '../store.ts';
import { writeXml } from '../xml.ts';
import { chooseParts, compositeChecksum, compositeEtag, readChosen } from './chosen-parts.ts';
import { commitObject, receiveBlob, storedHeaders } from './store-object.ts';

const mostParts = 10_000;
const greatestList = 4 * 1024 * 1024;

/** CreateMultipartUpload. */
export const createUpload: Operation = async (store, { request }) => {
  const { bucket, key, headers } = request;
  const wanted = headers['x-amz-checksum-algorithm'];
  const algorithm = wanted === undefined ? undefined : parseAlgorithm(wanted);
  if (wanted !== undefined && algorithm === undefined)
    throw new Failure('InvalidRequest', 'Checksum algorithm provided is unsupported.');
  const id = store.newUploadId();
  const record = { ...describe(headers), bucket, key, begunAt: store.clock.now(), ...(algorithm && { algorithm }) };
  await store.uploads.begin(id, record);
  return xmlAnswer(writeXml('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id }), {
    ...(algorithm && { 'x-amz-checksum-algorithm': algorithm.toUpperCase(), 'x-amz-checksum-type': 'COMPOSITE' }),
  });
};

/** UploadPart. */
export const uploadPart: Operation = async (store, { request, cover, body }) => {
  if (request.headers['x-amz-copy-source'] !== undefined) throw new Failure('NotImplemented');
  const number = numberParameter(request, 'partNumber', { least: 1, greatest: mostParts + 1, otherwise: 0 });
  if (number < 1 || number > mostParts) {
    throw new Failure('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  }
  const id = uploadIdOf(request);
  await foundUpload(store, request);
  const { blob, received } = await receiveBlob(store, (write) => receiveBody(request, cover, body, write));
  const { md5, checksum } = received;
  const etag = md5.toString('hex');
  await store.uploads.hold(id, async () => {
    // Completed or aborted while the bytes came.
    if ((await store.uploads.find(id, request.bucket, request.key)) === undefined) {
      await store.blobs.remove([blob]);
      throw new Failure('NoSuchUpload');
    }
    await store.uploads.keepPart(id, {
      number,
      etag,
      storedAt: store.clock.now(),
      ...(checksum && { checksum }),
      blob,
    });
  });
  return { status: 200, headers: storedHeaders({ etag, ...(checksum && { checksum }) }) };
};

/** ListParts. */
export const listParts: Operation = async (store, { request }) => {
  const id = uploadIdOf(request);
  await foundUpload(store, request);
  const marker = numberParameter(request, 'part-number-marker', { least: 0, greatest: mostParts, otherwise: 0 });
  const most = numberParameter(request, 'max-parts', { least: 0, greatest: 1000, otherwise: 1000 });
  const later = (await store.uploads.parts(id)).filter(({ number }) => number > marker);
  const page = later.slice(0, most);
  const last = page.at(-1);
  return xmlAnswer(
    writeXml('ListPartsResult', {
      Bucket: request.bucket,
      Key: request.key,
      UploadId: id,
      PartNumberMarker: marker,
      ...(last && later.length > most ? { NextPartNumberMarker: last.number } : {}),
      MaxParts: most,
      IsTruncated: later.length > most,
      Part: page.map(({ number, storedAt, etag, blob, checksum }) => ({
        PartNumber: number,
        LastModified: new Date(storedAt).toISOString(),
        ETag: quoted(etag),
        Size: blob.size,
        ...(checksum && { [checksumAlgorithms[checksum.algorithm].element]: checksum.value }),
      })),
    }),
  );
};

/** CompleteMultipartUpload. The bytes are not read again: the object names the ones that the parts have. */
export const completeUpload: Operation = async (store, { request, cover, body }) => {
  const { bucket, key, headers, requestId } = request;
  const id = uploadIdOf(request);
  await foundUpload(store, request);
  const chosen = readChosen(await receiveText(request, cover, body, greatestList));
  return await store.uploads.hold(id, async () => {
    const upload = await foundUpload(store, request);
    const parts = chooseParts(chosen, await store.uploads.parts(id));
    checkWrite(headers, await store.objects.find(bucket, key));
    const checksum = compositeChecksum(upload.algorithm, parts);
    const blobs = await store.blobs.share(parts.map(({ blob }) => blob));
    await store.blobs.sync();
    const { headers: kept, metadata, tags } = upload;
    const record = await commitObject(
      store,
      {
        headers: kept,
        metadata,
        tags,
        bucket,
        key,
        etag: compositeEtag(parts),
        ...(checksum && { checksum }),
        blobs,
        reason: 'CompleteMultipartUpload',
        requestId,
      },
      (before) => checkWrite(headers, before),
    );
    await store.uploads.remove(id);
    return xmlAnswer(
      writeXml('CompleteMultipartUploadResult', {
        Location: `/${bucket}/${key}`,
        Bucket: bucket,
        Key: key,
        ETag: quoted(record.etag),
        ...(checksum && { [checksumAlgorithms[checksum.algorithm].element]: checksum.value }),
      }),
    );
  });
};

/** AbortMultipartUpload. */
export const abortUpload: Operation = async (store, { request }) => {
  const id = uploadIdOf(request);
  await store.uploads.hold(id, async () => {
    await foundUpload(store, request);
    await store.uploads.remove(id);
  });
  return { status: 204 };
};

const uploadIdOf = (request: StoreRequest): string => parameter(request, 'uploadId') ?? '';

/** @throws {Failure} NoSuchUpload, also for an upload of another key. */
const foundUpload = async ({ uploads }: Store, request: StoreRequest): Promise<UploadRecord> => {
  const upload = await uploads.find(uploadIdOf(request), request.bucket, request.key);
  if (upload === undefined) throw new Failure('NoSuchUpload');
  return upload;
};
