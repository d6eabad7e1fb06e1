import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followParent } from '../../scripts/lib/follow-parent.mjs';
import { installedMatches, npmCommand } from '../../scripts/lib/install.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** A server with the manners of the real one: it says where it listens, and stops when told to. */
const server = `
import { createServer } from 'node:http';
import { where } from './where.ts';

export async function main(env: NodeJS.ProcessEnv): Promise<void> {
  if (env['PORT'] === 'nonsense') throw new Error('unable to start; PORT is not a number');
  const server = createServer();
  const stop = (): void => {
    console.log('stopping');
    // What is in flight takes a moment.
    setTimeout(() => server.close(() => { console.log('stopped well'); process.exit(0); }), 300);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  console.log('ready', process.pid, where);
}
`;

interface Start {
  readonly child: ChildProcess;
  readonly output: () => string;
}

describe('npm start', { timeout: 60_000 }, () => {
  let house: string;
  const servers: number[] = [];

  beforeEach(async () => {
    house = await mkdtemp(join(tmpdir(), 'parley-start-'));
    const lock = '{"packages":{}}';
    await cp(join(repository, 'package.json'), join(house, 'package.json'));
    await writeFile(join(house, 'package-lock.json'), lock);
    await cp(join(repository, 'scripts'), join(house, 'scripts'), { recursive: true });
    await mkdir(join(house, 'runtime'));
    await writeFile(join(house, 'runtime/main.ts'), server);
    await writeFile(join(house, 'runtime/where.ts'), 'export const where: string = import.meta.url;\n');
    await mkdir(join(house, 'node_modules'));
    for (const name of ['esbuild', '@esbuild']) {
      await symlink(join(repository, 'node_modules', name), join(house, 'node_modules', name), 'junction');
    }
    const hash = createHash('sha256').update(lock).digest('hex');
    await writeFile(join(house, 'node_modules/.parley-lock-hash'), `${hash}\n`);
  });

  afterEach(async () => {
    for (const pid of servers.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await rm(house, { recursive: true, force: true });
  });

  function begin(command: 'npm' | 'node', options: SpawnOptions = {}): Start {
    const npm = npmCommand(process.env, process.platform, process.execPath);
    const start = command === 'npm' ? npm : { command: process.execPath, args: [], shell: false };
    const child = spawn(start.command, [...start.args, command === 'npm' ? 'start' : 'scripts/start.mjs'], {
      cwd: house,
      shell: start.shell,
      env: withoutNpm(process.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    return { child, output: () => text };
  }

  async function untilReady(start: Start): Promise<Start & { readonly pid: number }> {
    const { child, output } = start;
    for (;;) {
      const ready = /ready (\d+)/.exec(output());
      if (ready !== null) {
        const pid = Number(ready[1]);
        servers.push(pid);
        return { ...start, pid };
      }
      if (child.exitCode !== null || child.stdout === null) throw new Error(`unable to start; ${output()}`);
      await Promise.race([once(child, 'close'), once(child.stdout, 'data')]);
    }
  }

  it.each(['SIGINT', 'SIGTERM'] as const)('hands %s to the server and ends with 0', async (signal) => {
    const { child, output, pid } = await untilReady(begin('npm'));
    child.kill(signal);
    const code = await ended(child);

    expect(output()).toContain('stopped well');
    expect(code).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('is not cut short by the second signal that a Ctrl-C brings: the terminal sends one, npm another', async (ctx) => {
    if (process.platform === 'win32') ctx.skip('there are no process groups there');
    const { child, output, pid } = await untilReady(begin('npm', { detached: true }));
    const code = ended(child);
    process.kill(-(child.pid ?? Number.NaN), 'SIGINT');
    while (!output().includes('stopping') && child.stdout !== null) await once(child.stdout, 'data');
    child.kill('SIGINT');

    expect(await code).toBe(0);
    expect(output()).toContain('stopped well');
    expect(isAlive(pid)).toBe(false);
  });

  it('leaves no server behind when npm is killed', async (ctx) => {
    if (process.platform === 'win32') ctx.skip('npm runs scripts in cmd.exe there, which outlives it');
    const { child, output } = await untilReady(begin('npm'));
    child.kill('SIGKILL');
    // The output closes with the last process that holds it, which is the server.
    await ended(child);

    expect(output()).toContain('stopped well');
  });

  it('keeps import.meta.url of the sources', async () => {
    const { child, output } = await untilReady(begin('node'));
    expect(output()).toContain('/runtime/where.ts');
    child.kill('SIGTERM');
    await ended(child);
  });

  it('builds again when a source has changed, and only then', async () => {
    const startAndStop = async (): Promise<string> => {
      const { child, output } = await untilReady(begin('node'));
      child.kill('SIGTERM');
      await ended(child);
      return output();
    };
    await startAndStop();
    await writeFile(join(house, 'runtime/where.ts'), "export const where: string = 'somewhere else';\n");
    expect(await startAndStop()).toContain('somewhere else');

    // Without a compiler nothing is built.
    await rm(join(house, 'node_modules/esbuild'));
    expect(await startAndStop()).toContain('somewhere else');
  });

  it('says in one line what is wrong with a setting, and ends with 1', async () => {
    const { child, output } = begin('node', { env: { ...withoutNpm(process.env), PORT: 'nonsense' } });
    const code = await ended(child);
    expect(output()).toBe('unable to start; PORT is not a number\n');
    expect(code).toBe(1);
  });

  it('does not install again what npm ci installed by hand', async () => {
    await cp(join(repository, 'package-lock.json'), join(house, 'package-lock.json'));
    await cp(join(repository, 'node_modules/.package-lock.json'), join(house, 'node_modules/.package-lock.json'));
    const { child, output } = await untilReady(begin('node'));
    expect(output()).not.toContain('installing');
    child.kill('SIGTERM');
    await ended(child);
  });
});

describe('following the npm that started it', () => {
  const packageFile = '/house/package.json';
  const byNpmStart = { npm_lifecycle_event: 'start', npm_package_json: packageFile };

  it('stops once npm is gone', async () => {
    const npm = spawn(process.execPath, ['-e', '']);
    const parent = npm.pid ?? Number.NaN;
    await once(npm, 'exit');
    await new Promise<void>((stop) => {
      followParent({ parent, env: byNpmStart, packageFile, stop, everyMs: 1 });
    });
  });

  it.each([
    ['without npm', {}],
    [
      'from a shell that the start of another package opened',
      { ...byNpmStart, npm_package_json: '/other/package.json' },
    ],
    ['from a shell that another script of this package opened', { ...byNpmStart, npm_lifecycle_event: 'verify' }],
  ])('follows nobody when started %s', (_how, env) => {
    const stop = (): void => undefined;
    expect(followParent({ parent: process.ppid, env, packageFile, stop })).toBe(false);
  });
});

describe('what is installed', () => {
  const lock = JSON.stringify({
    packages: {
      '': { name: 'house' },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/for-another-machine': { version: '1.0.0', integrity: 'sha512-b', optional: true },
    },
  });
  const a = { version: '1.0.0', integrity: 'sha512-a' };
  let record: string;

  beforeEach(async () => {
    record = join(await mkdtemp(join(tmpdir(), 'parley-record-')), '.package-lock.json');
  });

  afterEach(async () => {
    await rm(dirname(record), { recursive: true, force: true });
  });

  it.each([
    ['the same packages', { 'node_modules/a': a }, true],
    ['another version', { 'node_modules/a': { ...a, version: '1.0.1' } }, false],
    ['other content under the same version', { 'node_modules/a': { ...a, integrity: 'sha512-c' } }, false],
    ['a package missing', {}, false],
  ])('is judged by %s', async (_what, packages, same) => {
    await writeFile(record, JSON.stringify({ packages }));
    expect(installedMatches(lock, record)).toBe(same);
  });

  it('is stale when an installation was cut short before npm wrote its record', () => {
    expect(installedMatches(lock, record)).toBe(false);
  });
});

/** As in a fresh terminal: nothing of the npm that may be running these tests. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('npm_')));
}

/** The exit code, once the output is read to its end. */
function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
