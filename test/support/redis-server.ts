import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Redis or Valkey server of the test's own, which keeps everything in memory. */
export interface RedisUnderTest {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string;
  /** Ends the server at once, with all that it held. */
  stop(): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  /** Stops it from answering, with its sockets open, until `resume`. */
  freeze(): void;
  resume(): void;
  /** Ends the server and removes its folder. */
  close(): Promise<void>;
}

/** Or why this machine cannot have one. */
export async function startRedis(
  more: readonly string[] = [],
): Promise<RedisUnderTest | { readonly unavailable: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-redis-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return await running(port, folder, more, removeFolder);
    } catch (cause) {
      if (cause instanceof NotInstalled || attempt === 3) await removeFolder();
      if (cause instanceof NotInstalled) return { unavailable: cause.message };
      // Someone else may have taken the port meanwhile.
      if (attempt === 3) throw cause;
    }
  }
}

async function running(
  port: number,
  folder: string,
  more: readonly string[],
  removeFolder: () => Promise<void>,
): Promise<RedisUnderTest> {
  let server: ChildProcess | undefined = await launch(port, folder, more);
  const stop = async (): Promise<void> => {
    const child = server;
    server = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    stop,
    async start() {
      server = await launch(port, folder, more);
    },
    freeze: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    async close() {
      await stop();
      await removeFolder();
    },
  };
}

/** Resolves once the server takes connections. */
async function launch(port: number, folder: string, more: readonly string[]): Promise<ChildProcess> {
  const options = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder, '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', [...options, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new NotInstalled(`there is no redis-server here: ${cause.message}`)));
    child.once('exit', (code, signal) => reject(new Error(`unable to start Redis; it ended with ${signal ?? code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (/ready to accept connections/i.test(line)) resolve(child);
    });
  });
}

class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unable to find a port; the server has none');
  server.close();
  await once(server, 'close');
  return address.port;
}
