import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { Variables } from '../../../client/core/transport.ts';
import type { FromWorker, PlainError, ToWorker, WorkerStart } from './protocol.ts';

const root = resolve(import.meta.dirname, '../../..');

/** A request that was refused, or a subscription that was lost, at a client in another thread. */
export class AmplifyClientError extends Error {
  override readonly name = 'AmplifyClientError';
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor({ code, message, retryable, retryAfterMs }: PlainError) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface AmplifyHandlers {
  /** The server acknowledged this subscription; again after each reconnection. */
  ready?(): void;
  event?(data: unknown): void;
  lost?(error: AmplifyClientError): void;
}

/** One user's real `aws-amplify` client. */
export interface AmplifyClient {
  readonly userId: string;
  /** @returns the answer's `data`. @throws {AmplifyClientError} */
  request(document: string, variables?: Variables): Promise<unknown>;
  /** Subscribes; returns what ends it. */
  live(document: string, variables: Variables, handlers: AmplifyHandlers): () => void;
  close(): Promise<void>;
}

/**
 * Opens `aws-amplify` for a user in a thread of its own, since Amplify keeps one socket per endpoint and program: two
 * users in one thread would share theirs. The client signs in by `/dev/token`.
 *
 * @param url where Parley is: `http://127.0.0.1:<port>`.
 */
export const openAmplifyClient = async (
  url: string,
  userId: string,
  displayName: string = userId,
): Promise<AmplifyClient> => {
  const start: WorkerStart = { url, userId, displayName };
  const worker = new Worker(await bundledWorker(), { workerData: start });
  const waiting = new Map<number, { resolve: (data: unknown) => void; reject: (error: Error) => void }>();
  const living = new Map<number, AmplifyHandlers>();
  let nextId = 1;

  const tell = (message: ToWorker): void => worker.postMessage(message);
  worker.on('message', (message: FromWorker) => {
    const { kind, id } = message;
    switch (kind) {
      case 'answered':
        waiting.get(id)?.resolve(message.data);
        waiting.delete(id);
        return;
      case 'refused':
        waiting.get(id)?.reject(new AmplifyClientError(message.error));
        waiting.delete(id);
        return;
      case 'ready':
        return living.get(id)?.ready?.();
      case 'event':
        return living.get(id)?.event?.(message.data);
      case 'lost':
        return living.get(id)?.lost?.(new AmplifyClientError(message.error));
    }
  });
  const failAll = (cause: Error): void => {
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
  };
  worker.on('error', failAll);

  return {
    userId,
    request(document, variables = {}) {
      const id = nextId++;
      return new Promise((resolve_, reject) => {
        waiting.set(id, { resolve: resolve_, reject });
        tell({ kind: 'request', id, document, variables });
      });
    },
    live(document, variables, handlers) {
      const id = nextId++;
      living.set(id, handlers);
      tell({ kind: 'live', id, document, variables });
      return () => {
        living.delete(id);
        tell({ kind: 'end', id });
      };
    },
    async close() {
      await worker.terminate();
      failAll(new Error('unable to go on; the client was closed'));
    },
  };
};

let built: Promise<string> | undefined;

/** A worker starts from JavaScript. Renamed into place: several test files may build it at the same moment. */
const bundledWorker = (): Promise<string> => {
  built ??= bundleWorker();
  return built;
};

const bundleWorker = async (): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['test/client/amplify-worker.ts'],
    outfile: join(root, 'build/test-amplify-worker.mjs'),
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('unable to build the Amplify worker; esbuild wrote nothing');
  await mkdir(join(root, 'build'), { recursive: true });
  const draft = `${output.path}.${process.pid}`;
  await writeFile(draft, output.contents);
  await rename(draft, output.path);
  return output.path;
};
