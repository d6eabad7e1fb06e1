import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { signedIn } from './people.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A whole Parley in a process of its own, as `npm start` runs it. */
export interface Parley {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  /** How the process ended, once it has. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** An access token for this user, who needs no account; the user id is the display name where none is given. */
  token(userId: string, displayName?: string): Promise<string>;
  /** Ends the process and waits until it is gone; removes the data if `startParley` made the folder. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Ends the process and starts another on the same data and the same port. The old object is done with. */
  restart(signal?: NodeJS.Signals): Promise<Parley>;
}

export interface ParleyOptions {
  /** Default: a new folder under the system's temporary one. */
  readonly dataDir?: string;
  /** Settings besides PORT, HOST and DATA_DIR. */
  readonly env?: Readonly<Record<string, string>>;
  /** What to run instead of `scripts/start.mjs`. */
  readonly script?: string;
  /** Called with each line of the process's standard error. */
  readonly onStderr?: (line: string) => void;
}

/** @throws with the process's own last words when it ends, or says nothing for a minute, before it is ready. */
export const startParley = async ({
  dataDir,
  env = {},
  script = 'scripts/start.mjs',
  onStderr = () => undefined,
}: ParleyOptions = {}): Promise<Parley> => {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'parley-test-')));
  const cleanUp = async (): Promise<void> => {
    if (dataDir === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const launch = async (port: number): Promise<Parley> => {
    const { child, url } = await ready(spawnParley(script, folder, port, env), onStderr).catch(
      async (cause: unknown) => {
        await cleanUp();
        throw cause;
      },
    );
    return running(child, url, folder, cleanUp, launch);
  };
  return launch(0);
};

const running = (
  child: ChildProcess & { readonly pid: number },
  url: string,
  dataDir: string,
  cleanUp: () => Promise<void>,
  launch: (port: number) => Promise<Parley>,
): Parley => {
  const exited = endOf(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return {
    url,
    pid: child.pid,
    dataDir,
    exited,
    token: (userId, displayName = userId) => signedIn(url, userId, displayName),
    async stop(signal = 'SIGTERM') {
      await end(signal);
      await cleanUp();
    },
    async restart(signal = 'SIGTERM') {
      await end(signal);
      return launch(Number(new URL(url).port));
    },
  };
};

const spawnParley = (
  script: string,
  dataDir: string,
  port: number,
  env: Readonly<Record<string, string>>,
): ChildProcess =>
  spawn(process.execPath, [script], {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const endOf = async (child: ChildProcess): Parley['exited'] => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { code: child.exitCode, signal: child.signalCode };
};

const readyWithinMs = 60_000;

/** Waits for the ready line. Whatever else the process says is kept for the error only: a full pipe would stop it. */
const ready = async (
  child: ChildProcess,
  onStderr: (line: string) => void,
): Promise<{ readonly child: ChildProcess & { readonly pid: number }; readonly url: string }> => {
  const said: string[] = [];
  const keep = (line: string): void => {
    said.push(line);
    if (said.length > 40) said.shift();
  };
  if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', keep).on('line', onStderr);

  const url = await new Promise<string>((found, failed) => {
    const fail = (why: string): void => failed(new Error(`unable to start parley; ${why}\n${said.join('\n')}`));
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`not ready within ${readyWithinMs} ms`);
    }, readyWithinMs);
    child.once('error', (cause) => fail(cause.message));
    // 'close', not 'exit': by then its last words have arrived.
    child.once('close', (code, signal) => {
      clearTimeout(late);
      fail(`it ended with ${signal ?? code}`);
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      keep(line);
      const address = /^parley ready (http:\S+)/.exec(line)?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      found(address);
    });
  });
  if (!hasPid(child)) throw new Error('unable to start parley; the process has no id');
  return { child, url };
};

const hasPid = (child: ChildProcess): child is ChildProcess & { readonly pid: number } => child.pid !== undefined;
