import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode, writeDurably } from '../../files.ts';

/** Puts a whole new file in place of any other; once it returns, a loss of power changes nothing about it. */
export const replaceDurably = async (path: string, text: string, unique: string): Promise<void> => {
  const draft = `${path}.${unique}`;
  await writeDurably(draft, text);
  await rename(draft, path);
  await syncFolder(dirname(path));
};

/** Makes the names in a folder durable: a new file's bytes are, by its own sync, but not that it is there. */
export const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    // Windows opens no folders, and keeps names durable by itself.
    if (!hasCode(cause, 'EISDIR') && !hasCode(cause, 'EPERM')) throw cause;
  }
};
