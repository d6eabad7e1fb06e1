import { mkdtemp, open, rm } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { detailKey } from '../../adapters/dynamodb/layout/index.ts';
import { sendByFetch, type ByteSender } from '../../client/core/byte-sender.ts';
import { networkLost } from '../../client/core/errors.ts';
import { Uploads } from '../../client/core/uploads.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import { aUser } from '../builders/people.ts';
import { people } from '../support/people.ts';
import { PlainTransport } from '../support/plain-transport.ts';
import { describeOnProduct } from '../support/product-in-process.ts';

const isWhole = process.env['PARLEY_LARGE_UPLOADS'] === '1';
/** 200 MB, as the promise is; where nobody asked for it, what three parts and a bit take. */
const size = isWhole ? 200_000_000 : 24_000_001;
const pieceSize = 1_000_003;

/** The beginning of a film, and then bytes that are nowhere the same. */
function piece(at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let byte = 0; byte + 4 <= length; byte += 4) bytes.writeUInt32LE(((at + byte) * 2_654_435_761) >>> 0, byte);
  if (at === 0) bytes.write('\0\0\0\x18ftypisom\0\0\0\0mp41', 0, 'latin1');
  return bytes;
}

await describeOnProduct('An upload that is large', (product) => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-upload-'));
    path = join(folder, 'film.mp4');
    const file = await open(path, 'w');
    for (let at = 0; at < size; at += pieceSize) await file.write(piece(at, Math.min(pieceSize, size - at)));
    await file.close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('goes on where it broke off, twice, and is the same film for others', { timeout: 300_000 }, async () => {
    const [ann, bob] = await people(product, aUser('ann'), aUser('bob'));
    const { id: sessionId } = await ann.createSession([bob.userId]);
    // More than the product lets anyone set: how far it carries, not what is allowed.
    const settings = { ...settingsAtFirst('GROUP'), maxFileSize: size };
    await product.tables.client.send(
      new UpdateCommand({
        TableName: product.tables.chat,
        Key: { ...detailKey(sessionId) },
        UpdateExpression: 'SET settings = :settings',
        ExpressionAttributeValues: { ':settings': settings },
      }),
    );

    const calls: string[] = [];
    const send: ByteSender = async (sent) => {
      calls.push(sent.url);
      if (calls.length === 2 || calls.length === 4) return cutOff(sent);
      return sendByFetch(sent);
    };
    const transport = plainTransport(product.url, await product.token(ann.userId));
    const uploads = new Uploads({ transport, sessionId, send });
    const blob = await openAsBlob(path, { type: 'video/mp4' });
    const upload = uploads.start({ blob, name: 'film.mp4' });
    const phases = new Set<string>();
    upload.state.subscribe(() => phases.add(upload.state.get().phase));
    const file = await upload.uploaded;
    expect(phases).toContain('waiting');
    // Every part once, and the two that broke off once more.
    expect(calls).toHaveLength(Math.ceil(size / 8_388_608) + 2);
    expect(new Set(calls.map((url) => new URL(url).searchParams.get('partNumber'))).size).toBe(calls.length - 2);

    await untilDone(upload.state);
    expect(upload.state.get()).toMatchObject({ phase: 'done', sent: size, file: { state: 'CLEAN', size } });
    const { url } = await uploads.urlOf(file.fileId);
    expect(await sameAsWritten(await fetch(url))).toBe(size);
  });
});

/** Requests alone. */
const plainTransport = (url: string, token: string): PlainTransport =>
  new PlainTransport({ url, token, heard: () => undefined, moved: () => undefined });

/** Sends half of the bytes, and then the network is gone. */
const cutOff: ByteSender = async ({ url, method, body }) => {
  if (!(body instanceof Blob)) throw new Error('unable to cut a form off');
  const half = Buffer.from(await body.slice(0, Math.floor(body.size / 2)).arrayBuffer());
  await new Promise<void>((resolve) => {
    const cut = request(url, { method, headers: { 'content-length': body.size } });
    cut.on('error', () => undefined);
    cut.on('close', resolve);
    cut.write(half, () => cut.destroy());
  });
  throw networkLost();
};

const untilDone = (state: { get(): { phase: string }; subscribe(listener: () => void): () => void }): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (state.get().phase !== 'checking') resolve();
    };
    state.subscribe(look);
    look();
  });

/** How many bytes came, each as it was written. */
async function sameAsWritten(answer: Response): Promise<number> {
  let at = 0;
  let rest = Buffer.alloc(0);
  const compare = (bytes: Buffer): void => {
    if (!bytes.equals(piece(at, bytes.length))) throw new Error(`unable to go on; the film is another one at ${at}`);
    at += bytes.length;
  };
  if (answer.body === null) throw new Error('unable to go on; nothing came');
  const reader = answer.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    rest = Buffer.concat([rest, next.value]);
    for (; rest.length >= pieceSize; rest = rest.subarray(pieceSize)) compare(rest.subarray(0, pieceSize));
  }
  if (rest.length > 0) compare(rest);
  return at;
}
