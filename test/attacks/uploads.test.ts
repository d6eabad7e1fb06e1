import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilePlace, PostTicket } from '../../application/ports/file-store.ts';
import { blobsOf, buckets, errorCodeIn, startObjectStore, type StartedObjectStore } from '../support/object-store.ts';

let store: StartedObjectStore;
beforeAll(async () => {
  store = await startObjectStore();
});
afterAll(() => store.close());

let places = 0;
const aPlace = (area: FilePlace['area'] = 'incoming'): FilePlace => ({ area, key: `attack/${(places += 1)}` });
const post = async ({ url, fields }: Pick<PostTicket, 'url' | 'fields'>, bytes: Uint8Array<ArrayBuffer>) => {
  const form = new FormData();
  for (const { name, value } of fields) form.append(name, value);
  form.append('file', new Blob([bytes]), '../../evil.html');
  const response = await fetch(url, { method: 'POST', body: form });
  return { status: response.status, code: errorCodeIn(await response.text()) };
};

describe('25: an upload over its size', () => {
  it('is refused by the store itself, a byte over as well as millions, and nothing of it is kept', async () => {
    const before = await blobsOf(store);
    const place = aPlace();
    const ticket = await store.files.postTicket(place, { mediaType: 'image/png', size: 1000 }, 300);
    for (const size of [1001, 30_000_000]) {
      expect(await post(ticket, new Uint8Array(size))).toEqual({ status: 400, code: 'EntityTooLarge' });
    }
    expect(await post(ticket, new Uint8Array(999))).toEqual({ status: 400, code: 'EntityTooSmall' });
    expect(await store.files.head(place)).toBeUndefined();
    expect(await blobsOf(store)).toEqual(before);
  });

  it('is refused as a part, whose URL is for one length', async () => {
    const place = aPlace();
    const uploadId = await store.files.beginParts(place, 'image/png');
    const { url } = await store.files.partUrl(place, uploadId, { number: 1, size: 1000 }, 300);
    for (const size of [0, 999, 1001, 5_000_000]) {
      const response = await fetch(url, { method: 'PUT', body: new Uint8Array(size) });
      expect([response.status, errorCodeIn(await response.text())]).toEqual([403, 'SignatureDoesNotMatch']);
    }
    expect(await store.files.uploadedParts(place, uploadId)).toEqual([]);
  });
});

describe('26: a ticket, a part URL or a link', () => {
  it('is refused for anything but what it was signed for', async () => {
    const [place, other] = [aPlace(), aPlace()];
    const ticket = await store.files.postTicket(place, { mediaType: 'image/png', size: 10 }, 300);
    const withField = (name: string, value: string) => ({
      url: ticket.url,
      fields: ticket.fields.map((field) => (field.name === name ? { name, value } : field)),
    });
    const changed = [
      withField('key', other.key),
      withField('key', `${place.key}/../2`),
      withField('key', `${place.key}\${filename}`),
      withField('bucket', buckets.files),
      withField('Content-Type', 'text/html'),
      { url: ticket.url.replace(buckets.incoming, buckets.files), fields: ticket.fields },
      { url: ticket.url, fields: [...ticket.fields, { name: 'x-amz-meta-evil', value: 'x' }] },
      { url: ticket.url, fields: [...ticket.fields, { name: 'Cache-Control', value: 'x' }] },
    ];
    for (const each of changed) expect(await post(each, new Uint8Array(10))).toMatchObject({ status: 403 });
    expect(await store.files.head(place)).toBeUndefined();
    expect(await store.files.head(other)).toBeUndefined();
    expect(await post(ticket, new Uint8Array(10))).toMatchObject({ status: 204 });
  });

  it('used again, cannot touch what was taken away meanwhile', async () => {
    const [place, taken] = [aPlace(), aPlace('quarantine')];
    const [good, evil] = [new Uint8Array(10).fill(1), new Uint8Array(10).fill(2)];
    const ticket = await store.files.postTicket(place, { mediaType: 'image/png', size: 10 }, 300);
    expect(await post(ticket, good)).toMatchObject({ status: 204 });
    const head = await store.files.head(place);
    expect(await store.files.move(place, head?.etag ?? '', taken, 'image/png')).toBe('done');
    const before = await store.files.head(taken);
    expect(await post(ticket, evil)).toMatchObject({ status: 204 });
    expect(await store.files.head(taken)).toEqual(before);
    expect((await store.files.head(place))?.etag).not.toBe(before?.etag);
  });

  it('for one part serves no other part, upload, key or method', async () => {
    const [place, other] = [aPlace(), aPlace()];
    const [uploadId, otherId] = [
      await store.files.beginParts(place, 'a/b'),
      await store.files.beginParts(other, 'a/b'),
    ];
    const { url } = await store.files.partUrl(place, uploadId, { number: 1, size: 3 }, 300);
    const elsewhere = [
      url.replace('partNumber=1', 'partNumber=2'),
      url.replace(uploadId, otherId),
      url.replace(`/${place.key}`, `/${other.key}`),
      url.replace('partNumber=1', ''),
    ];
    for (const each of elsewhere) {
      expect(each).not.toBe(url);
      expect((await fetch(each, { method: 'PUT', body: 'abc' })).status).toBe(403);
    }
    for (const method of ['POST', 'DELETE', 'GET']) expect((await fetch(url, { method })).status).toBe(403);
    expect(await store.files.uploadedParts(place, uploadId)).toEqual([]);
    expect(await store.files.uploadedParts(other, otherId)).toEqual([]);
  });

  it('for reading serves no other key, method, type or time', async () => {
    const [place, other] = [aPlace('files'), aPlace('files')];
    for (const each of [place, other]) await store.files.write(each, randomBytes(5), 'image/png');
    const { url } = await store.files.linkTo(place, 'attachment', 60);
    const elsewhere = [
      url.replace(place.key, other.key),
      `${url}&response-content-type=text/html`,
      url.replace('attachment', 'inline'),
      url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600000'),
      url.replace(/X-Amz-Signature=\w+/, ''),
    ];
    for (const each of elsewhere) expect((await fetch(each)).status).toBeGreaterThanOrEqual(400);
    for (const method of ['PUT', 'POST', 'DELETE']) expect((await fetch(url, { method })).status).toBe(403);
    expect((await fetch(url)).status).toBe(200);
  });
});

describe('23: a page that was uploaded as whatever it says', () => {
  it('is only ever a download, of a sandbox without scripts', async () => {
    const place = aPlace('files');
    await store.files.write(place, Buffer.from('<script>alert(1)</script>'), 'text/html');
    const { headers } = await fetch((await store.files.linkTo(place, 'attachment; filename="a.html"', 60)).url);
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  });
});
