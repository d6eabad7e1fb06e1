import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openFileStore } from '../adapters/s3/open-file-store.ts';
import type { S3Settings } from '../adapters/s3/connection.ts';
import type { EventBus } from './bus/event-bus.ts';
import type { Clock, Log } from './contract.ts';
import { localSecret } from './local-secret.ts';
import { objectCreatedType, objectEventSource, openObjectStore } from './object-store/index.ts';
import type { Settings } from './settings.ts';

export interface Files {
  /** Where the files are, for whoever opens `adapters/s3`. */
  readonly s3: S3Settings;
  close(): Promise<void>;
}

/** Opens the local object store, or, where `S3_ENDPOINT` is set, looks for the buckets there. */
export const openFiles = async ({
  settings,
  region,
  clock,
  log,
  bus,
}: {
  readonly settings: Settings;
  readonly region: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly bus: Pick<EventBus, 'put'>;
}): Promise<Files> => {
  const named = (area: string): string => settings.s3BucketPrefix + area;
  const buckets = {
    incoming: named('incoming'),
    files: named('files'),
    quarantine: named('quarantine'),
    recordings: named('recordings'),
  };
  if (settings.s3Endpoint !== undefined) {
    // Its credentials are the environment's, as for every other client of it.
    const s3 = { region, buckets, endpoint: settings.s3Endpoint };
    const elsewhere = openFileStore(s3);
    await elsewhere.check().finally(() => elsewhere.close());
    return { s3, close: async () => undefined };
  }
  const credentials = {
    accessKeyId: 'PARLEYFILES',
    secretAccessKey: await localSecret(join(settings.dataDir, 'identity', 'object-store-key'), randomBytes),
  };
  const store = await openObjectStore({
    dataDir: settings.dataDir,
    host: settings.host,
    port: settings.objectStorePort,
    region,
    credentials,
    buckets: Object.values(buckets),
    clock,
    log,
    randomBytes,
    onCreated: async (detail) => {
      await bus.put({ source: objectEventSource, detailType: objectCreatedType, detail });
    },
  });
  return { s3: { region, buckets, endpoint: store.url, credentials }, close: () => store.close() };
};
