import { afterAll } from 'vitest';
import { MemoryFileStore } from '../../adapters/memory/file-store.ts';
import { instantOf, later, type Instant } from '../../domain/shared/instant.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { startObjectStore } from '../support/object-store.ts';
import { fileStoreContract, type Browser } from './file-store.contract.ts';

fileStoreContract('memory', async () => {
  const clock = new ManualClock();
  const files = new MemoryFileStore(clock);
  const browser: Browser = {
    post: async ({ fields }, bytes) => (await files.post(fields, bytes)).status,
    put: async (url, bytes) => (await files.put(url, bytes)).status,
    get: async (url) => {
      const { status, headers, bytes } = await files.get(url);
      return { status, headers: new Headers(headers), bytes: new Uint8Array(bytes) };
    },
  };
  return { files, browser, clock };
});

/** Goes with the world's, by which the SDK signs, and ahead of it where told to. */
class GoingClock extends ManualClock {
  readonly #started = Date.now();

  override now(): Instant {
    return later(super.now(), Date.now() - this.#started);
  }
}

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

fileStoreContract('S3, spoken by the local store', async () => {
  const clock = new GoingClock(instantOf(Date.now()));
  const { files, close } = await startObjectStore({ clock });
  closing.push(close);
  const browser: Browser = {
    post: async ({ url, fields }, bytes) => {
      const form = new FormData();
      for (const { name, value } of fields) form.append(name, value);
      form.append('file', new Blob([bytes]), 'whatever');
      return (await fetch(url, { method: 'POST', body: form })).status;
    },
    put: async (url, bytes) => (await fetch(url, { method: 'PUT', body: bytes })).status,
    get: async (url) => {
      const response = await fetch(url);
      return {
        status: response.status,
        headers: response.headers,
        bytes: new Uint8Array(await response.arrayBuffer()),
      };
    },
  };
  return { files, browser, clock };
});
