import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject, Log } from '../contract.ts';
import { NODE_GUARD } from './guard.ts';
import {
  connectDynamoDb,
  DataDirInUse,
  EngineUnavailable,
  ensureTables,
  openDynamoDb,
  sweepExpired,
  type DynamoDbConnection,
} from './index.ts';

const clock = { now: () => Date.now() };
const notes = { TableName: 'Notes', Key: { id: { S: 'a' } } };
const table = {
  create: {
    TableName: 'Notes',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  },
  ttlAttribute: 'expiresAt',
};

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

function directory(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-engine-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function remembering(): Log & { readonly events: { readonly event: string; readonly fields: JsonObject }[] } {
  const events: { event: string; fields: JsonObject }[] = [];
  const write = (event: string, fields: JsonObject = {}) => void events.push({ event, fields });
  return { debug: write, info: write, warn: write, error: write, events };
}

async function open(dataDir: string, log = remembering()) {
  const engine = await openDynamoDb({ dataDir, log, clock });
  undo.push(() => engine.close());
  return { ...engine, connection: connected(engine.endpoint), log };
}

function connected(endpoint: string): DynamoDbConnection {
  const connection = connectDynamoDb({ endpoint, clock });
  undo.push(() => connection.close());
  return connection;
}

function pidsOf(dataDir: string): { readonly engine: number; readonly guard: number } {
  const [engine = 0, guard = 0] = readFileSync(join(dataDir, 'dynamodb.pid'), 'utf8').split(' ').map(Number);
  return { engine, guard };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(10);
}

/** A process of its own that opens the engine, puts one item, prints the endpoint and stays. */
async function ownerProcess(dataDir: string): Promise<{ readonly child: ChildProcess; readonly endpoint: string }> {
  const outdir = join(import.meta.dirname, '../../build', `engine-test-${process.pid}`);
  mkdirSync(outdir, { recursive: true });
  undo.push(() => rmSync(outdir, { recursive: true, force: true }));
  const entry = join(outdir, 'owner.mjs');
  buildSync({
    entryPoints: [join(import.meta.dirname, 'index.ts')],
    outfile: join(outdir, 'engine.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
  writeFileSync(
    entry,
    `import { openDynamoDb, connectDynamoDb, ensureTables } from './engine.mjs';
     const clock = { now: () => Date.now() };
     const log = { debug() {}, info() {}, warn() {}, error() {} };
     const { endpoint } = await openDynamoDb({ dataDir: ${JSON.stringify(dataDir)}, clock, log });
     const connection = connectDynamoDb({ endpoint, clock });
     await ensureTables(connection, [${JSON.stringify(table)}]);
     await connection.call('PutItem', { TableName: 'Notes', Item: { id: { S: 'a' }, text: { S: 'kept' } } });
     console.log(endpoint);
     setInterval(() => {}, 1000);`,
  );
  const child = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'inherit'] });
  undo.push(() => child.kill('SIGKILL'));
  const endpoint = await new Promise<string>((resolve) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
  });
  return { child, endpoint };
}

describe('openDynamoDb', () => {
  it('keeps data over a close and a second start', async () => {
    const dataDir = directory();
    const first = await open(dataDir);
    await ensureTables(first.connection, [table]);
    await first.connection.call('PutItem', { TableName: 'Notes', Item: { id: { S: 'a' }, text: { S: 'kept' } } });
    await first.close();

    const second = await open(dataDir);
    expect(await second.connection.call('GetItem', notes)).toEqual({ Item: { id: { S: 'a' }, text: { S: 'kept' } } });
  });

  it('leaves no engine behind when its owner is killed, and keeps the data', async () => {
    const dataDir = directory();
    const owner = await ownerProcess(dataDir);
    const { engine, guard } = pidsOf(dataDir);
    expect([alive(engine), alive(guard)]).toEqual([true, true]);

    owner.child.kill('SIGKILL');
    await until(() => !alive(engine) && !alive(guard));

    const again = await open(dataDir);
    expect(await again.connection.call('GetItem', notes)).toMatchObject({ Item: { text: { S: 'kept' } } });
  });

  it('ends the engine that was left when owner and guard were killed together', async () => {
    const dataDir = directory();
    const owner = await ownerProcess(dataDir);
    const { engine, guard } = pidsOf(dataDir);
    process.kill(guard, 'SIGSTOP');
    owner.child.kill('SIGKILL');
    process.kill(guard, 'SIGKILL');

    const again = await open(dataDir);
    expect(alive(engine)).toBe(false);
    expect(await again.connection.call('GetItem', notes)).toMatchObject({ Item: { text: { S: 'kept' } } });
  });

  it('refuses a directory that another live process has open, and leaves that one alone', async () => {
    const dataDir = directory();
    const owner = await ownerProcess(dataDir);

    await expect(openDynamoDb({ dataDir, log: remembering(), clock })).rejects.toThrow(DataDirInUse);
    expect(await connected(owner.endpoint).call('GetItem', notes)).toMatchObject({ Item: { id: { S: 'a' } } });
  });

  it('starts an engine that ended again on the same port, and a call made meanwhile is answered', async () => {
    const dataDir = directory();
    const { connection, log } = await open(dataDir);
    await ensureTables(connection, [table]);

    process.kill(pidsOf(dataDir).engine, 'SIGKILL');
    await until(() => log.events.some(({ event }) => event === 'database engine ended'));
    expect(await connection.call('GetItem', notes)).toEqual({});
    await until(() => log.events.some(({ event }) => event === 'database engine restarted'));
  });

  it('does not end a process that merely took over the id of an engine of old', async () => {
    const dataDir = directory();
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore' });
    undo.push(() => bystander.kill('SIGKILL'));
    writeFileSync(join(dataDir, 'dynamodb.pid'), `${bystander.pid} ${bystander.pid} ${process.pid}`);

    await open(dataDir);
    expect(alive(bystander.pid ?? 0)).toBe(true);
  });

  it('says in one line that a given endpoint does not answer', async () => {
    const attempt = openDynamoDb({ dataDir: directory(), log: remembering(), clock, endpoint: 'http://127.0.0.1:1' });
    await expect(attempt).rejects.toThrow(EngineUnavailable);
    await expect(attempt).rejects.toThrow(
      /^unable to open the database; DYNAMODB_ENDPOINT http:\/\/127\.0\.0\.1:1 does not answer: [^\n]+$/,
    );
  });

  it('says in one line that a given endpoint is no address', async () => {
    const attempt = openDynamoDb({ dataDir: directory(), log: remembering(), clock, endpoint: 'localhost:8000' });
    await expect(attempt).rejects.toThrow('DYNAMODB_ENDPOINT is not an http or https address: localhost:8000');
  });

  it('uses a given endpoint and starts nothing', async () => {
    const { endpoint } = await open(directory());
    const dataDir = directory();
    const external = await openDynamoDb({ dataDir, log: remembering(), clock, endpoint });
    expect(external).toMatchObject({ endpoint, kind: 'external' });
    expect(() => pidsOf(dataDir)).toThrow('ENOENT');
  });

  it('says what to do on a machine without an engine', async () => {
    const attempt = openDynamoDb({
      dataDir: directory(),
      log: remembering(),
      clock,
      path: '',
      prefer: 'dynamodb-local',
    });
    await expect(attempt).rejects.toThrow(/install Java and set DYNAMODB_LOCAL_HOME .* or set DYNAMODB_ENDPOINT$/);
  });
});

describe('the guard for systems without a shell', () => {
  it('ends the command when its pipe closes', async () => {
    const pidFile = join(directory(), 'pid');
    const guard = spawn(process.execPath, ['-e', NODE_GUARD, pidFile, 'sleep', '60'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    let text = '';
    await until(() => {
      try {
        text = readFileSync(pidFile, 'utf8');
      } catch {
        text = '';
      }
      return text !== '';
    });
    const [command = 0] = text.split(' ').map(Number);
    expect(alive(command)).toBe(true);

    guard.stdin.end();
    await once(guard, 'exit');
    expect(alive(command)).toBe(false);
  });
});

describe('ensureTables', () => {
  it('creates what is missing, turns on expiry, and changes nothing the second time', async () => {
    const { connection } = await open(directory());
    expect(await ensureTables(connection, [table])).toEqual(['Notes']);
    expect(await ensureTables(connection, [table])).toEqual([]);
    expect(await connection.call('DescribeTimeToLive', { TableName: 'Notes' })).toMatchObject({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
    });
  });
});

describe('sweepExpired', () => {
  it('deletes what is past its time, and only that', async () => {
    const { connection } = await open(directory());
    await ensureTables(connection, [table]);
    const noon = Date.UTC(2026, 10, 21, 12);
    const put = (id: string, seconds: number) =>
      connection.call('PutItem', {
        TableName: 'Notes',
        Item: { id: { S: id }, expiresAt: { N: String(noon / 1000 + seconds) } },
      });
    await Promise.all(Array.from({ length: 250 }, (_, i) => put(`old${i}`, -1 - i)));
    await put('due', 0);
    await put('later', 60);
    await connection.call('PutItem', { TableName: 'Notes', Item: { id: { S: 'forever' } } });

    expect(await sweepExpired({ connection, tables: [table], clock: { now: () => noon } })).toBe(250);
    const { Count } = await connection.call('Scan', { TableName: 'Notes' });
    expect(Count).toBe(3);
  });
});
