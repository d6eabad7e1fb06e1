import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { people } from '../support/people.ts';
import { startParley, type Parley } from '../support/parley.ts';

const root = join(import.meta.dirname, '..', '..');

describe('npm start', () => {
  let parley: Parley | undefined;
  afterEach(async () => {
    await parley?.stop('SIGKILL');
    parley = undefined;
  });

  /** What a start that cannot work says and ends with. */
  const failedStart = async (env: Record<string, string>): Promise<{ code: number | null; said: string }> => {
    const ownDir = await mkdtemp(join(tmpdir(), 'parley-test-'));
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: root,
      env: { ...process.env, PORT: '0', DATA_DIR: ownDir, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await once(child, 'close');
    await rm(ownDir, { recursive: true, force: true });
    return { code: child.exitCode, said };
  };

  it.each(['SIGINT', 'SIGTERM'] as const)('answers what is in flight, then ends with 0 on %s', async (signal) => {
    parley = await startParley();
    const [ann] = await people(parley, 'ann');
    const { id } = await ann.createSession(['bob']);
    const inFlight = ann.send(id, 'last', 'words');
    // The request is on its way once another one, sent after it, is answered.
    await ann.log(id, 0);
    await Promise.all([inFlight, parley.stop(signal)]);
    expect(await parley.exited).toEqual({ code: 0, signal: null });
  });

  it('refuses a port in use with one line and ends with 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, said } = await failedStart({ PORT: `${port}` });
    taken.close();
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toContain(`${port}`);
  });

  it('refuses a DATA_DIR that cannot be a directory with one line and ends with 1', async () => {
    const file = join(root, 'package.json');
    expect(await failedStart({ DATA_DIR: file })).toEqual({
      code: 1,
      said: `unable to keep data in ${file}; EEXIST\n`,
    });
  });

  it('refuses a wrong setting with one line and ends with 1', async () => {
    expect(await failedStart({ PORT: 'http' })).toEqual({
      code: 1,
      said: 'unable to start; PORT is "http", expected a whole number from 0 to 65535\n',
    });
  });

  it('refuses a database that does not answer with one line and ends with 1', async () => {
    const { code, said } = await failedStart({ DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' });
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toContain('http://127.0.0.1:9');
  });

  it('listens on all addresses where it is told to, names one that a browser here can open, and serves there', async () => {
    parley = await startParley({ env: { HOST: '0.0.0.0' } });
    expect(new URL(parley.url).hostname).toBe('127.0.0.1');
    const get = (path: string) => fetch(`${parley?.url}${path}`);
    expect(await (await get('/')).text()).toContain('<title>');
    expect(await (await get('/schema.graphql')).text()).toContain('type ChatSession');
    expect(await (await get('/healthz')).json()).toMatchObject({ status: 'ok' });
    expect(await (await get('/dev/metrics')).json()).toHaveProperty('counters');
    expect(await (await get('/dev/outbox?userId=ann')).json()).toEqual([]);
    expect((await get('/nothing/here')).status).toBe(404);

    const { code, said } = await failedStart({ DATA_DIR: parley.dataDir });
    expect(said.trim().split('\n')).toEqual([expect.stringContaining(parley.dataDir)]);
    expect(code).toBe(1);
    expect((await get('/healthz')).status).toBe(200);
  });
});
