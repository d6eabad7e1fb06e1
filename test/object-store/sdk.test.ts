import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
  type ChecksumAlgorithm,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buckets, region, startObjectStore, storeKey, type StartedObjectStore } from '../support/object-store.ts';

const Bucket = buckets.files;
const mib = 1024 * 1024;

let store: StartedObjectStore;
/** As anybody makes one: with the checksums that the SDK adds and checks by itself. */
let client: S3Client;
beforeAll(async () => {
  store = await startObjectStore();
  client = new S3Client({ region, endpoint: store.url, forcePathStyle: true, credentials: storeKey });
});
afterAll(async () => {
  client.destroy();
  await store.close();
});

const bytesOf = async (Key: string, more: { Range?: string } = {}): Promise<Buffer> => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const refusal = async (asked: Promise<unknown>): Promise<string> =>
  await asked.then(
    () => 'nothing was refused',
    (cause: unknown) => {
      if (!(cause instanceof S3ServiceException)) return 'an error of the client';
      return cause.$metadata.httpStatusCode === 304 ? 'not modified' : cause.name;
    },
  );

async function* pieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe('The AWS SDK on the local object store', () => {
  const algorithms: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];
  it.each(algorithms)('stores bytes under a %s, and gives it back', async (ChecksumAlgorithm) => {
    const bytes = randomBytes(100_000);
    const Key = `checksum/${ChecksumAlgorithm}`;
    const put = await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes, ChecksumAlgorithm }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    const field = `Checksum${ChecksumAlgorithm}` as const;
    expect(put).toHaveProperty(field, expect.stringMatching(/=$|[\w+/]/));
    expect(head).toMatchObject({ [field]: Reflect.get(put, field), ContentLength: bytes.length });
    expect(head.ETag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
    expect((await bytesOf(Key)).equals(bytes)).toBe(true);
  });

  it.each([
    [70_000, 64 * 1024],
    [20 * mib, 64 * 1024],
    [20 * mib, 1_000_003],
    [20, 64 * 1024],
    [0, 64 * 1024],
  ])('stores a stream of %d bytes in pieces of %d, with its checksum behind it', async (size, length) => {
    const bytes = randomBytes(size);
    const Key = `stream/${size}-${length}`;
    const Body = Readable.from(pieces(bytes, length), { objectMode: false });
    const put = await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: size }));
    expect(put.ChecksumCRC32).toMatch(/^[\w+/]{6}==$/);
    expect((await bytesOf(Key)).equals(bytes)).toBe(true);
  });

  it('gives back what was said of an object', async () => {
    const Key = 'described';
    const described = {
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'private, max-age=60',
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentLanguage: 'de-AT',
      ContentEncoding: 'gzip',
      Metadata: { owner: 'ann', 'two-words': 'a, b' },
    };
    await client.send(
      new PutObjectCommand({ Bucket, Key, Body: 'x', ...described, Tagging: 'scan=CLEAN&a%20b=c%26d' }),
    );
    expect(await client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ...described, ContentLength: 1 });
    const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket, Key }));
    expect(TagSet).toEqual([
      { Key: 'scan', Value: 'CLEAN' },
      { Key: 'a b', Value: 'c&d' },
    ]);
  });

  it('keeps tags apart from the object, and takes them away', async () => {
    const Key = 'tagged';
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const before = await client.send(new HeadObjectCommand({ Bucket, Key }));
    const TagSet = [{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }];
    await client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
    expect((await client.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual(TagSet);
    expect(await client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ETag: before.ETag, TagCount: 1 });
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    expect((await client.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual([]);
    const twice = [...TagSet, ...TagSet];
    const doubled = new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: twice } });
    expect(await refusal(client.send(doubled))).toBe('InvalidTag');
    expect(await refusal(client.send(new GetObjectTaggingCommand({ Bucket, Key: 'none' })))).toBe('NoSuchKey');
  });

  it('serves ranges, and refuses one that has no byte', async () => {
    const Key = 'ranged';
    const bytes = randomBytes(1_000_000);
    await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes }));
    const of = async (Range: string): Promise<Buffer> => await bytesOf(Key, { Range });
    expect((await of('bytes=0-0')).equals(bytes.subarray(0, 1))).toBe(true);
    expect((await of('bytes=300000-700000')).equals(bytes.subarray(300_000, 700_001))).toBe(true);
    expect((await of('bytes=999999-2000000')).equals(bytes.subarray(999_999))).toBe(true);
    expect((await of('bytes=-10')).equals(bytes.subarray(-10))).toBe(true);
    expect((await of('bytes=5-2')).equals(bytes)).toBe(true);
    const part = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=10-19' }));
    expect(part).toMatchObject({ ContentLength: 10, ContentRange: 'bytes 10-19/1000000' });
    expect(await refusal(of('bytes=1000000-'))).toBe('InvalidRange');
    expect(await refusal(of('bytes=-0'))).toBe('InvalidRange');
  });

  it('reads on conditions', async () => {
    const Key = 'conditional';
    const { ETag = '' } = await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const read = async (condition: object): Promise<string> =>
      await refusal(client.send(new GetObjectCommand({ Bucket, Key, ...condition })));
    const [past, future] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
    expect(await read({ IfMatch: ETag })).toBe('nothing was refused');
    expect(await read({ IfMatch: '"other"' })).toBe('PreconditionFailed');
    expect(await read({ IfNoneMatch: ETag })).toBe('not modified');
    expect(await read({ IfNoneMatch: '"other"' })).toBe('nothing was refused');
    expect(await read({ IfModifiedSince: past })).toBe('nothing was refused');
    expect(await read({ IfModifiedSince: future })).toBe('not modified');
    expect(await read({ IfUnmodifiedSince: past })).toBe('PreconditionFailed');
    expect(await read({ IfUnmodifiedSince: past, IfMatch: ETag })).toBe('nothing was refused');
  });

  it('stores on conditions: one of many who want to be first is', async () => {
    const Key = 'first';
    const put = async (condition: object): Promise<string> =>
      await refusal(client.send(new PutObjectCommand({ Bucket, Key, Body: randomBytes(100), ...condition })));
    expect(await put({ IfMatch: '"x"' })).toBe('NoSuchKey');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => put({ IfNoneMatch: '*' })));
    expect(outcomes.sort().reverse()).toEqual(['nothing was refused', ...Array<string>(7).fill('PreconditionFailed')]);
    const { ETag } = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(await put({ IfMatch: '"x"' })).toBe('PreconditionFailed');
    expect(await put({ IfMatch: ETag })).toBe('nothing was refused');
  });

  it('copies with what was said of it, or with something else, and on conditions', async () => {
    const [Key, bytes] = ['copied', randomBytes(1000)];
    const source = new PutObjectCommand({ Bucket, Key, Body: bytes, ContentType: 'image/png', Metadata: { a: '1' } });
    const { ETag } = await client.send(source);
    const CopySource = `${Bucket}/${Key}`;
    const copy = async (name: string, more: object): Promise<string> =>
      await refusal(client.send(new CopyObjectCommand({ Bucket: buckets.quarantine, Key: name, CopySource, ...more })));
    const head = async (name: string) =>
      await client.send(new HeadObjectCommand({ Bucket: buckets.quarantine, Key: name }));

    expect(await copy('as-it-was', {})).toBe('nothing was refused');
    expect(await head('as-it-was')).toMatchObject({ ETag, ContentType: 'image/png', Metadata: { a: '1' } });
    expect(await copy('other', { MetadataDirective: 'REPLACE', ContentType: 'text/plain' })).toBe(
      'nothing was refused',
    );
    expect(await head('other')).toMatchObject({ ETag, ContentType: 'text/plain', Metadata: {} });
    expect(await copy('never', { CopySourceIfMatch: '"x"' })).toBe('PreconditionFailed');
    expect(await copy('never', { CopySourceIfNoneMatch: ETag })).toBe('PreconditionFailed');
    expect(await copy('never', { CopySource: `${Bucket}/none` })).toBe('NoSuchKey');
    expect(await copy('never', { CopySource: 'nowhere/none' })).toBe('NoSuchBucket');
    expect(await refusal(head('never'))).toBe('NotFound');
    const itself = new CopyObjectCommand({ Bucket, Key, CopySource });
    expect(await refusal(client.send(itself))).toBe('InvalidRequest');
  });

  it('removes, one by one and many at once, also what is not there', async () => {
    const keys = ['gone/1', 'gone/2', 'gone/<&> "3"', 'gone/\n4'];
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone/1' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone/1' }));
    const Objects = [...keys.slice(1), 'never'].map((Key) => ({ Key }));
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(Objects.map(({ Key }) => Key));
    expect(await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'gone/' }))).toMatchObject({ KeyCount: 0 });
    expect(await refusal(bytesOf('gone/2'))).toBe('NoSuchKey');
  });

  it('lists by prefix, delimiter and page, in the order of bytes', async () => {
    const long = `list/z/${'x'.repeat(500)}`;
    const keys = ['list/B', 'list/a/1', 'list/a/2', 'list/b', 'list/ü&<', long, 'list/😀', 'list/\u{ffff}', 'other'];
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: buckets.incoming, Key, Body: 'xyz' }));
    const list = async (more: object) =>
      await client.send(new ListObjectsV2Command({ Bucket: buckets.incoming, EncodingType: 'url', ...more }));
    const pages: string[][] = [];
    const listing = { Bucket: buckets.incoming, Prefix: 'list/', EncodingType: 'url' } as const;
    for await (const { Contents = [] } of paginateListObjectsV2({ client, pageSize: 3 }, listing)) {
      pages.push(Contents.map(({ Key = '' }) => decodeURIComponent(Key)));
    }
    expect(pages.map((page) => page.length)).toEqual([3, 3, 2]);
    const inOrder = keys.slice(0, -1).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect(pages.flat()).toEqual(inOrder);

    const folders = await list({ Prefix: 'list/', Delimiter: '/', MaxKeys: 2 });
    expect(folders.Contents?.map(({ Key }) => Key)).toEqual(['list/B']);
    expect(folders.CommonPrefixes).toEqual([{ Prefix: 'list/a/' }]);
    const next = await list({
      Prefix: 'list/',
      Delimiter: '/',
      ContinuationToken: folders.NextContinuationToken,
    });
    expect(next.CommonPrefixes).toEqual([{ Prefix: 'list/z/' }]);
    expect(next.Contents?.[0]).toMatchObject({ Key: 'list/b', Size: 3 });
    expect(next.IsTruncated).toBe(false);
    const after = await list({ Prefix: 'list/', StartAfter: 'list/a/1' });
    expect(after.Contents?.[0]?.Key).toBe('list/a/2');
    expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  it('makes an object of parts, with the checksums of the parts', async () => {
    const Key = 'parts';
    const [one, two] = [randomBytes(5 * mib), randomBytes(1000)];
    const begin = new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'SHA256', ContentType: 'a/b' });
    const { UploadId } = await client.send(begin);
    const upload = async (PartNumber: number, Body: Buffer) => {
      const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ChecksumAlgorithm: 'SHA256' });
      const { ETag, ChecksumSHA256 } = await client.send(part);
      return { PartNumber, ETag, ChecksumSHA256 };
    };
    const Parts = [await upload(1, one), await upload(2, two)];
    const firstPage = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1 }));
    expect(firstPage).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '1', Parts: [{ Size: one.length }] });
    const rest = new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker: '1' });
    expect((await client.send(rest)).Parts).toEqual([expect.objectContaining(Parts[1])]);

    const forged = [Parts[0], { ...Parts[1], ChecksumSHA256: Parts[0]?.ChecksumSHA256 }];
    const complete = async (chosen: typeof forged) =>
      await client.send(
        new CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId,
          MultipartUpload: { Parts: [...chosen.flatMap((part) => part ?? [])] },
        }),
      );
    expect(await refusal(complete(forged))).toBe('InvalidPart');
    const done = await complete(Parts);
    const sums = Buffer.concat([one, two].map((bytes) => createHash('sha256').update(bytes).digest()));
    expect(done.ChecksumSHA256).toBe(`${createHash('sha256').update(sums).digest('base64')}-2`);
    const md5s = Buffer.concat([one, two].map((bytes) => createHash('md5').update(bytes).digest()));
    expect(done.ETag).toBe(`"${createHash('md5').update(md5s).digest('hex')}-2"`);
    expect(await client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
      ContentType: 'a/b',
      ETag: done.ETag,
    });
    expect((await bytesOf(Key)).equals(Buffer.concat([one, two]))).toBe(true);
    expect(
      (await bytesOf(Key, { Range: `bytes=${one.length - 5}-${one.length + 4}` })).equals(
        Buffer.concat([one.subarray(-5), two.subarray(0, 5)]),
      ),
    ).toBe(true);
    const abort = new AbortMultipartUploadCommand({ Bucket, Key, UploadId });
    expect(await refusal(client.send(abort))).toBe('NoSuchUpload');
  });

  it('tells of each object once it is there, as EventBridge does', async () => {
    const Key = 'events/one two';
    const before = store.events.length;
    const { ETag = '' } = await client.send(new PutObjectCommand({ Bucket, Key, Body: 'abc' }));
    await client.send(new CopyObjectCommand({ Bucket, Key: 'events/2', CopySource: `${Bucket}/events/one%20two` }));
    const told = store.events.slice(before);
    expect(told).toEqual([
      {
        version: '0',
        bucket: { name: Bucket },
        object: { key: Key, size: 3, etag: ETag.slice(1, -1), sequencer: expect.stringMatching(/^[0-9A-F]{16}$/) },
        'request-id': expect.any(String),
        requester: '000000000000',
        'source-ip-address': '127.0.0.1',
        reason: 'PutObject',
      },
      expect.objectContaining({ reason: 'CopyObject' }),
    ]);
  });

  it('knows its buckets, and no others', async () => {
    await client.send(new HeadBucketCommand({ Bucket }));
    expect(await refusal(client.send(new HeadBucketCommand({ Bucket: 'other' })))).toBe('NotFound');
    expect(await refusal(client.send(new PutObjectCommand({ Bucket: 'other', Key: 'x', Body: 'x' })))).toBe(
      'NoSuchBucket',
    );
  });

  it('says plainly what it does not do', async () => {
    const encrypted = new PutObjectCommand({ Bucket, Key: 'x', Body: 'x', ServerSideEncryption: 'aws:kms' });
    expect(await refusal(client.send(encrypted))).toBe('NotImplemented');
    const version = new GetObjectCommand({ Bucket, Key: 'described', VersionId: '1' });
    expect(await refusal(client.send(version))).toBe('NotImplemented');
  });
});
