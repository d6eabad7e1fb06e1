import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localSecret } from './local-secret.ts';

describe('A secret kept beside the data', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-secret-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  let made = 0;
  const bytes = (count: number): Uint8Array => new Uint8Array(count).fill(++made);

  it('is the same after a restart, and only its owner can read it', async () => {
    const path = join(folder, 'new', 'secret');
    const first = await localSecret(path, bytes);
    expect(await localSecret(path, bytes)).toBe(first);
    expect(first).toHaveLength(43);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('is one secret also when two starts make it at once', async () => {
    const path = join(folder, 'secret');
    const [one, other] = await Promise.all([localSecret(path, bytes), localSecret(path, bytes)]);
    expect(other).toBe(one);
    expect(await localSecret(path, bytes)).toBe(one);
  });
});
