import { open, readFile, rename } from 'node:fs/promises';

/** The text of a file, or `undefined` when there is none. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw cause;
  }
}

/** Writes a file that only its owner may read, and returns once its bytes are on the disk. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Replaces a file by a whole new one: a reader, or a crash, sees the old text or the new. */
export async function replaceFile(path: string, text: string, uniqueSuffix: string): Promise<void> {
  const draft = `${path}.${uniqueSuffix}`;
  await writeDurably(draft, text);
  await rename(draft, path);
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
