import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  blobsOf,
  buckets,
  errorCodeIn,
  region,
  startObjectStore,
  storeKey,
  type StartedObjectStore,
} from '../support/object-store.ts';
import { RawConnection } from '../support/raw-http.ts';

let home: string;
let store: StartedObjectStore;
/** Waits for nobody. */
let hasty: StartedObjectStore;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'parley-store-'));
  store = await startObjectStore({ dataDir: join(home, 'data') });
  hasty = await startObjectStore({ limits: { idleMs: 300, lingerMs: 300 } });
});
afterAll(async () => {
  await hasty.close();
  await store.close();
  await rm(home, { recursive: true, force: true });
});

const refusal = async (asked: Promise<unknown>): Promise<string> =>
  await asked.then(
    () => 'nothing was refused',
    (cause: unknown) => (cause instanceof S3ServiceException ? cause.name : 'an error of the client'),
  );
/** Says any body with a good signature. */
const signed = async (method: string, path: string, body: string, query: Record<string, string> = {}) => {
  const url = new URL(path, store.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: storeKey,
    sha256: Sha256,
    uriEscapePath: false,
  });
  const { headers } = await signer.sign({
    method,
    protocol: 'http:',
    hostname: url.hostname,
    path,
    query,
    headers: { host: url.host, 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') },
    body,
  });
  const response = await fetch(url, { method, headers, body });
  return { status: response.status, code: errorCodeIn(await response.text()) };
};

describe('27: keys that mean something elsewhere', () => {
  const keys = [
    '../../../etc/passwd',
    '..',
    './.',
    'a/../b',
    '/',
    '//',
    'blobs',
    '~/x',
    'NUL',
    'a:b|c*d?e"f<g>',
    'a\\..\\b',
    '%2e%2e%2f',
    'line\r\nSet-Cookie: x',
    'A',
    'a',
    'é',
    'e\u0301',
    '🍜'.repeat(256),
    'x'.repeat(1024),
    '__proto__',
    'a'.repeat(100),
    'a'.repeat(101),
  ];

  it('are names of objects and of nothing else', async () => {
    const Bucket = buckets.quarantine;
    for (const Key of keys) await store.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    for (const Key of keys) {
      const { Body } = await store.client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await Body?.transformToString()).toBe(Key);
    }
    const listed = async (): Promise<ReadonlySet<string>> => {
      const { Contents = [] } = await store.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
      return new Set(Contents.map(({ Key = '' }) => decodeURIComponent(Key)));
    };
    const others = [...(await listed())].filter((key) => !keys.includes(key));
    expect(await listed()).toEqual(new Set([...keys, ...others]));
    for (const Key of keys) await store.client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await listed()).toEqual(new Set(others));
    // Nothing was made beside the store's own folders.
    expect(await readdir(home)).toEqual(['data']);
    expect(await readdir(join(home, 'data'))).toEqual(['objects']);
    expect((await readdir(join(home, 'data', 'objects'))).sort()).toEqual(['blobs', 'in-use', 'records', 'uploads']);
    expect((await readdir(join(home, 'data', 'objects', 'records'))).sort()).toEqual(Object.values(buckets).sort());
  });

  it('are refused where they are too long, have NUL or are no text', async () => {
    const Bucket = buckets.quarantine;
    const put = async (Key: string) =>
      await refusal(store.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })));
    expect(await put('x'.repeat(1025))).toBe('KeyTooLongError');
    expect(await put('🍜'.repeat(257))).toBe('KeyTooLongError');
    expect(await put('a\0b')).toBe('InvalidURI');
    for (const path of ['/%ff%fe', '/%zz', `/${Bucket}/%c0%ae%c0%ae`, `/${Bucket}/a?x=%ff`]) {
      const connection = await RawConnection.open(store.url);
      await connection.say(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
      expect(await connection.answer()).toMatchObject({ status: 400, body: expect.stringContaining('InvalidURI') });
      connection.drop();
    }
  });

  it('are no buckets', async () => {
    for (const Bucket of ['..', 'records', 'PARLEY-FILES', '__proto__', 'constructor']) {
      const path = `/${encodeURIComponent(Bucket)}/x`;
      expect(await signed('PUT', path, 'x')).not.toMatchObject({ status: 200 });
    }
  });
});

describe('A body that is not what it says', () => {
  const signedPut = async (of: StartedObjectStore, Key: string, ContentLength: number): Promise<string> =>
    await getSignedUrl(of.client, new PutObjectCommand({ Bucket: buckets.incoming, Key, ContentLength }), {
      signableHeaders: new Set(['host', 'content-length']),
    });
  const headOf = async (Key: string, length: number, more = '', of = store): Promise<string> => {
    const { host, pathname, search } = new URL(await signedPut(of, Key, length));
    return `PUT ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${length}\r\n${more}\r\n`;
  };
  const isThere = async (Key: string): Promise<string> =>
    await refusal(store.client.send(new HeadObjectCommand({ Bucket: buckets.incoming, Key })));

  it('and breaks off leaves nothing', async () => {
    const before = await blobsOf(store);
    const connection = await RawConnection.open(store.url);
    await connection.say(await headOf('cut-off', 1_000_000));
    await connection.say(randomBytes(900_000));
    await expect.poll(async () => (await blobsOf(store)).length).toBe(before.length + 1);
    connection.drop();
    await expect.poll(() => blobsOf(store)).toEqual(before);
    expect(await isThere('cut-off')).toBe('NotFound');
  });

  it('and pauses for too long is given up, with a word about it', async () => {
    const before = await blobsOf(hasty);
    const connection = await RawConnection.open(hasty.url);
    await connection.say(await headOf('slow', 1000, '', hasty));
    await connection.say('only this');
    expect(await connection.answer()).toMatchObject({ status: 400, body: expect.stringContaining('RequestTimeout') });
    await connection.closed();
    expect(await hasty.files.head({ area: 'incoming', key: 'slow' })).toBeUndefined();
    expect(await blobsOf(hasty)).toEqual(before);
  });

  it('and has a length beyond all bounds is refused before it comes', async () => {
    const connection = await RawConnection.open(store.url);
    await connection.say(await headOf('huge', 6 * 1024 ** 3, 'expect: 100-continue\r\n'));
    expect(await connection.answer()).toMatchObject({ status: 400, body: expect.stringContaining('EntityTooLarge') });
    connection.drop();
  });

  it('is not asked for where its head is refused', async () => {
    const connection = await RawConnection.open(store.url);
    const head = await headOf('forged', 1_000_000, 'expect: 100-continue\r\n');
    await connection.say(head.replace(/X-Amz-Signature=\w{4}/, 'X-Amz-Signature=0000'));
    expect(await connection.answer()).toMatchObject({ status: 403 });
    connection.drop();
  });

  it('is taken where it is asked for first', async () => {
    const connection = await RawConnection.open(store.url);
    await connection.say(await headOf('asked', 5, 'expect: 100-continue\r\n'));
    expect(await connection.answer()).toMatchObject({ status: 100 });
    await connection.say('hello');
    expect(await connection.answer()).toMatchObject({ status: 200 });
    connection.drop();
  });

  it.each([
    ['negative', 'content-length: -1'],
    ['no number', 'content-length: many'],
    ['beyond counting', 'content-length: 99999999999999999999999'],
    ['two lengths', 'content-length: 1\r\ncontent-length: 2'],
    ['a length and chunks', 'content-length: 1\r\ntransfer-encoding: chunked'],
    ['a line that goes on', 'content-length: 1\r\n 2'],
  ])('or says %s of its length is refused, and the connection closed', async (_, lines) => {
    const connection = await RawConnection.open(store.url);
    await connection.say(`PUT /${buckets.incoming}/x HTTP/1.1\r\nhost: x\r\n${lines}\r\n\r\nab`);
    expect((await connection.answer())?.status).toBe(400);
    await connection.closed();
  });

  it('or has heads without an end is refused', async () => {
    const connection = await RawConnection.open(store.url);
    await connection.say(`GET / HTTP/1.1\r\nx: ${'y'.repeat(40_000)}`);
    expect((await connection.answer())?.status).toBe(400);
    await connection.closed();
  });

  it('or is a form of fields without an end is cut off, and nothing of it kept', async () => {
    const before = await blobsOf(hasty);
    const connection = await RawConnection.open(hasty.url);
    await connection.say(
      `POST /${buckets.incoming} HTTP/1.1\r\nhost: x\r\ncontent-length: 4000000000\r\ncontent-type: multipart/form-data; boundary=b\r\n\r\n`,
    );
    const field = `--b\r\nContent-Disposition: form-data; name="f"\r\n\r\n${'x'.repeat(60_000)}`;
    let said = 0;
    while (await connection.say(field)) said += field.length;
    await connection.closed();
    expect(said).toBeLessThan(4_000_000_000);
    expect(await connection.answer()).toMatchObject({
      status: 400,
      body: expect.stringContaining('MaxPostPreDataLengthExceeded'),
    });
    expect(await blobsOf(hasty)).toEqual(before);
  });
});

describe('XML that is none', () => {
  it.each([
    ['DeleteObjects', 'POST', `/${buckets.files}`, { delete: '' }],
    ['tags', 'PUT', `/${buckets.files}/xml`, { tagging: '' }],
  ] satisfies [string, string, string, Record<string, string>][])(
    'is refused as a list of %s',
    async (_, method, path, query) => {
      await store.client.send(new PutObjectCommand({ Bucket: buckets.files, Key: 'xml', Body: 'x' }));
      const bodies = [
        '',
        '<',
        '<Delete><Object><Key>xml</Key>',
        '<Delete></Delete>',
        `<Delete>${'<Object><Key>xml</Key></Object>'.repeat(1001)}</Delete>`,
        '<!DOCTYPE a [<!ENTITY b "c">]><Delete><Object><Key>xml</Key></Object></Delete>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><Tagging><TagSet/></Tagging>',
        '<a>'.repeat(50_000),
      ];
      for (const body of bodies)
        expect(await signed(method, path, body, query)).toEqual({ status: 400, code: 'MalformedXML' });
      expect(await refusal(store.client.send(new HeadObjectCommand({ Bucket: buckets.files, Key: 'xml' })))).toBe(
        'nothing was refused',
      );
    },
  );

  it('completes no upload', async () => {
    const place = { area: 'incoming', key: 'never/complete' } as const;
    const uploadId = await store.files.beginParts(place, 'a/b');
    const part = (number: string, etag: string) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`;
    const path = `/${buckets.incoming}/${place.key}`;
    const complete = async (inner: string) =>
      (await signed('POST', path, `<CompleteMultipartUpload>${inner}</CompleteMultipartUpload>`, { uploadId })).code;
    expect(await complete('')).toBe('MalformedXML');
    expect(await complete(part('x', 'y'))).toBe('MalformedXML');
    expect(await complete(part('-1', 'y'))).toBe('MalformedXML');
    expect(await complete(part('1', ''))).toBe('MalformedXML');
    expect(await complete(part('99999', 'y'))).toBe('InvalidPart');
    expect(await complete(part('1', 'y').repeat(10_001))).toBe('MalformedXML');
    expect(await store.files.uploadedParts(place, uploadId)).toEqual([]);
  });
});

describe('A page of another origin', () => {
  const preflight = async (method: string) =>
    await fetch(`${store.url}/${buckets.incoming}/x`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': method },
    });

  it('may post, put and get what was signed for it, and nothing else', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'POST']) {
      const { status, headers } = await preflight(method);
      expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
    for (const method of ['DELETE', 'PATCH', '']) expect((await preflight(method)).status).toBe(403);
  });

  it('can read why it was refused', async () => {
    const response = await fetch(`${store.url}/${buckets.incoming}/x`, { headers: { origin: 'https://app.example' } });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('44: the log of the store', () => {
  it('has no keys, names, bytes or secrets of what was stored', async () => {
    const canary = 'canary-4242';
    const place = { area: 'incoming', key: `${canary}/x` } as const;
    await store.files.write(place, Buffer.from(canary), `text/${canary}`);
    await fetch(`${store.url}/${buckets.incoming}/${canary}`);
    expect(store.lines.join('\n')).not.toMatch(/canary|secret|AKLOCAL/);
  });
});
