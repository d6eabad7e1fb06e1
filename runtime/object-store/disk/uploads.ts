import { mkdir, opendir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, readIfPresent } from '../../files.ts';
import type { Blob, Blobs } from './blobs.ts';
import { replaceDurably, syncFolder } from './durable.ts';
import { Locks } from './locks.ts';
import { readPartRecord, readUploadRecord, type PartRecord, type UploadRecord } from './records.ts';

const isUploadId = (id: string): boolean => /^[A-Za-z0-9_-]{32}$/.test(id);
const recordName = 'upload.json';
const partName = /^part-(\d{1,5})\.json$/;

/** Uploads in parts that are under way: a folder each, with a record of it and one of every part. */
export class Uploads {
  readonly #folder: string;
  readonly #blobs: Blobs;
  readonly #unique: () => string;
  readonly #locks = new Locks();

  private constructor(folder: string, blobs: Blobs, unique: () => string) {
    this.#folder = folder;
    this.#blobs = blobs;
    this.#unique = unique;
  }

  static async open(parts: {
    readonly folder: string;
    readonly blobs: Blobs;
    readonly unique: () => string;
  }): Promise<Uploads> {
    await mkdir(parts.folder, { recursive: true });
    return new Uploads(parts.folder, parts.blobs, parts.unique);
  }

  /** `id` is one that nobody can guess, of 32 letters and digits. */
  async begin(id: string, record: UploadRecord): Promise<void> {
    const draft = join(this.#folder, this.#unique());
    await mkdir(draft);
    await replaceDurably(join(draft, recordName), JSON.stringify(record), this.#unique());
    await rename(draft, join(this.#folder, id));
    await syncFolder(this.#folder);
  }

  /** `undefined` for every id that names no upload of this key. */
  async find(id: string, bucket: string, key: string): Promise<UploadRecord | undefined> {
    if (!isUploadId(id)) return undefined;
    const text = await readIfPresent(this.#recordPath(id));
    const record = text === undefined ? undefined : readUploadRecord(text);
    return record?.bucket === bucket && record.key === key ? record : undefined;
  }

  /** Nothing else happens to the upload meanwhile. */
  async hold<Value>(id: string, work: () => Promise<Value>): Promise<Value> {
    return await this.#locks.hold(id, work);
  }

  /** Puts a part in place of what was sent under its number before. Within `hold`. */
  async keepPart(id: string, part: PartRecord): Promise<void> {
    const path = join(this.#folder, id, `part-${part.number}.json`);
    const before = await readIfPresent(path);
    await replaceDurably(path, JSON.stringify(part), this.#unique());
    if (before !== undefined) await this.#blobs.remove([readPartRecord(before).blob]);
  }

  /** By number. */
  async parts(id: string): Promise<readonly PartRecord[]> {
    const numbers = (await readdir(join(this.#folder, id)).catch(noneIfGone))
      .flatMap((name) => partName.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((one, other) => one - other);
    const parts: PartRecord[] = [];
    for (const number of numbers) {
      const text = await readIfPresent(join(this.#folder, id, `part-${number}.json`));
      if (text !== undefined) parts.push(readPartRecord(text));
    }
    return parts;
  }

  /** Removes an upload and what it has. Within `hold`. */
  async remove(id: string): Promise<void> {
    const blobs: readonly Blob[] = (await this.parts(id)).map(({ blob }) => blob);
    // First the record: without it nothing is under way, whatever a crash leaves.
    await rm(this.#recordPath(id), { force: true });
    await syncFolder(join(this.#folder, id)).catch((cause: unknown) => {
      if (!hasCode(cause, 'ENOENT')) throw cause;
    });
    await rm(join(this.#folder, id), { recursive: true, force: true });
    await this.#blobs.remove(blobs);
  }

  /** All uploads under way, in no order, with what they have. */
  async *all(): AsyncGenerator<{
    readonly id: string;
    readonly record: UploadRecord;
    readonly parts: readonly PartRecord[];
  }> {
    for await (const { name: id } of await opendir(this.#folder)) {
      const text = isUploadId(id) ? await readIfPresent(this.#recordPath(id)) : undefined;
      if (text !== undefined) yield { id, record: readUploadRecord(text), parts: await this.parts(id) };
    }
  }

  /** Removes what is no upload: what a crash left half made or half removed. Only while nobody makes any. */
  async sweep(): Promise<void> {
    for (const id of await readdir(this.#folder)) {
      const isWhole = isUploadId(id) && (await readIfPresent(this.#recordPath(id))) !== undefined;
      if (!isWhole) await rm(join(this.#folder, id), { recursive: true, force: true });
    }
  }

  #recordPath(id: string): string {
    return join(this.#folder, id, recordName);
  }
}

const noneIfGone = (cause: unknown): string[] => {
  if (hasCode(cause, 'ENOENT')) return [];
  throw cause;
};
