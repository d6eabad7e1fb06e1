import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Waiting {
  readonly line: string;
  readonly written: () => void;
  readonly failed: (cause: unknown) => void;
}

/**
 * Lines in a file, in the order in which they came, of which the last `keep` outlive the process: also one that is killed.
 *
 * What is appended at the same time is written and synced to the disk together. A line that was cut short by a kill was never
 * acknowledged, and is removed when the file is opened.
 */
export class Journal {
  readonly #path: string;
  readonly #keep: number;
  #file: FileHandle;
  /** What the file holds that is whole, in bytes. */
  #length: number;
  #lines: string[];
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  private constructor(path: string, keep: number, opened: { file: FileHandle; length: number; lines: string[] }) {
    this.#path = path;
    this.#keep = keep;
    this.#file = opened.file;
    this.#length = opened.length;
    this.#lines = opened.lines;
  }

  /** @throws where the file cannot be read or made. */
  static async open(path: string, keep: number): Promise<Journal> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, '', { flag: 'a', mode: 0o600 });
    const bytes = await readFile(path);
    const length = bytes.lastIndexOf('\n') + 1;
    const lines = bytes.subarray(0, length).toString('utf8').split('\n').slice(0, -1);
    const file = await open(path, 'r+');
    try {
      await file.truncate(length);
    } catch (cause) {
      await file.close();
      throw cause;
    }
    return new Journal(path, keep, { file, length, lines });
  }

  /** The last lines, at most `keep`, oldest first. */
  get lines(): readonly string[] {
    return this.#lines.slice(-this.#keep);
  }

  /** Settles once the line is on the disk; rejects where it could not be written, and then it is not there. */
  async append(line: string): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ line, written: resolve, failed: reject });
    });
    this.#writing ??= this.#writeAll();
    return written;
  }

  /** Settles when what was appended is settled. Nothing may be appended afterwards. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        if (this.#lines.length >= 2 * this.#keep) await this.#shorten();
        await this.#write(batch.map(({ line }) => line));
        for (const { written } of batch) written();
      } catch (cause) {
        for (const { failed } of batch) failed(cause);
      }
    }
    // Here and not once the promise is settled: what is appended in between would wait for nobody.
    this.#writing = undefined;
  }

  async #write(lines: readonly string[]): Promise<void> {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    try {
      for (let at = 0; at < bytes.length;) {
        at += (await this.#file.write(bytes, at, bytes.length - at, this.#length + at)).bytesWritten;
      }
      await this.#file.datasync();
    } catch (cause) {
      // A part of it may be there. A disk that refuses this as well leaves it to the next write to overwrite.
      await this.#file.truncate(this.#length).catch(() => undefined);
      throw cause;
    }
    this.#length += bytes.length;
    this.#lines.push(...lines);
  }

  /** Replaces the file by one with the lines that are kept. A crash leaves the old file or the new one. */
  async #shorten(): Promise<void> {
    const lines = this.#lines.slice(-this.#keep);
    const draft = `${this.#path}.shorter`;
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    const file = await open(draft, 'w+', 0o600);
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    await this.#file.close();
    try {
      await rename(draft, this.#path);
      this.#lines = lines;
      this.#length = bytes.length;
    } finally {
      this.#file = await open(this.#path, 'r+');
    }
  }
}
