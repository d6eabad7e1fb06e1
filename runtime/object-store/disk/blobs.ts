import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../files.ts';
import { syncFolder } from './durable.ts';

/** Bytes on the disk that never change. Exactly one record owns each. */
export interface Blob {
  readonly id: string;
  /** In bytes. */
  readonly size: number;
}

const pieceBytes = 256 * 1024;
/** A write goes to the disk in pieces of this, while the next one is gathered. */
const batchBytes = 1024 * 1024;
/** So often the disk is sent on its way while more bytes come, so that the sync at the end has little left to do. */
const syncEveryBytes = 2 * 1024 * 1024;
/** However small the pieces are: each may keep a whole read from the network in memory. */
const batchPieces = 256;

/** All blobs, in one folder. */
export class Blobs {
  readonly #folder: string;
  readonly #unique: () => string;
  readonly #readers = new Map<string, number>();
  readonly #doomed = new Set<string>();

  private constructor(folder: string, unique: () => string) {
    this.#folder = folder;
    this.#unique = unique;
  }

  /** `unique` gives texts that are good for file names and never the same. */
  static async open(folder: string, unique: () => string): Promise<Blobs> {
    await mkdir(folder, { recursive: true });
    return new Blobs(folder, unique);
  }

  async draft(): Promise<BlobDraft> {
    const id = this.#unique();
    return new BlobDraft(id, await open(this.#path(id), 'wx', 0o600), async () => {
      await this.#unlink(id);
    });
  }

  /** Makes the names of new blobs durable. Their bytes are when `BlobDraft.finish` returns. */
  async sync(): Promise<void> {
    await syncFolder(this.#folder);
  }

  /** The same bytes for another owner. Takes no space where the disk can name a file twice. */
  async share(blobs: readonly Blob[]): Promise<readonly Blob[]> {
    const shared: Blob[] = [];
    for (const { id, size } of blobs) {
      const twin = this.#unique();
      try {
        await link(this.#path(id), this.#path(twin));
      } catch (cause) {
        if (hasCode(cause, 'ENOENT')) throw cause;
        await copyFile(this.#path(id), this.#path(twin), constants.COPYFILE_EXCL);
        const copy = await open(this.#path(twin), 'r+');
        await copy.sync().finally(() => copy.close());
      }
      shared.push({ id: twin, size });
    }
    return shared;
  }

  /** Removes blobs whose owner is gone; one that is being read is removed after that. */
  async remove(blobs: readonly Pick<Blob, 'id'>[]): Promise<void> {
    for (const { id } of blobs) {
      if (this.#readers.has(id)) this.#doomed.add(id);
      else await this.#unlink(id);
    }
  }

  /** Keeps blobs from being removed until `release` is called. */
  pin(blobs: readonly Blob[]): () => Promise<void> {
    for (const { id } of blobs) this.#readers.set(id, (this.#readers.get(id) ?? 0) + 1);
    let pinned = true;
    return async () => {
      if (!pinned) return;
      pinned = false;
      for (const { id } of blobs) {
        const left = (this.#readers.get(id) ?? 1) - 1;
        if (left > 0) {
          this.#readers.set(id, left);
          continue;
        }
        this.#readers.delete(id);
        if (this.#doomed.delete(id)) await this.#unlink(id);
      }
    };
  }

  /** `length` bytes from `start` of the blobs one after the other. */
  async *read(blobs: readonly Blob[], start: number, length: number): AsyncGenerator<Buffer> {
    let skip = start;
    let left = length;
    for (const { id, size } of blobs) {
      if (left === 0) return;
      if (skip >= size) {
        skip -= size;
        continue;
      }
      const wanted = Math.min(size - skip, left);
      yield* this.#readOne(id, skip, wanted);
      left -= wanted;
      skip = 0;
    }
  }

  /** Removes what no record owns, and says how many. Only while nobody writes any. */
  async sweep(isOwned: (id: string) => boolean): Promise<number> {
    const left = (await readdir(this.#folder)).filter((id) => !isOwned(id));
    for (const id of left) await this.#unlink(id);
    return left.length;
  }

  async *#readOne(id: string, start: number, length: number): AsyncGenerator<Buffer> {
    const file = await open(this.#path(id), 'r');
    try {
      for (let done = 0; done < length;) {
        const piece = Buffer.allocUnsafe(Math.min(pieceBytes, length - done));
        const { bytesRead } = await file.read(piece, 0, piece.length, start + done);
        if (bytesRead === 0) throw new Error('unable to read the object; its file ends too early');
        done += bytesRead;
        yield piece.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }

  #path(id: string): string {
    return join(this.#folder, id);
  }

  async #unlink(id: string): Promise<void> {
    await unlink(this.#path(id)).catch((cause: unknown) => {
      if (!hasCode(cause, 'ENOENT')) throw cause;
    });
  }
}

/** A blob that is being written. Ends with `finish` or `drop`. */
export class BlobDraft {
  readonly #id: string;
  readonly #file: FileHandle;
  readonly #removeFile: () => Promise<void>;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #size = 0;
  #writing: Promise<unknown> = Promise.resolve();
  #unsynced = 0;
  #syncing: Promise<unknown> = Promise.resolve();

  constructor(id: string, file: FileHandle, removeFile: () => Promise<void>) {
    this.#id = id;
    this.#file = file;
    this.#removeFile = removeFile;
  }

  async write(piece: Buffer): Promise<void> {
    this.#pending.push(piece);
    this.#pendingBytes += piece.length;
    if (this.#pendingBytes >= batchBytes || this.#pending.length >= batchPieces) await this.#flush();
  }

  /** The blob, with its bytes on the disk. */
  async finish(): Promise<Blob> {
    await this.#flush();
    await this.#writing;
    await this.#syncing;
    await this.#file.sync();
    await this.#file.close();
    return { id: this.#id, size: this.#size };
  }

  async drop(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#syncing.catch(() => undefined);
    await this.#file.close().catch(() => undefined);
    await this.#removeFile();
  }

  /** Waits for the batch before, and starts this one. */
  async #flush(): Promise<void> {
    const batch = this.#pending;
    const bytes = this.#pendingBytes;
    this.#pending = [];
    this.#pendingBytes = 0;
    await this.#writing;
    if (bytes === 0) return;
    const position = this.#size;
    this.#size += bytes;
    this.#writing = this.#file.writev(batch, position).then(({ bytesWritten }) => {
      if (bytesWritten !== bytes) throw new Error('unable to store the object; the disk took a part of it');
    });
    // Looked at by the next flush; until then it is no unhandled rejection.
    this.#writing.catch(() => undefined);
    this.#unsynced += bytes;
    if (this.#unsynced < syncEveryBytes) return;
    this.#unsynced = 0;
    const before = this.#syncing;
    this.#syncing = Promise.all([before, this.#writing]).then(() => this.#file.datasync());
    this.#syncing.catch(() => undefined);
  }
}
