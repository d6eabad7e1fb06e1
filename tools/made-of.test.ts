import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuilt, rememberBuild } from './made-of.ts';

const now = Date.UTC(2026, 0, 1);
const built = { inputs: ['in.ts'], outputs: ['out.js'] };

describe('What a build was made of', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'parley-made-of-'));
    for (const name of ['in.ts', 'out.js']) await writeAt(name, 'as it was', now - 60_000);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const writeAt = async (name: string, text: string, at: number): Promise<void> => {
    await writeFile(join(root, name), text);
    await utimes(join(root, name), at / 1_000, at / 1_000);
  };

  it('tells that there is nothing to do, and lets what is there count as made now', async () => {
    expect(await isBuilt(root, root, now)).toBe(false);
    await rememberBuild(root, root, built, now);
    expect(await isBuilt(root, root, now + 5_000)).toBe(true);
    expect((await stat(join(root, 'out.js'))).mtimeMs).toBe(now + 5_000);
  });

  it('tells that a file it read has changed, by its size or its time, or is gone', async () => {
    await rememberBuild(root, root, built, now);
    await writeAt('in.ts', 'as it is now', now - 60_000);
    expect(await isBuilt(root, root, now)).toBe(false);
    await writeAt('in.ts', 'as it was', now - 50_000);
    expect(await isBuilt(root, root, now)).toBe(false);
    await writeAt('in.ts', 'as it was', now - 60_000);
    expect(await isBuilt(root, root, now)).toBe(true);
    await rm(join(root, 'in.ts'));
    expect(await isBuilt(root, root, now)).toBe(false);
  });

  it('tells that a file it made is gone', async () => {
    await rememberBuild(root, root, built, now);
    await rm(join(root, 'out.js'));
    expect(await isBuilt(root, root, now)).toBe(false);
  });

  it('remembers nothing of a build during which a file was changed', async () => {
    await writeAt('in.ts', 'as it was', now);
    await rememberBuild(root, root, built, now);
    expect(await isBuilt(root, root, now)).toBe(false);
  });
});
