import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FakeLocks } from '../../../test/client/fake-locks.ts';
import { keptOf, outboxContract } from '../../../test/client/outbox.contract.ts';
import { chosenOutbox } from './chosen-outbox.ts';
import { indexedDbOutbox } from './indexed-db-outbox.ts';
import { memoryOutbox } from './memory-outbox.ts';

const ears = { heard: () => undefined, gained: () => undefined, lost: () => undefined };

outboxContract('in memory', () => {
  const outbox = memoryOutbox();
  return { another: () => outbox };
});

outboxContract('in IndexedDB', () => {
  const name = randomUUID();
  const { locks } = new FakeLocks();
  return { another: () => indexedDbOutbox({ name, locks }) };
});

describe('An outbox in IndexedDB', () => {
  it('lets every page send where the browser has no locks', () => {
    const name = randomUUID();
    const turns: number[] = [];
    const handles = [1, 2].map((page) =>
      indexedDbOutbox({ name, locks: undefined }).open('ann', { ...ears, gained: () => turns.push(page) }),
    );
    for (const handle of handles) handle.awaitTurn();
    expect(turns).toEqual([1, 2]);
    for (const handle of handles) handle.close();
  });

  it('makes way for a newer version of itself, and says so where it cannot keep anything then', async () => {
    const name = randomUUID();
    const handle = indexedDbOutbox({ name, locks: undefined }).open('ann', ears);
    await handle.put(keptOf('a'));
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 2);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('unable to open'));
    });
    await expect(handle.put(keptOf('b'))).rejects.toThrow();
    newer.close();
    handle.close();
  });

  it('is what a client has by itself where there is a database', async () => {
    const handle = chosenOutbox(undefined).open('someone', ears);
    await handle.put(keptOf('a'));
    const again = chosenOutbox('indexeddb').open('someone', ears);
    expect(await again.read()).toEqual([keptOf('a')]);
    const inMemory = chosenOutbox('memory').open('someone', ears);
    expect(await inMemory.read()).toEqual([]);
    for (const each of [handle, again, inMemory]) each.close();
  });
});
