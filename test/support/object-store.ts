import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../application/ports/clock.ts';
import { S3Connection } from '../../adapters/s3/connection.ts';
import { S3FileStore } from '../../adapters/s3/file-store.ts';
import type { JsonObject } from '../../runtime/contract.ts';
import { createLog } from '../../runtime/observe/index.ts';
import { openObjectStore, type ObjectStoreParts } from '../../runtime/object-store/index.ts';

export const storeKey = { accessKeyId: 'AKLOCAL', secretAccessKey: 'a secret of tests' };
export const region = 'us-east-1';
export const buckets = {
  incoming: 'parley-incoming',
  files: 'parley-files',
  quarantine: 'parley-quarantine',
  recordings: 'parley-recordings',
};

/** The adapter's connection to a store of `startObjectStore`, wherever that runs. */
export const connectTo = (endpoint: string): S3Connection =>
  new S3Connection({ region, buckets, endpoint, credentials: storeKey });

/** An object store on a folder of its own, with the adapter to it. */
export const startObjectStore = async (
  parts: Partial<Pick<ObjectStoreParts, 'dataDir' | 'limits' | 'onCreated' | 'port'>> & { readonly clock?: Clock } = {},
) => {
  const dataDir = parts.dataDir ?? (await mkdtemp(join(tmpdir(), 'parley-objects-')));
  const lines: string[] = [];
  const events: JsonObject[] = [];
  const clock = parts.clock ?? { now: () => Date.now() };
  const store = await openObjectStore({
    dataDir,
    host: '127.0.0.1',
    port: parts.port ?? 0,
    region,
    credentials: storeKey,
    buckets: Object.values(buckets),
    clock,
    log: createLog({ level: 'debug', write: (line) => lines.push(line), clock }),
    randomBytes,
    onCreated:
      parts.onCreated ??
      (async (detail) => {
        events.push(detail);
      }),
    ...(parts.limits && { limits: parts.limits }),
  });
  const connection = connectTo(store.url);
  return {
    url: store.url,
    dataDir,
    lines,
    events,
    client: connection.client,
    files: new S3FileStore(connection),
    /** Ends the store; its folder stays. */
    stop: async (): Promise<void> => {
      connection.close();
      await store.close();
    },
    close: async (): Promise<void> => {
      connection.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export type StartedObjectStore = Awaited<ReturnType<typeof startObjectStore>>;

/** The code of an error that the store says. */
export const errorCodeIn = (xml: string): string => /<Code>(\w+)<\/Code>/.exec(xml)?.[1] ?? '';

/** Files of bytes on the disk: what belongs to no object would be left here. */
export const blobsOf = async ({ dataDir }: StartedObjectStore): Promise<readonly string[]> =>
  (await readdir(join(dataDir, 'objects', 'blobs'))).sort();
