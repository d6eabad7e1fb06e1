import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JsonObject } from '../contract.ts';
import { hasCode } from '../files.ts';
import { isJsonObject, parseJson } from '../json.ts';

/**
 * A file of lines that only grows. A line is the operating system's once `append` returns, so that it outlives a process
 * that is killed at any moment; a line that such an end cut off is not there.
 */
export class Journal {
  readonly #path: string;
  #file: number;
  #lines = 0;
  #isClosed = false;

  /** Opens the file, or makes it, and its folder. */
  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#file = openSync(path, 'a', 0o600);
  }

  /** How many lines were appended since it was last rewritten. */
  get lines(): number {
    return this.#lines;
  }

  append(...entries: readonly JsonObject[]): void {
    if (entries.length === 0) return;
    // The number of a closed file is soon another file's.
    if (this.#isClosed) throw new Error('unable to write to the journal; it is closed');
    writeFileSync(this.#file, linesOf(entries));
    this.#lines += entries.length;
  }

  /** What was appended, whole lines only, oldest first. */
  entries(): readonly JsonObject[] {
    const found = textOf(this.#path).split('\n').slice(0, -1).flatMap(parsed);
    this.#lines = found.length;
    return found;
  }

  /** Puts these in the place of all: after a crash in between, either is there, whole. */
  rewrite(entries: readonly JsonObject[]): void {
    const draft = `${this.#path}.new`;
    const file = openSync(draft, 'w', 0o600);
    writeFileSync(file, linesOf(entries));
    renameSync(draft, this.#path);
    closeSync(this.#file);
    this.#file = file;
    this.#lines = entries.length;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#file);
  }
}

const linesOf = (entries: readonly JsonObject[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return '';
    throw cause;
  }
}

function parsed(line: string): readonly JsonObject[] {
  const value = parseJson(line);
  return isJsonObject(value) ? [value] : [];
}
