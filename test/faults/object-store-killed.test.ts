import { createHash, randomBytes, randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3FileStore } from '../../adapters/s3/file-store.ts';
import type { FileContent, FilePlace } from '../../application/ports/file-store.ts';
import { buckets, connectTo } from '../support/object-store.ts';
import { startParley, type Parley } from '../support/parley.ts';

const kills = 3;
const acksPerRound = 60;
const mib = 1024 * 1024;

/** F12 for files: the store is killed at random moments under load. */
describe('F12: kill -9 of the object store under load', () => {
  let server: Parley;
  beforeAll(async () => {
    server = await startParley({ script: 'test/support/object-store-process.mjs' });
  });
  afterAll(() => server.stop());

  it('loses no acknowledged file, keeps none by halves, and leaves nothing behind', async () => {
    /** By key: what may be there. Of what nobody acknowledged, that is either of two. */
    const expected = new Map<string, readonly (string | undefined)[]>();
    for (let round = 0; round < kills; round += 1) {
      const connection = connectTo(server.url);
      const files = new S3FileStore(connection);
      let acks = 0;
      let enough = (): void => undefined;
      const killed = new Promise<void>((resolve) => {
        enough = resolve;
      });
      // Not by the kill alone: what a writer sent is sent again by the SDK, and may find the store that came back.
      let isOver = false;
      const pump = async (writer: number): Promise<void> => {
        for (let n = 0; !isOver; n += 1) {
          // Some keys are written again and again, others once.
          const place: FilePlace = { area: 'files', key: n % 3 === 0 ? `${writer}/again` : `${writer}/${round}-${n}` };
          const before = expected.get(place.key) ?? [undefined];
          const bytes = randomBytes(n % 30 === 7 ? 9 * mib : randomInt(100_000));
          expected.set(place.key, [...before, sumOf(bytes)]);
          await files.write(place, n % 30 === 7 ? inPieces(bytes) : bytes, 'a/b');
          expected.set(place.key, [sumOf(bytes)]);
          acks += 1;
          if (acks >= acksPerRound) enough();
          if (n % 10 === 9) {
            expected.set(place.key, [sumOf(bytes), undefined]);
            await files.remove(place);
            expected.set(place.key, [undefined]);
          }
        }
      };
      const pumps = Promise.allSettled([0, 1, 2, 3].map(pump));
      await killed;
      const another = server.restart('SIGKILL');
      isOver = true;
      server = await another;
      await pumps;
      connection.close();

      const again = connectTo(server.url);
      const restarted = new S3FileStore(again);
      for (const [key, sums] of expected) {
        const sum = await storedSum(restarted, { area: 'files', key });
        expect(sums).toContain(sum);
        expected.set(key, [sum]);
      }
      again.close();
    }
    expect(expected.size).toBeGreaterThan(acksPerRound);
    expect(await unowned(server.dataDir)).toEqual([]);
  }, 120_000);
});

const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function* inPieces(bytes: Uint8Array): FileContent {
  for (let at = 0; at < bytes.length; at += mib) yield bytes.subarray(at, at + mib);
}

const storedSum = async (files: S3FileStore, place: FilePlace): Promise<string | undefined> => {
  const head = await files.head(place);
  if (head === undefined) return undefined;
  const content = await files.read(place, head.etag, { start: 0, length: head.size });
  if (content === 'gone') throw new Error('unable to read a file; it is gone');
  const hash = createHash('sha256');
  for await (const piece of content) hash.update(piece);
  return hash.digest('hex');
};

/** Files on the disk that belong to no object and no upload. */
const unowned = async (dataDir: string): Promise<readonly string[]> => {
  const objects = join(dataDir, 'objects');
  const records: string[] = [];
  for (const bucket of Object.values(buckets)) {
    const folder = join(objects, 'records', bucket);
    for (const name of await readdir(folder)) records.push(await readFile(join(folder, name), 'utf8'));
  }
  for (const id of await readdir(join(objects, 'uploads'))) {
    const folder = join(objects, 'uploads', id);
    for (const name of await readdir(folder)) records.push(await readFile(join(folder, name), 'utf8'));
  }
  const all = records.join('\n');
  return (await readdir(join(objects, 'blobs'))).filter((id) => !all.includes(`"${id}"`));
};
