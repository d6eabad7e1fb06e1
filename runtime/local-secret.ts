import { link, mkdir, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode, readIfPresent, writeDurably } from './files.ts';

/**
 * A secret that lives as long as the data beside it: made on first use, the same after every restart.
 *
 * @param randomBytes gives 32 bytes that nobody can guess.
 */
export async function localSecret(path: string, randomBytes: (count: number) => Uint8Array): Promise<string> {
  const kept = await readIfPresent(path);
  if (kept !== undefined) return kept;
  const fresh = Buffer.from(randomBytes(32)).toString('base64url');
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${fresh.slice(0, 8)}`;
  await writeDurably(draft, fresh);
  try {
    // A link is made whole or not at all, and never over another one.
    await link(draft, path);
    return fresh;
  } catch (cause) {
    // Another start was first: what it wrote is the secret.
    if (!hasCode(cause, 'EEXIST')) throw cause;
    return await localSecret(path, randomBytes);
  } finally {
    await unlink(draft);
  }
}
