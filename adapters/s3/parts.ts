import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import type { FilePlace, UploadedPart } from '../../application/ports/file-store.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { S3Connection } from './connection.ts';
import { answered } from './errors.ts';

export const beginParts = async (
  connection: S3Connection,
  place: FilePlace,
  mediaType: string,
  checksum?: 'CRC32',
): Promise<string> => {
  const doing = 'begin an upload in parts';
  const { UploadId } = await connection.ask(doing, (client) =>
    client.send(
      new CreateMultipartUploadCommand({
        ...connection.addressOf(place),
        ContentType: mediaType,
        ...(checksum && { ChecksumAlgorithm: checksum }),
      }),
    ),
  );
  if (UploadId === undefined) throw new StoreBroken(doing, 'S3 named no upload');
  return UploadId;
};

export const listParts = async (
  connection: S3Connection,
  place: FilePlace,
  uploadId: string,
): Promise<readonly UploadedPart[] | undefined> => {
  const parts: UploadedPart[] = [];
  let after: string | undefined;
  do {
    const page = await connection.ask('list the parts of an upload', (client) =>
      client
        .send(
          new ListPartsCommand({
            ...connection.addressOf(place),
            UploadId: uploadId,
            ...(after === undefined ? {} : { PartNumberMarker: after }),
          }),
        )
        .catch((cause: unknown) => {
          if (answered(cause, 'NoSuchUpload')) return undefined;
          throw cause;
        }),
    );
    if (page === undefined) return undefined;
    for (const { PartNumber: number, Size: size, ETag: etag } of page.Parts ?? []) {
      if (number === undefined || size === undefined || etag === undefined) {
        throw new StoreBroken('list the parts of an upload', 'S3 left a field out');
      }
      parts.push({ number, size, etag: bareEtag(etag) });
    }
    after = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
  } while (after !== undefined);
  return parts;
};

export const completeParts = async (
  connection: S3Connection,
  place: FilePlace,
  uploadId: string,
  parts: readonly CompletedPart[],
): Promise<'done' | 'unknown' | 'refused'> => {
  // S3 takes an empty list for a malformed request.
  if (parts.length === 0) return (await listParts(connection, place, uploadId)) === undefined ? 'unknown' : 'refused';
  return await connection.ask('complete an upload in parts', async (client) => {
    try {
      await client.send(
        new CompleteMultipartUploadCommand({
          ...connection.addressOf(place),
          UploadId: uploadId,
          MultipartUpload: { Parts: [...parts] },
        }),
      );
      return 'done';
    } catch (cause) {
      if (answered(cause, 'NoSuchUpload')) return 'unknown';
      if (answered(cause, 'InvalidPart', 'InvalidPartOrder', 'EntityTooSmall')) return 'refused';
      throw cause;
    }
  });
};

export const abortParts = async (connection: S3Connection, place: FilePlace, uploadId: string): Promise<void> => {
  await connection.ask('abort an upload in parts', async (client) => {
    try {
      await client.send(new AbortMultipartUploadCommand({ ...connection.addressOf(place), UploadId: uploadId }));
    } catch (cause) {
      if (!answered(cause, 'NoSuchUpload')) throw cause;
    }
  });
};

/** S3 puts quotation marks around entity tags, as HTTP does. */
export const bareEtag = (etag: string): string => etag.replace(/^"(.*)"$/, '$1');
