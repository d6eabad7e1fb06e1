import { createHash } from 'node:crypto';

/** File systems take names of 255 bytes; a draft's name is longer than the file's by its suffix. */
const longestName = 200;
const plainBytes = longestName / 2;

/**
 * The file name of a key's record: hexadecimal, so that no key means anything to a file system, and none is another's in one
 * that ignores case. Of a long key, its beginning and its hash.
 */
export const fileNameOf = (key: string): string => {
  const bytes = Buffer.from(key, 'utf8');
  if (bytes.length <= plainBytes) return bytes.toString('hex');
  return `${bytes.subarray(0, plainBytes / 2).toString('hex')}-${createHash('sha256').update(bytes).digest('hex')}`;
};

/** The key, where the name tells it whole; otherwise its record does. */
export const keyInFileName = (name: string): string | undefined =>
  /^(?:[0-9a-f]{2})+$/.test(name) ? Buffer.from(name, 'hex').toString('utf8') : undefined;

/** Whether a name is one that `fileNameOf` gives: not a draft that a crash left. */
export const isFileName = (name: string): boolean => /^(?:[0-9a-f]{2})+(?:-[0-9a-f]{64})?$/.test(name);
