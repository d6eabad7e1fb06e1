import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, replaceFile } from '../files.ts';
import { isJsonObject, parseJson } from '../json.ts';

/** How far one consumer is in one stream. */
export interface Checkpoint {
  /** The stream it is in: of another one, nothing is known. */
  readonly stream: string;
  /** By shard; the last record that is done with, `null` before the first. */
  readonly shards: Readonly<Record<string, { readonly after: string | null; readonly ended: boolean }>>;
}

/** Where consumers note how far they are. Durable when `write` resolves. */
export interface Checkpoints {
  read(consumer: string): Promise<Checkpoint | undefined>;
  write(consumer: string, checkpoint: Checkpoint): Promise<void>;
}

/** One file a consumer, replaced whole. */
export function fileCheckpoints(folder: string): Checkpoints {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (consumer: string): string => join(folder, `${consumer}.json`);
  return {
    async read(consumer) {
      // A draft that a crash left behind would be in the way of the next one.
      await rm(`${pathOf(consumer)}.new`, { force: true });
      const value = parseJson((await readIfPresent(pathOf(consumer))) ?? '');
      if (!isJsonObject(value) || typeof value['stream'] !== 'string' || !isJsonObject(value['shards']))
        return undefined;
      const shards = Object.entries(value['shards']).flatMap(([id, shard]) => {
        const after = isJsonObject(shard) ? shard['after'] : undefined;
        if (!isJsonObject(shard) || (typeof after !== 'string' && after !== null)) return [];
        return [[id, { after, ended: shard['ended'] === true }] as const];
      });
      return { stream: value['stream'], shards: Object.fromEntries(shards) };
    },
    write: (consumer, checkpoint) => replaceFile(pathOf(consumer), JSON.stringify(checkpoint), 'new'),
  };
}
