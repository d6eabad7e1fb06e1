import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buckets, startObjectStore, type StartedObjectStore } from '../support/object-store.ts';

const mib = 1024 * 1024;
const boundary = 'a-boundary';

/** A form whose policy is none, with a file of so many bytes. */
function aRefusedForm(size: number): Buffer {
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n`;
  const head = [field('key', 'x'), field('policy', 'none'), file].join('');
  return Buffer.concat([Buffer.from(head), Buffer.alloc(size), Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

describe('A connection that is kept', () => {
  let store: StartedObjectStore;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  beforeAll(async () => {
    // What does not go on by itself goes on never.
    store = await startObjectStore({ limits: { lingerMs: 3_600_000 } });
  });
  afterAll(async () => {
    agent.destroy();
    await store.close();
  });
  const asked = async (method: string, path: string, body?: Buffer) => {
    const headers = body ? { 'content-type': `multipart/form-data; boundary=${boundary}` } : {};
    const sent = request(new URL(path, store.url), { method, agent, headers });
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    await text(answer);
    return { status: answer.statusCode, reused: sent.reusedSocket };
  };

  it.each([1, 300_000, 3 * mib])('takes the next request after a form of %i bytes was refused', async (size) => {
    expect((await asked('POST', `/${buckets.incoming}`, aRefusedForm(size))).status).toBe(403);
    for (let times = 0; times < 3; times += 1) {
      expect(await asked('GET', `/${buckets.incoming}/x`)).toEqual({ status: 403, reused: true });
    }
  });
});
