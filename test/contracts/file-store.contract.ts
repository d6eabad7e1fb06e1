import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  FileContent,
  FileLinks,
  FilePlace,
  FileStore,
  PostTicket,
  StoredFile,
} from '../../application/ports/file-store.ts';
import type { ManualClock } from '../builders/manual-clock.ts';

/** What a browser does with tickets and URLs. */
export interface Browser {
  post(ticket: Pick<PostTicket, 'url' | 'fields'>, bytes: Uint8Array): Promise<number>;
  put(url: string, bytes: Uint8Array): Promise<number>;
  get(url: string): Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Uint8Array }>;
}

export interface OpenedFileStore {
  readonly files: FileStore & FileLinks;
  readonly browser: Browser;
  /** The store's. */
  readonly clock: ManualClock;
}

const mib = 1024 * 1024;
const png = 'image/png';

/** The promises every `FileStore` adapter keeps. */
export function fileStoreContract(adapter: string, open: () => Promise<OpenedFileStore>): void {
  describe(`FileStore on ${adapter}`, () => {
    let files: FileStore & FileLinks;
    let browser: Browser;
    let clock: ManualClock;
    beforeAll(async () => {
      ({ files, browser, clock } = await open());
    });

    let places = 0;
    const aPlace = (area: FilePlace['area'] = 'incoming'): FilePlace => {
      places += 1;
      return { area, key: `0b6f4bd2/${String(places).padStart(4, '0')}.q-_Z` };
    };
    const bytesAt = async (place: FilePlace): Promise<Uint8Array | undefined> => {
      const head = await files.head(place);
      const content = head && (await files.read(place, head.etag, { start: 0, length: head.size }));
      return content === undefined || content === 'gone' ? undefined : await gathered(content);
    };
    const written = async (place: FilePlace, bytes: Uint8Array): Promise<StoredFile> =>
      await files.write(place, bytes, png);

    it('knows nothing of a file that was never stored', async () => {
      const place = aPlace();
      expect(await files.head(place)).toBeUndefined();
      expect(await files.read(place, 'x', { start: 0, length: 1 })).toBe('gone');
      expect(await files.copy(place, 'x', aPlace(), png)).toBe('gone');
      await files.remove(place);
    });

    it('takes exactly the file that a ticket is for', async () => {
      const place = aPlace();
      const bytes = randomBytes(70_000);
      const ticket = await files.postTicket(place, { mediaType: png, size: bytes.length }, 300);
      expect(await browser.post(ticket, bytes)).toBe(204);
      expect(await files.head(place)).toMatchObject({ size: bytes.length, mediaType: png });
      expect(await bytesAt(place)).toEqual(new Uint8Array(bytes));
    });

    it('refuses one byte more and one byte less than a ticket is for, and keeps nothing of them', async () => {
      const place = aPlace();
      const ticket = await files.postTicket(place, { mediaType: png, size: 1000 }, 300);
      expect(await browser.post(ticket, randomBytes(1001))).toBe(400);
      expect(await browser.post(ticket, randomBytes(999))).toBe(400);
      expect(await files.head(place)).toBeUndefined();
    });

    it('refuses a ticket with another key, another type, or without a field', async () => {
      const [place, other] = [aPlace(), aPlace()];
      const bytes = randomBytes(10);
      const ticket = await files.postTicket(place, { mediaType: png, size: bytes.length }, 300);
      const foreign = await files.postTicket(other, { mediaType: 'text/html', size: bytes.length }, 300);
      for (const name of ['key', 'Content-Type', 'Policy']) {
        const from = foreign.fields.find((field) => field.name === name);
        const changed = ticket.fields.map((field) => (field.name === name && from ? from : field));
        expect(changed).not.toEqual(ticket.fields);
        expect(await browser.post({ ...ticket, fields: changed }, bytes)).toBe(403);
        const without = ticket.fields.filter((field) => field.name !== name);
        expect(await browser.post({ ...ticket, fields: without }, bytes)).toBeGreaterThanOrEqual(400);
      }
      expect(await files.head(place)).toBeUndefined();
      expect(await files.head(other)).toBeUndefined();
    });

    it('refuses a ticket, a part and a link once they expired', async () => {
      const place = aPlace();
      const bytes = randomBytes(10);
      const [stored, uploadId] = [aPlace('files'), await files.beginParts(place, png)];
      await written(stored, bytes);
      const ticket = await files.postTicket(place, { mediaType: png, size: bytes.length }, 60);
      const part = await files.partUrl(place, uploadId, { number: 1, size: bytes.length }, 60);
      const link = await files.linkTo(stored, 'attachment', 60);
      for (const { expiresAt } of [ticket, part, link]) {
        expect(Math.abs(expiresAt - clock.now() - 60_000)).toBeLessThan(30_000);
      }
      clock.pass(2 * 60_000);
      expect(await browser.post(ticket, bytes)).toBe(403);
      expect(await browser.put(part.url, bytes)).toBe(403);
      expect((await browser.get(link.url)).status).toBe(403);
      expect(await files.head(place)).toBeUndefined();
      expect(await files.uploadedParts(place, uploadId)).toEqual([]);
    });

    it('makes one file of parts that came in any order, twice and after a pause', async () => {
      const place = aPlace();
      const [one, two, three] = [randomBytes(5 * mib), randomBytes(5 * mib), randomBytes(123)];
      const uploadId = await files.beginParts(place, png);
      const send = async (number: number, bytes: Uint8Array): Promise<void> => {
        const { url } = await files.partUrl(place, uploadId, { number, size: bytes.length }, 300);
        expect(await browser.put(url, bytes)).toBe(200);
      };
      await send(3, three);
      await send(1, randomBytes(5 * mib));
      await send(1, one);
      expect((await files.uploadedParts(place, uploadId))?.map(({ number, size }) => [number, size])).toEqual([
        [1, one.length],
        [3, three.length],
      ]);
      expect(await files.head(place)).toBeUndefined();
      await send(2, two);
      const parts = (await files.uploadedParts(place, uploadId)) ?? [];
      expect(await files.completeParts(place, uploadId, parts)).toBe('done');
      expect(await files.head(place)).toMatchObject({ size: 10 * mib + 123, mediaType: png });
      expect(Buffer.compare((await bytesAt(place)) ?? Buffer.alloc(0), Buffer.concat([one, two, three]))).toBe(0);
      expect(await files.uploadedParts(place, uploadId)).toBeUndefined();
      expect(await files.completeParts(place, uploadId, parts)).toBe('unknown');
    });

    it('refuses a part of another length than its URL is for', async () => {
      const place = aPlace();
      const uploadId = await files.beginParts(place, png);
      const { url } = await files.partUrl(place, uploadId, { number: 1, size: 100 }, 300);
      expect(await browser.put(url, randomBytes(101))).toBe(403);
      expect(await browser.put(url, randomBytes(99))).toBe(403);
      expect(await files.uploadedParts(place, uploadId)).toEqual([]);
    });

    it('completes nothing with a part that is missing, was sent anew, stands twice or is too small', async () => {
      const place = aPlace();
      const uploadId = await files.beginParts(place, png);
      for (const number of [1, 2]) {
        const { url } = await files.partUrl(place, uploadId, { number, size: 100 }, 300);
        expect(await browser.put(url, randomBytes(100))).toBe(200);
      }
      const parts = (await files.uploadedParts(place, uploadId)) ?? [];
      const [first, second] = parts;
      if (first === undefined || second === undefined) throw new Error('unable to go on; the parts are not there');
      const complete = async (chosen: typeof parts) => await files.completeParts(place, uploadId, chosen);
      expect(await complete([])).toBe('refused');
      expect(await complete([first, { ...second, number: 3 }])).toBe('refused');
      expect(await complete([{ ...first, etag: second.etag }])).toBe('refused');
      expect(await complete([first, first])).toBe('refused');
      expect(await complete([second, first])).toBe('refused');
      expect(await complete([first, second])).toBe('refused');
      expect(await files.head(place)).toBeUndefined();
      expect(await complete([first])).toBe('done');
    });

    it('forgets an upload that was aborted, and one it never knew', async () => {
      const place = aPlace();
      const uploadId = await files.beginParts(place, png);
      const { url } = await files.partUrl(place, uploadId, { number: 1, size: 4 }, 300);
      expect(await browser.put(url, randomBytes(4))).toBe(200);
      await files.abortParts(place, uploadId);
      await files.abortParts(place, uploadId);
      expect(await files.uploadedParts(place, uploadId)).toBeUndefined();
      expect(await browser.put(url, randomBytes(4))).toBe(404);
      for (const id of ['never', '../../..', 'x'.repeat(32)]) {
        expect(await files.uploadedParts(place, id)).toBeUndefined();
        expect(await files.completeParts(place, id, [{ number: 1, size: 1, etag: 'x' }])).toBe('unknown');
        expect(await files.completeParts(place, id, [])).toBe('unknown');
        await files.abortParts(place, id);
      }
    });

    it('knows an upload under its own key only', async () => {
      const [place, other] = [aPlace(), aPlace()];
      const uploadId = await files.beginParts(place, png);
      expect(await files.uploadedParts(other, uploadId)).toBeUndefined();
      await files.abortParts(other, uploadId);
      expect(await files.uploadedParts(place, uploadId)).toEqual([]);
    });

    it('stores bytes of a length that nobody knew before', async () => {
      for (const size of [0, 1, 70_000, 8 * mib, 20 * mib]) {
        const place = aPlace();
        const bytes = randomBytes(size);
        const stored = await files.write(place, inPieces(bytes, 100_003), png);
        expect(stored).toMatchObject({ size, mediaType: png });
        expect(stored).toEqual(await files.head(place));
        expect(Buffer.compare((await bytesAt(place)) ?? Buffer.alloc(1), bytes)).toBe(0);
      }
    });

    it('stores nothing of bytes that break off', async () => {
      const place = aPlace();
      const breaksOff = async function* (): FileContent {
        yield randomBytes(9 * mib);
        yield randomBytes(9 * mib);
        throw new Error('the source broke off');
      };
      await expect(files.write(place, breaksOff(), png)).rejects.toThrow('the source broke off');
      expect(await files.head(place)).toBeUndefined();
    });

    it('reads the range it is asked for, and never more than there is', async () => {
      const place = aPlace();
      const bytes = randomBytes(300_000);
      const { etag } = await written(place, bytes);
      const read = async (start: number, length: number): Promise<Uint8Array> => {
        const content = await files.read(place, etag, { start, length });
        if (content === 'gone') throw new Error('unable to read; it is gone');
        return await gathered(content);
      };
      expect(await read(0, 10)).toEqual(new Uint8Array(bytes.subarray(0, 10)));
      expect(await read(299_990, 100)).toEqual(new Uint8Array(bytes.subarray(299_990)));
      expect(await read(70_000, 200_000)).toEqual(new Uint8Array(bytes.subarray(70_000, 270_000)));
      expect(await read(300_000, 5)).toHaveLength(0);
      expect(await read(5, 0)).toHaveLength(0);
    });

    it('gives a read back early, and reads again', async () => {
      const place = aPlace();
      const { etag } = await written(place, randomBytes(3 * mib));
      for (let round = 0; round < 60; round += 1) {
        const content = await files.read(place, etag, { start: 0, length: 3 * mib });
        if (content === 'gone') throw new Error('unable to read; it is gone');
        for await (const piece of content) {
          expect(piece.length).toBeGreaterThan(0);
          break;
        }
      }
      expect(await bytesAt(place)).toHaveLength(3 * mib);
    });

    it('reads and copies only the bytes that were looked at, not what was uploaded over them', async () => {
      const [place, target] = [aPlace(), aPlace('files')];
      const before = await written(place, randomBytes(100));
      const after = await written(place, randomBytes(100));
      expect(after.etag).not.toBe(before.etag);
      expect(await files.read(place, before.etag, { start: 0, length: 100 })).toBe('gone');
      expect(await files.read(place, before.etag, { start: 0, length: 0 })).toBe('gone');
      expect(await files.copy(place, before.etag, target, png)).toBe('gone');
      expect(await files.move(place, before.etag, target, png)).toBe('gone');
      expect(await files.head(target)).toBeUndefined();
      expect(await files.head(place)).toEqual(after);
    });

    it('copies between areas, under another type, and leaves the source', async () => {
      const [place, target] = [aPlace(), aPlace('files')];
      const bytes = randomBytes(100);
      const { etag } = await written(place, bytes);
      expect(await files.copy(place, etag, target, 'image/webp')).toBe('done');
      expect(await files.head(target)).toMatchObject({ size: 100, mediaType: 'image/webp' });
      await files.remove(place);
      expect(await bytesAt(target)).toEqual(new Uint8Array(bytes));
    });

    it('moves a file, and moves it again where a crash left the source', async () => {
      const [place, target] = [aPlace(), aPlace('quarantine')];
      const bytes = randomBytes(100);
      const { etag } = await written(place, bytes);
      expect(await files.copy(place, etag, target, png)).toBe('done');
      expect(await files.move(place, etag, target, png)).toBe('done');
      expect(await files.head(place)).toBeUndefined();
      expect(await bytesAt(target)).toEqual(new Uint8Array(bytes));
      expect(await files.move(place, etag, target, png)).toBe('gone');
    });

    it('links to a file as an attachment of its type', async () => {
      const place = aPlace('files');
      const bytes = randomBytes(1000);
      await written(place, bytes);
      const disposition = `attachment; filename="a b.png"; filename*=UTF-8''a%20%F0%9F%8D%9C.png`;
      const { url } = await files.linkTo(place, disposition, 600);
      const { status, headers, bytes: got } = await browser.get(url);
      expect(status).toBe(200);
      expect(headers.get('content-disposition')).toBe(disposition);
      expect(headers.get('content-type')).toBe(png);
      expect(got).toEqual(new Uint8Array(bytes));
      const other = await files.linkTo(aPlace('files'), disposition, 600);
      expect((await browser.get(other.url)).status).toBe(404);
    });

    it('lists keys by prefix in their order, page after page', async () => {
      const keys = ['list/B', 'list/a', 'list/b/1', 'list/b/2', 'list-x', 'lisu'];
      for (const key of keys) await written({ area: 'quarantine', key }, randomBytes(3));
      const found: string[] = [];
      let after: string | undefined;
      let pages = 0;
      do {
        const page = await files.list('quarantine', { prefix: 'list/', limit: 2, ...(after && { after }) });
        found.push(...page.files.map(({ key }) => key));
        for (const file of page.files) expect(file.size).toBe(3);
        after = page.next;
        pages += 1;
      } while (after !== undefined);
      expect(found).toEqual(['list/B', 'list/a', 'list/b/1', 'list/b/2']);
      expect(pages).toBe(2);
      expect(await files.list('files', { prefix: 'list/', limit: 2 })).toEqual({ files: [] });
    });

    it('stores one whole file where many are written over each other at once', async () => {
      const place = aPlace();
      const candidates = Array.from({ length: 8 }, () => randomBytes(200_000));
      await Promise.all(candidates.map((bytes) => written(place, bytes)));
      const bytes = await bytesAt(place);
      expect(candidates.some((candidate) => Buffer.compare(candidate, bytes ?? Buffer.alloc(0)) === 0)).toBe(true);
    });
  });
}

async function gathered(content: FileContent): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

async function* inPieces(bytes: Uint8Array, length: number): FileContent {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
