import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import type {
  FileArea,
  FileContent,
  FileGone,
  FileLinks,
  FilePage,
  FilePlace,
  FileStore,
  PostTicket,
  StoredFile,
  TimedUrl,
  UploadedPart,
  UploadPart,
} from '../../application/ports/file-store.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import type { S3Connection } from './connection.ts';
import { answered, asStoreError } from './errors.ts';
import { abortParts, bareEtag, beginParts, completeParts, listParts } from './parts.ts';
import { signGet, signPart, signPost } from './signed-access.ts';
import { writeContent } from './write.ts';

/** Files on S3, or on a store that speaks its language: one bucket an area. */
export class S3FileStore implements FileStore, FileLinks {
  readonly #connection: S3Connection;

  constructor(connection: S3Connection) {
    this.#connection = connection;
  }

  async postTicket(
    place: FilePlace,
    upload: { readonly mediaType: string; readonly size: number },
    validSeconds: number,
  ): Promise<PostTicket> {
    return await signPost(this.#connection, place, upload, validSeconds);
  }

  async beginParts(place: FilePlace, mediaType: string): Promise<string> {
    return await beginParts(this.#connection, place, mediaType);
  }

  async partUrl(place: FilePlace, uploadId: string, part: UploadPart, validSeconds: number): Promise<TimedUrl> {
    return await signPart(this.#connection, place, uploadId, part, validSeconds);
  }

  async uploadedParts(place: FilePlace, uploadId: string): Promise<readonly UploadedPart[] | undefined> {
    return await listParts(this.#connection, place, uploadId);
  }

  async completeParts(
    place: FilePlace,
    uploadId: string,
    parts: readonly UploadedPart[],
  ): Promise<'done' | 'unknown' | 'refused'> {
    const chosen = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: `"${etag}"` }));
    return await completeParts(this.#connection, place, uploadId, chosen);
  }

  async abortParts(place: FilePlace, uploadId: string): Promise<void> {
    await abortParts(this.#connection, place, uploadId);
  }

  async head(place: FilePlace): Promise<StoredFile | undefined> {
    const doing = 'look at a file';
    const head = await this.#connection.ask(doing, (client) =>
      client.send(new HeadObjectCommand(this.#connection.addressOf(place))).catch((cause: unknown) => {
        if (answered(cause, 'NotFound', 'NoSuchKey')) return undefined;
        throw cause;
      }),
    );
    if (head === undefined) return undefined;
    const { ContentLength: size, ContentType: mediaType, ETag: etag, LastModified: storedAt } = head;
    if (size === undefined || mediaType === undefined || etag === undefined || storedAt === undefined) {
      throw new StoreBroken(doing, 'S3 left a field out');
    }
    return { size, mediaType, etag: bareEtag(etag), storedAt: instantOf(storedAt.getTime()) };
  }

  async read(
    place: FilePlace,
    etag: string,
    { start, length }: { readonly start: number; readonly length: number },
  ): Promise<FileContent | FileGone> {
    const doing = 'read a file';
    if (length === 0) {
      const head = await this.head(place);
      return head?.etag === etag ? nothing() : 'gone';
    }
    return await this.#connection.ask(doing, async (client) => {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({
            ...this.#connection.addressOf(place),
            IfMatch: `"${etag}"`,
            Range: `bytes=${start}-${start + length - 1}`,
          }),
        );
        if (!(Body instanceof Readable)) throw new StoreBroken(doing, 'S3 sent no bytes');
        return bytesOf(Body, doing);
      } catch (cause) {
        if (answered(cause, 'NoSuchKey', 'PreconditionFailed')) return 'gone';
        if (answered(cause, 'InvalidRange')) return nothing();
        throw cause;
      }
    });
  }

  async write(place: FilePlace, content: FileContent | Uint8Array, mediaType: string): Promise<StoredFile> {
    await writeContent(this.#connection, place, content, mediaType);
    const stored = await this.head(place);
    if (stored === undefined) throw new StoreBroken('store a file', 'it is not there');
    return stored;
  }

  async copy(from: FilePlace, etag: string, to: FilePlace, mediaType: string): Promise<'done' | FileGone> {
    const source = this.#connection.addressOf(from);
    return await this.#connection.ask('copy a file', async (client) => {
      try {
        await client.send(
          new CopyObjectCommand({
            ...this.#connection.addressOf(to),
            CopySource: `${source.Bucket}/${source.Key.split('/').map(encodeURIComponent).join('/')}`,
            CopySourceIfMatch: `"${etag}"`,
            MetadataDirective: 'REPLACE',
            ContentType: mediaType,
          }),
        );
        return 'done';
      } catch (cause) {
        if (answered(cause, 'NoSuchKey', 'PreconditionFailed')) return 'gone';
        throw cause;
      }
    });
  }

  async move(from: FilePlace, etag: string, to: FilePlace, mediaType: string): Promise<'done' | FileGone> {
    const copied = await this.copy(from, etag, to, mediaType);
    if (copied === 'done') await this.remove(from);
    return copied;
  }

  async remove(place: FilePlace): Promise<void> {
    await this.#connection.ask('remove a file', (client) =>
      client.send(new DeleteObjectCommand(this.#connection.addressOf(place))),
    );
  }

  async list(
    area: FileArea,
    { prefix, limit, after }: { readonly prefix: string; readonly limit: number; readonly after?: string },
  ): Promise<FilePage> {
    const doing = 'list files';
    const { Bucket } = this.#connection.addressOf({ area, key: '' });
    const page = await this.#connection.ask(doing, (client) =>
      client.send(
        new ListObjectsV2Command({
          Bucket,
          Prefix: prefix,
          MaxKeys: limit,
          ...(after === undefined ? {} : { StartAfter: after }),
        }),
      ),
    );
    const files = (page.Contents ?? []).map(({ Key: key, Size: size, ETag: etag, LastModified: storedAt }) => {
      if (key === undefined || size === undefined || etag === undefined || storedAt === undefined) {
        throw new StoreBroken(doing, 'S3 left a field out');
      }
      return { key, size, etag: bareEtag(etag), storedAt: instantOf(storedAt.getTime()) };
    });
    const last = files.at(-1);
    return { files, ...(page.IsTruncated === true && last !== undefined ? { next: last.key } : {}) };
  }

  async linkTo(place: FilePlace, disposition: string, validSeconds: number): Promise<TimedUrl> {
    return await signGet(this.#connection, place, disposition, validSeconds);
  }
}

async function* bytesOf(body: Readable, doing: string): FileContent {
  const pieces: AsyncIterable<unknown> = body;
  try {
    for await (const piece of pieces) {
      if (!(piece instanceof Uint8Array)) throw new StoreBroken(doing, 'S3 sent no bytes');
      yield piece;
    }
  } catch (cause) {
    throw asStoreError(doing, cause);
  }
}

async function* nothing(): FileContent {
  // The object has no byte in that range.
}
