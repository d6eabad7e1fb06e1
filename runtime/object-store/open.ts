import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Clock, JsonObject, Log } from '../contract.ts';
import { Blobs } from './disk/blobs.ts';
import { Objects } from './disk/objects.ts';
import { Uploads } from './disk/uploads.ts';
import { removeAbandoned, sweepAfterCrash } from './disk/upkeep.ts';
import { objectCreatedDetail } from './events.ts';
import { storeLimits, type StoreLimits } from './limits.ts';
import { createStoreServer } from './server.ts';
import type { StoreCredentials } from './signatures/keys.ts';
import type { Store } from './store.ts';

export interface ObjectStoreParts {
  /** Everything is kept in `objects` below it. */
  readonly dataDir: string;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly region: string;
  readonly credentials: StoreCredentials;
  /** The buckets that there are. */
  readonly buckets: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Gives bytes that nobody can guess. */
  readonly randomBytes: (count: number) => Uint8Array;
  /**
   * Hears of every object once it is on the disk, with the detail of S3's `Object Created` event. As those of S3, an event
   * may be lost when the process dies: whoever relies on it also looks by itself.
   */
  readonly onCreated: (detail: JsonObject) => Promise<void>;
  readonly limits?: Partial<StoreLimits>;
}

/** An S3 of one's own, as far as the product uses one: `docs/object-store.md`. */
export interface ObjectStore {
  /** `http://host:port`; buckets are the first part of the path. */
  readonly url: string;
  /** Stops accepting, finishes what is under way, and hears no more. */
  close(): Promise<void>;
}

export const openObjectStore = async (parts: ObjectStoreParts): Promise<ObjectStore> => {
  const { clock, log, randomBytes } = parts;
  const limits = { ...storeLimits, ...parts.limits };
  const secret = (bytes: number): string => Buffer.from(randomBytes(bytes)).toString('base64url');
  const run = Buffer.from(randomBytes(8)).toString('hex');
  let drafts = 0;
  const unique = (): string => `${run}-${(drafts += 1).toString(36)}`;

  const folder = join(parts.dataDir, 'objects');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const blobs = await Blobs.open(join(folder, 'blobs'), unique);
  const objects = await Objects.open({ folder: join(folder, 'records'), buckets: parts.buckets, blobs, unique });
  const uploads = await Uploads.open({ folder: join(folder, 'uploads'), blobs, unique });

  const sweep = await sweepAfterCrash(folder, { blobs, objects, uploads }, log);

  let sequence = 0n;
  const told = new Set<Promise<void>>();
  const store: Store = {
    buckets: new Set(parts.buckets),
    knowledge: { credentials: parts.credentials, region: parts.region, clock },
    clock,
    blobs,
    objects,
    uploads,
    nextSequencer: () => {
      const byTime = BigInt(clock.now()) << 16n;
      sequence = sequence < byTime ? byTime : sequence + 1n;
      return sequence.toString(16).toUpperCase().padStart(16, '0');
    },
    newUploadId: () => secret(24),
    created: (bucket, record, reason, requestId) => {
      const telling = parts
        .onCreated(objectCreatedDetail(bucket, record, reason, requestId))
        .catch((cause: unknown) =>
          log.error('object-store.untold', { error: cause instanceof Error ? cause.name : 'unknown' }),
        )
        .finally(() => told.delete(telling));
      told.add(telling);
    },
  };

  const { server, settled } = createStoreServer({ store, limits, log, newRequestId: () => secret(12) });
  const url = await listen(server, parts.host, parts.port);
  const upkeep = removeAbandoned(store, log, limits.abandonedMs);
  return {
    url,
    close: async () => {
      await Promise.all([stop(server, limits.closeMs), upkeep.stop()]);
      await settled();
      await Promise.all(told);
      await sweep.close();
    },
  };
};

const listen = (server: Server, host: string, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('unable to open the object store; it has no address'));
        return;
      }
      resolve(`http://${reachable(address.address)}:${address.port}`);
    });
  });

/** All addresses are none to send a request to. */
const reachable = (address: string): string => {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
};

const stop = (server: Server, withinMs: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), withinMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
