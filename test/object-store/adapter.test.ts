import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { S3Connection } from '../../adapters/s3/connection.ts';
import { S3FileStore } from '../../adapters/s3/file-store.ts';
import { openFileStore } from '../../adapters/s3/open-file-store.ts';
import { areaOf, readS3Settings } from '../../adapters/s3/settings.ts';
import { StoreBroken, StoreBusy } from '../../application/ports/store-errors.ts';
import { buckets, region, startObjectStore, storeKey } from '../support/object-store.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const filesAt = (endpoint: string, secretAccessKey = storeKey.secretAccessKey): S3FileStore => {
  const connection = new S3Connection({ region, buckets, endpoint, credentials: { ...storeKey, secretAccessKey } });
  closing.push(() => connection.close());
  return new S3FileStore(connection);
};
/** An S3 that answers everything alike. */
const answering = async (status: number, body: string, headers: Record<string, string> = {}): Promise<string> => {
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unable to listen');
  return `http://127.0.0.1:${address.port}`;
};
const place = { area: 'files', key: 'a' } as const;
const error = (code: string): string => `<Error><Code>${code}</Code><Message>m</Message></Error>`;

describe('The S3 adapter', () => {
  it.each([
    [503, error('SlowDown')],
    [500, error('InternalError')],
    [400, error('RequestTimeout')],
    [502, '<html>bad gateway</html>'],
  ])('takes an answer of %d for busy', async (status, body) => {
    const files = filesAt(await answering(status, body));
    await expect(files.remove(place)).rejects.toThrow(StoreBusy);
  });

  it('takes a store that is not there for busy', async () => {
    const { url, close } = await startObjectStore();
    await close();
    await expect(filesAt(url).head(place)).rejects.toThrow(StoreBusy);
  });

  it('takes a refusal of its key for broken, and says so without the key', async () => {
    const store = await startObjectStore();
    closing.push(store.close);
    const asked = filesAt(store.url, 'another secret').list('files', { prefix: '', limit: 1 });
    await expect(asked).rejects.toThrow(
      new StoreBroken('list files', 'S3 answered SignatureDoesNotMatch', { cause: undefined }),
    );
  });

  it.each([
    ['look at a file', async (files: S3FileStore) => await files.head(place)],
    ['begin an upload in parts', async (files: S3FileStore) => await files.beginParts(place, 'a/b')],
  ])('takes an answer that says nothing for broken: %s', async (doing, ask) => {
    const files = filesAt(await answering(200, '<Nothing/>', { 'content-type': 'application/xml' }));
    await expect(ask(files)).rejects.toThrow(`unable to ${doing}; S3`);
  });

  it('rejects, in place of ending, where the bytes of a file break off', async () => {
    const server = createServer((_, response) => {
      response.writeHead(206, { 'content-length': '1000', etag: '"x"' });
      response.write('only this', () => response.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('unable to listen');
    const content = await filesAt(`http://127.0.0.1:${address.port}`).read(place, 'x', { start: 0, length: 1000 });
    if (content === 'gone') throw new Error('unable to go on; the file is gone');
    const readAll = async (): Promise<void> => {
      for await (const piece of content) expect(piece.length).toBeLessThan(1000);
    };
    await expect(readAll()).rejects.toThrow(StoreBusy);
  });

  it('looks for its buckets when asked, and names the one that is not there', async () => {
    const store = await startObjectStore();
    closing.push(store.close);
    const settings = { region, buckets, endpoint: store.url, credentials: storeKey };
    const good = openFileStore(settings);
    closing.push(() => good.close());
    await good.check();
    const bad = openFileStore({ ...settings, buckets: { ...buckets, quarantine: 'elsewhere' } });
    closing.push(() => bad.close());
    await expect(bad.check()).rejects.toThrow('unable to reach the bucket elsewhere; S3 answered NotFound');
  });

  it('is told by its environment where the files are', () => {
    const environment = {
      AWS_REGION: 'eu-west-1',
      INCOMING_BUCKET: 'i-1',
      FILES_BUCKET: 'f-1',
      QUARANTINE_BUCKET: 'q-1',
      RECORDINGS_BUCKET: 'r-1',
    };
    const named = { incoming: 'i-1', files: 'f-1', quarantine: 'q-1', recordings: 'r-1' };
    const settings = { region: 'eu-west-1', buckets: named };
    expect(readS3Settings(environment)).toEqual(settings);
    const endpoint = 'http://127.0.0.1:9000';
    expect(readS3Settings({ ...environment, S3_ENDPOINT: endpoint })).toEqual({ ...settings, endpoint });
    expect(() => readS3Settings({ ...environment, S3_ENDPOINT: 'minio' })).toThrow('S3_ENDPOINT is "minio"');
    expect(() => readS3Settings({ ...environment, FILES_BUCKET: 'A' })).toThrow('FILES_BUCKET is "A"');
    expect(() => readS3Settings({})).toThrow('unable to reach the files; AWS_REGION is not set');
    expect(areaOf(settings, 'q-1')).toBe('quarantine');
    expect(areaOf(settings, 'other')).toBeUndefined();
  });
});
