import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../', import.meta.url));

describe('npm test', { timeout: 120_000 }, () => {
  let house: string;

  beforeEach(async () => {
    house = await mkdtemp(join(tmpdir(), 'parley-tests-'));
    const lock = '{"packages":{}}';
    await writeFile(join(house, 'package.json'), '{"type":"module"}');
    await writeFile(join(house, 'package-lock.json'), lock);
    await cp(join(repository, 'scripts'), join(house, 'scripts'), { recursive: true });
    await mkdir(join(house, 'node_modules'));
    for (const name of await readdir(join(repository, 'node_modules'))) {
      if (!name.startsWith('.')) await link(name);
    }
    const hash = createHash('sha256').update(lock).digest('hex');
    await writeFile(join(house, 'node_modules/.parley-lock-hash'), hash);
  });

  afterEach(async () => {
    await rm(house, { recursive: true, force: true });
  });

  const link = (name: string): Promise<void> =>
    symlink(join(repository, 'node_modules', name), join(house, 'node_modules', name), 'junction');

  async function run(tests: string, ...args: readonly string[]): Promise<{ code: number | null; lines: string[] }> {
    await writeFile(join(house, 'some.test.ts'), `import { beforeAll, describe, it } from 'vitest';\n${tests}`);
    const outer = /^(npm_|VITEST|NODE_ENV|TEST$|MODE$|DEV$|PROD$|SSR$)/;
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
    const child = spawn(process.execPath, ['scripts/test.mjs', ...args], { cwd: house, env });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.resume();
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, lines: text.trimEnd().split('\n') };
  }

  const passing = `it('stands', () => {});`;
  const failing = `it('falls', () => { throw new Error('down'); });`;
  const excused = `it('waits', (ctx) => { ctx.skip('no browser'); });`;

  it('counts what failed and ends with 1: a test, a hook once and not what it kept from running, a file that does not load', async () => {
    await writeFile(join(house, 'other.test.ts'), `throw new Error('down');`);
    const hook = `describe('a', () => { beforeAll(() => { throw new Error('down'); }); ${passing} });`;
    const { code, lines } = await run(passing + failing + hook);
    expect(lines.at(-1)).toBe('1 passed, 3 failed');
    expect(code).toBe(1);
  });

  it('names what was skipped, with its reason', async () => {
    const { code, lines } = await run(passing + excused);
    expect(lines.slice(-2)).toEqual(['skipped: some.test.ts > waits (no browser)', '1 passed, 0 failed, 1 skipped']);
    expect(code).toBe(0);
  });

  it('takes a skip without a reason for a failure', async () => {
    const { code, lines } = await run(`${passing}it.skip('vanishes', () => {});`);
    expect(lines.slice(-2)).toEqual([
      'skipped without a reason, which counts as failed: some.test.ts > vanishes',
      '1 passed, 1 failed',
    ]);
    expect(code).toBe(1);
  });

  it('hands arguments on, does not take what a filter left out for skipped, and ends with 0 when nothing failed', async () => {
    const { code, lines } = await run(passing + failing, '-t', 'stands');
    expect(lines.at(-1)).toBe('1 passed, 0 failed');
    expect(code).toBe(0);
  });

  it('ends with 1 when no test ran', async () => {
    const { code, lines } = await run(passing, 'nowhere');
    expect(lines.slice(-2)).toEqual(['no test ran', '0 passed, 0 failed']);
    expect(code).toBe(1);
  });
});
