import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3FileStore } from '../../adapters/s3/file-store.ts';
import type { FilePlace, UploadPart } from '../../application/ports/file-store.ts';
import { startCuttingProxy, type CuttingProxy } from '../support/cutting-proxy.ts';
import { connectTo } from '../support/object-store.ts';
import { RawConnection } from '../support/raw-http.ts';
import { startParley, type Parley } from '../support/parley.ts';

const partSize = 8 * 1024 * 1024;
const size = 200_000_000;

describe('An upload of 200 MB that is interrupted', () => {
  let server: Parley;
  let proxy: CuttingProxy;
  beforeAll(async () => {
    server = await startParley({ script: 'test/support/object-store-process.mjs' });
    proxy = await startCuttingProxy(server.url);
  });
  afterAll(async () => {
    await proxy.close();
    await server.stop();
  });

  it('goes on where it was, once after a cut line and once after a kill of the store', async () => {
    const connection = connectTo(proxy.url);
    const files = new S3FileStore(connection);
    const bytes = randomBytes(size);
    const place: FilePlace = { area: 'incoming', key: 'large' };
    const parts = Array.from({ length: Math.ceil(size / partSize) }, (_, at): UploadPart & { bytes: Buffer } => {
      const part = bytes.subarray(at * partSize, (at + 1) * partSize);
      return { number: at + 1, size: part.length, bytes: part };
    });
    const uploadId = await files.beginParts(place, 'video/mp4');
    let sent = 0;
    /** As a browser does: what is there already is not sent again. Half of the part `until` is on its way when it ends. */
    const goOn = async (until?: number, interrupt?: () => Promise<void> | void): Promise<void> => {
      const there = new Set((await files.uploadedParts(place, uploadId))?.map(({ number }) => number));
      for (const part of parts.filter(({ number }) => !there.has(number))) {
        const { url } = await files.partUrl(place, uploadId, part, 300);
        if (part.number === until) {
          const connection = await RawConnection.open(proxy.url);
          const { host, pathname, search } = new URL(url);
          await connection.say(
            `PUT ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${part.size}\r\n\r\n`,
          );
          await connection.say(part.bytes.subarray(0, part.size / 2));
          await interrupt?.();
          await connection.closed();
          return;
        }
        expect((await fetch(url, { method: 'PUT', body: new Uint8Array(part.bytes) })).status).toBe(200);
        sent += 1;
      }
    };
    await goOn(9, () => void proxy.cut());
    await goOn(17, async () => {
      server = await server.restart('SIGKILL');
    });
    await goOn();
    expect(sent).toBe(parts.length);

    const uploaded = (await files.uploadedParts(place, uploadId)) ?? [];
    expect(await files.completeParts(place, uploadId, uploaded)).toBe('done');
    const head = await files.head(place);
    expect(head?.size).toBe(size);
    const content = await files.read(place, head?.etag ?? '', { start: 0, length: size });
    if (content === 'gone') throw new Error('unable to read the file; it is gone');
    const hash = createHash('sha256');
    for await (const piece of content) hash.update(piece);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    connection.close();
  }, 120_000);
});
