import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..');

export interface ParleyOptions {
  /** Kept when given; otherwise a folder that goes with the process. */
  readonly dataDir?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The whole product in a process of its own, as `npm start` runs it. */
export interface Parley {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** A signed access token, from `POST /dev/token`. */
  token(userId: string, displayName?: string): Promise<string>;
  /** Counters of the process, from `GET /dev/metrics`. */
  metrics(): Promise<unknown>;
  /** Ends it and, unless the data folder was given, removes that. Resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it and starts it again on the same data and port. */
  restart(signal?: NodeJS.Signals): Promise<Parley>;
}

/** Starts Parley on a free port and waits for its ready line. */
export const startParley = async (options: ParleyOptions = {}): Promise<Parley> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'parley-test-')));
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: `${options.port ?? 0}`, DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await readyUrl(child);
  const exited = child.exitCode === null ? once(child, 'exit').then(() => child.exitCode) : child.exitCode;
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return exited;
  };
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    dataDir,
    async token(userId, displayName) {
      const response = await fetch(`${url}/dev/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userId, displayName }),
      });
      const { token } = (await response.json()) as { token: string };
      return token;
    },
    metrics: async () => (await fetch(`${url}/dev/metrics`)).json(),
    async stop(signal = 'SIGTERM') {
      const code = await end(signal);
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
      return code;
    },
    async restart(signal = 'SIGTERM') {
      await end(signal);
      const again = await startParley({ ...options, dataDir, port: Number(new URL(url).port) });
      // The folder still belongs to the first start.
      return options.dataDir === undefined ? owning(again) : again;
    },
  };
};

const owning = (parley: Parley): Parley => ({
  ...parley,
  async stop(signal) {
    const code = await parley.stop(signal);
    await rm(parley.dataDir, { recursive: true, force: true });
    return code;
  },
  restart: async (signal) => owning(await parley.restart(signal)),
});

const readyUrl = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (!child.stdout || !child.stderr) throw new Error('unable to read the server; it has no pipes');
    const said: string[] = [];
    const hear = (line: string): void => {
      said.push(line);
      const ready = /^parley ready (http:\/\/\S+)$/.exec(line);
      if (ready?.[1]) resolve(ready[1]);
    };
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    child.once('exit', (code) => {
      reject(new Error(`unable to start Parley; it ended with ${code}:\n${said.join('\n')}`));
    });
  });
