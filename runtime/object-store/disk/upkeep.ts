import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../contract.ts';
import { hasCode, writeDurably } from '../../files.ts';
import type { Store } from '../store.ts';
import { syncFolder } from './durable.ts';

type Stored = Pick<Store, 'blobs' | 'objects' | 'uploads'>;

/**
 * Removes what a crash left behind: drafts, and bytes that no record owns. Only while nothing is served. Whether there was
 * a crash tells a mark on the disk, which `close` takes away.
 */
export const sweepAfterCrash = async (
  folder: string,
  { blobs, objects, uploads }: Stored,
  log: Log,
): Promise<{ readonly close: () => Promise<void> }> => {
  const mark = join(folder, 'in-use');
  const isNew = await writeDurably(mark, '').then(
    () => true,
    (cause: unknown) => {
      if (hasCode(cause, 'EEXIST')) return false;
      throw cause;
    },
  );
  if (isNew) {
    await syncFolder(folder);
  } else {
    await uploads.sweep();
    const owned = new Set<string>();
    for await (const { parts } of uploads.all()) for (const { blob } of parts) owned.add(blob.id);
    for await (const record of objects.all()) for (const { id } of record.blobs) owned.add(id);
    log.info('object-store.swept', { removed: await blobs.sweep((id) => owned.has(id)) });
  }
  return { close: () => rm(mark, { force: true }) };
};

const everyMs = 60 * 60_000;

/** Removes uploads in parts that nobody went on with: now, and every hour. */
export const removeAbandoned = (
  { uploads, clock }: Pick<Store, 'uploads' | 'clock'>,
  log: Log,
  afterMs: number,
): { readonly stop: () => Promise<void> } => {
  let stopped = false;
  const remove = async (): Promise<void> => {
    try {
      for await (const { id, record } of uploads.all()) {
        if (stopped) return;
        if (clock.now() - record.begunAt > afterMs) await uploads.hold(id, () => uploads.remove(id));
      }
    } catch (cause) {
      log.error('object-store.upkeep-failed', { error: cause instanceof Error ? cause.name : 'unknown' });
    }
  };
  let working = remove();
  const timer = setInterval(() => {
    working = working.then(remove);
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await working;
    },
  };
};
