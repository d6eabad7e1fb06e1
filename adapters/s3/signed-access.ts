import { GetObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { FilePlace, PostTicket, TimedUrl, UploadPart } from '../../application/ports/file-store.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import { instantOf, type Instant } from '../../domain/shared/instant.ts';
import type { S3Connection } from './connection.ts';

/** A form for exactly one key, type and length. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
export const signPost = async (
  connection: S3Connection,
  place: FilePlace,
  { mediaType, size }: { readonly mediaType: string; readonly size: number },
  validSeconds: number,
): Promise<PostTicket> => {
  const { url, fields } = await connection.ask('sign an upload', (client) =>
    createPresignedPost(client, {
      ...connection.addressOf(place),
      // Every field is a condition of its own, for exactly its value.
      Fields: { 'Content-Type': mediaType },
      Conditions: [['content-length-range', size, size]],
      Expires: validSeconds,
    }),
  );
  return {
    url,
    fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
    expiresAt: endOf(fields['X-Amz-Date'], validSeconds),
  };
};

/** The length is a signed header: S3 refuses a body of any other. */
export const signPart = async (
  connection: S3Connection,
  place: FilePlace,
  uploadId: string,
  { number, size }: UploadPart,
  validSeconds: number,
): Promise<TimedUrl> => {
  const part = new UploadPartCommand({
    ...connection.addressOf(place),
    UploadId: uploadId,
    PartNumber: number,
    ContentLength: size,
  });
  const url = await connection.ask('sign a part', (client) =>
    getSignedUrl(client, part, { expiresIn: validSeconds, signableHeaders: new Set(['host', 'content-length']) }),
  );
  return timed(url, validSeconds);
};

export const signGet = async (
  connection: S3Connection,
  place: FilePlace,
  disposition: string,
  validSeconds: number,
): Promise<TimedUrl> => {
  const get = new GetObjectCommand({ ...connection.addressOf(place), ResponseContentDisposition: disposition });
  const url = await connection.ask('sign a link', (client) => getSignedUrl(client, get, { expiresIn: validSeconds }));
  return timed(url, validSeconds);
};

const timed = (url: string, validSeconds: number): TimedUrl => ({
  url,
  expiresAt: endOf(new URL(url).searchParams.get('X-Amz-Date') ?? undefined, validSeconds),
});

/** What was signed says when it began; this process's clock may say something else by now. */
const endOf = (stamp: string | undefined, validSeconds: number): Instant => {
  const iso = stamp?.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z') ?? '';
  const begun = Date.parse(iso);
  if (Number.isNaN(begun)) throw new StoreBroken('sign access to a file', 'the signature has no date');
  return instantOf(begun + validSeconds * 1000);
};
