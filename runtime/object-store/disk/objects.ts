import { opendir, mkdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent } from '../../files.ts';
import type { Blobs } from './blobs.ts';
import { replaceDurably, syncFolder } from './durable.ts';
import { fileNameOf, isFileName, keyInFileName } from './key-names.ts';
import { Locks } from './locks.ts';
import { readObjectRecord, type ObjectRecord } from './records.ts';

/** A record with its bytes kept from being removed, until `release`. */
export interface HeldObject {
  readonly record: ObjectRecord;
  readonly release: () => Promise<void>;
}

/** The objects of all buckets: a record each, in one folder a bucket, and their blobs. */
export class Objects {
  readonly #folder: string;
  readonly #blobs: Blobs;
  readonly #unique: () => string;
  readonly #locks = new Locks();

  private constructor(folder: string, blobs: Blobs, unique: () => string) {
    this.#folder = folder;
    this.#blobs = blobs;
    this.#unique = unique;
  }

  /** `unique` gives texts that are good for file names and never the same. */
  static async open(parts: {
    readonly folder: string;
    readonly buckets: readonly string[];
    readonly blobs: Blobs;
    readonly unique: () => string;
  }): Promise<Objects> {
    for (const bucket of parts.buckets) await mkdir(join(parts.folder, bucket), { recursive: true });
    await syncFolder(parts.folder);
    return new Objects(parts.folder, parts.blobs, parts.unique);
  }

  async find(bucket: string, key: string): Promise<ObjectRecord | undefined> {
    const text = await readIfPresent(this.#path(bucket, key));
    return text === undefined ? undefined : readObjectRecord(text);
  }

  async hold(bucket: string, key: string): Promise<HeldObject | undefined> {
    // Not between a change of the record and the removal of what it had.
    return await this.#locks.hold(this.#path(bucket, key), async () => {
      const record = await this.find(bucket, key);
      return record && { record, release: this.#blobs.pin(record.blobs) };
    });
  }

  /**
   * Puts a record in place of another, or, with `undefined`, of none. `change` sees what is there and may throw; nobody else
   * changes the key meanwhile. What it returns is durable when this is done.
   */
  async change<After extends ObjectRecord | undefined>(
    bucket: string,
    key: string,
    change: (before: ObjectRecord | undefined) => Promise<After>,
  ): Promise<After> {
    const path = this.#path(bucket, key);
    return await this.#locks.hold(path, async () => {
      const before = await this.find(bucket, key);
      const after = await change(before);
      if (after !== undefined) {
        await replaceDurably(path, JSON.stringify(after), this.#unique());
      } else if (before !== undefined) {
        await unlink(path);
        await syncFolder(join(this.#folder, bucket));
      }
      const kept = new Set(after?.blobs.map(({ id }) => id));
      // The change stands; what could not be removed now, the next sweep finds.
      await this.#blobs.remove((before?.blobs ?? []).filter(({ id }) => !kept.has(id))).catch(() => undefined);
      return after;
    });
  }

  /**
   * The first `most` distinct names that `nameOf` gives the bucket's keys, in the order of their bytes; it gives `undefined`
   * for a key that is not wanted. Looks at every key and keeps few.
   */
  async names(bucket: string, most: number, nameOf: (key: string) => string | undefined): Promise<readonly string[]> {
    let found = new Set<string>();
    for await (const { name: file } of await opendir(join(this.#folder, bucket))) {
      const key = isFileName(file) ? (keyInFileName(file) ?? (await this.#keyOf(bucket, file))) : undefined;
      const name = key === undefined ? undefined : nameOf(key);
      if (name === undefined) continue;
      found.add(name);
      if (found.size >= 2 * most + 1000) found = new Set(inOrder(found).slice(0, most));
    }
    return inOrder(found).slice(0, most);
  }

  /** All records, in no order. Removes drafts that a crash left: only while nobody writes any. */
  async *all(): AsyncGenerator<ObjectRecord> {
    for await (const bucket of await opendir(this.#folder)) {
      for await (const { name } of await opendir(join(this.#folder, bucket.name))) {
        const path = join(this.#folder, bucket.name, name);
        const text = isFileName(name) ? await readIfPresent(path) : undefined;
        if (text !== undefined) yield readObjectRecord(text);
        else if (!isFileName(name)) await rm(path, { force: true });
      }
    }
  }

  async #keyOf(bucket: string, name: string): Promise<string | undefined> {
    const text = await readIfPresent(join(this.#folder, bucket, name));
    return text === undefined ? undefined : readObjectRecord(text).key;
  }

  #path(bucket: string, key: string): string {
    return join(this.#folder, bucket, fileNameOf(key));
  }
}

const inOrder = (names: Iterable<string>): string[] =>
  [...names].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
