import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Log } from '../contract.ts';
import { connectDynamoDb } from './connection.ts';
import type { EngineCommand } from './commands.ts';
import { spawnGuarded } from './guard.ts';
import { endLeftover } from './leftover.ts';

export interface SupervisorSettings {
  readonly command: EngineCommand;
  readonly pidFile: string;
  readonly dataDir: string;
  readonly log: Log;
  readonly clock: Clock;
}

/** A JVM on a busy machine takes a while. */
const READY_WITHIN_MS = 60_000;
const FIRST_RESTART_AFTER_MS = 20;
const LAST_RESTART_AFTER_MS = 5_000;

/*
 *            spawned           answers on its port
 *  ABSENT ─────────────▶ STARTING ─────────────▶ SERVING
 *    ▲                      │ ends                  │ ends
 *    └──── backoff ─────────┴───────────────────────┘        close() leads out of every state, for good
 */
export class Supervisor {
  readonly #settings: SupervisorSettings;
  readonly endpoint: string;
  readonly #port: number;
  #guard: ChildProcess | undefined;
  #closing = false;
  #lifetime: Promise<void> = Promise.resolve();

  private constructor(settings: SupervisorSettings, port: number) {
    this.#settings = settings;
    this.#port = port;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  /**
   * Starts the engine on a free port of the loopback and returns when it answers.
   *
   * @throws {Error} naming what the engine wrote, when it ends before it answers.
   * @throws {DataDirInUse} when another process has the same data open.
   */
  static async start(settings: SupervisorSettings): Promise<Supervisor> {
    await endLeftover(settings.pidFile, settings.command.mark, settings.dataDir);
    const supervisor = new Supervisor(settings, await freePort());
    const ended = supervisor.#spawn();
    await supervisor.#answers(ended);
    supervisor.#lifetime = supervisor.#keepAlive(ended);
    return supervisor;
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#guard?.stdin?.end();
    await this.#lifetime;
  }

  /** Resolves with what the engine had to say when it ends. */
  #spawn(): Promise<string> {
    const { command, pidFile } = this.#settings;
    const guard = spawnGuarded(command.file, command.args(this.#port), pidFile);
    this.#guard = guard;
    guard.stdin?.on('error', () => {
      // The guard is gone; its exit says the rest.
    });
    let said = '';
    guard.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-500);
    });
    return new Promise((resolve) => {
      guard.once('error', (cause) => resolve(cause.message));
      guard.once('exit', (code) => resolve(`exit code ${code ?? 'none'}${said === '' ? '' : `: ${said.trim()}`}`));
    });
  }

  async #answers(ended: Promise<string>): Promise<void> {
    const { clock, command } = this.#settings;
    let over: string | undefined;
    void ended.then((why) => (over = why));
    const connection = connectDynamoDb({ endpoint: this.endpoint, clock, answerWithin: 1_000 });
    const deadline = performance.now() + READY_WITHIN_MS;
    try {
      while (!this.#closing) {
        if (over !== undefined) throw new Error(`unable to start ${command.kind}; it ended with ${over}`);
        if (await answersOnce(this.#port)) {
          await connection.call('ListTables', { Limit: 1 });
          return;
        }
        if (performance.now() > deadline)
          throw new Error(`unable to start ${command.kind}; no answer within ${READY_WITHIN_MS} ms`);
        await pause(10);
      }
    } finally {
      connection.close();
      if (over === undefined && performance.now() > deadline) this.#guard?.stdin?.end();
    }
  }

  /** A method, since `close()` may be called during any wait. */
  #isClosing(): boolean {
    return this.#closing;
  }

  async #keepAlive(first: Promise<string>): Promise<void> {
    const { log, command, pidFile, dataDir } = this.#settings;
    let ended = first;
    let wait = FIRST_RESTART_AFTER_MS;
    for (;;) {
      const since = performance.now();
      const why = await ended;
      if (this.#isClosing()) return;
      if (performance.now() - since > LAST_RESTART_AFTER_MS) wait = FIRST_RESTART_AFTER_MS;
      log.error('database engine ended', { engine: command.kind, why, restartAfterMs: wait });
      await pause(wait);
      wait = Math.min(wait * 2, LAST_RESTART_AFTER_MS);
      if (this.#isClosing()) return;
      try {
        // The guard may have been killed alone, leaving the engine on the port.
        await endLeftover(pidFile, command.mark, dataDir);
        ended = this.#spawn();
        await this.#answers(ended);
        log.info('database engine restarted', { engine: command.kind });
      } catch (cause) {
        ended = Promise.resolve(cause instanceof Error ? cause.message : 'unknown');
      }
    }
  }
}

async function answersOnce(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string')
    throw new Error('unable to find a free port; the system named none');
  return address.port;
}
