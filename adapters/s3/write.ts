import { PutObjectCommand, UploadPartCommand, type CompletedPart } from '@aws-sdk/client-s3';
import type { FileContent, FilePlace } from '../../application/ports/file-store.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { S3Connection } from './connection.ts';
import { abortParts, beginParts, completeParts } from './parts.ts';

/** S3 wants at least 5 MiB a part, and no more than 10,000 parts. */
const partBytes = 8 * 1024 * 1024;

/** Stores bytes of any number, a part of them in memory at a time. What breaks off leaves nothing. */
export const writeContent = async (
  connection: S3Connection,
  place: FilePlace,
  content: FileContent | Uint8Array,
  mediaType: string,
): Promise<void> => {
  if (content instanceof Uint8Array) {
    await putWhole(connection, place, content, mediaType);
    return;
  }
  const parts = inParts(content);
  const first = await parts.next();
  const second = await parts.next();
  if (second.done === true) {
    await putWhole(connection, place, first.done === true ? new Uint8Array() : first.value, mediaType);
    return;
  }
  const uploadId = await beginParts(connection, place, mediaType, 'CRC32');
  try {
    const sent: CompletedPart[] = [];
    const send = async (body: Uint8Array): Promise<void> => {
      sent.push(await putPart(connection, place, uploadId, sent.length + 1, body));
    };
    if (first.done !== true) await send(first.value);
    await send(second.value);
    for await (const body of parts) await send(body);
    const completed = await completeParts(connection, place, uploadId, sent);
    if (completed !== 'done') throw new StoreBroken('store a file', 'S3 refused to complete its upload');
  } catch (cause) {
    // What happened is the cause; parts that stay now, the bucket's lifecycle rule removes.
    await abortParts(connection, place, uploadId).catch(() => undefined);
    throw cause;
  }
};

const putWhole = async (
  connection: S3Connection,
  place: FilePlace,
  body: Uint8Array,
  mediaType: string,
): Promise<void> => {
  await connection.ask('store a file', (client) =>
    client.send(
      new PutObjectCommand({
        ...connection.addressOf(place),
        Body: body,
        ContentType: mediaType,
        ChecksumAlgorithm: 'CRC32',
      }),
    ),
  );
};

const putPart = async (
  connection: S3Connection,
  place: FilePlace,
  uploadId: string,
  number: number,
  body: Uint8Array,
): Promise<CompletedPart> => {
  const { ETag, ChecksumCRC32 } = await connection.ask('store a part of a file', (client) =>
    client.send(
      new UploadPartCommand({
        ...connection.addressOf(place),
        UploadId: uploadId,
        PartNumber: number,
        Body: body,
        ChecksumAlgorithm: 'CRC32',
      }),
    ),
  );
  return { PartNumber: number, ETag, ChecksumCRC32 };
};

/** All of a part's length but the last. */
async function* inParts(content: FileContent): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of content) {
    for (let at = 0; at < piece.length;) {
      const taken = piece.slice(at, at + partBytes - size);
      pieces.push(taken);
      size += taken.length;
      at += taken.length;
      if (size < partBytes) continue;
      yield Buffer.concat(pieces);
      pieces = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(pieces);
}
