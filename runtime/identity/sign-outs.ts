import { join } from 'node:path';
import { isJsonObject, parseJson } from '../json.ts';
import { readIfPresent, replaceFile } from '../files.ts';

/** When each user last signed out everywhere, in epoch seconds, kept under `dataDir/identity/`. */
export interface SignOuts {
  lastOf(userId: string): number | undefined;
  /** Takes effect at once; settles when it is on the disk. */
  record(userId: string, at: number): Promise<void>;
}

/** @throws when the file cannot be read or is damaged. The directory must exist. */
export async function openSignOuts(dataDir: string, uuid: () => string): Promise<SignOuts> {
  const path = join(dataDir, 'identity', 'sign-outs.json');
  const last = parse(await readIfPresent(path), path);
  let written: Promise<void> = Promise.resolve();

  return {
    lastOf: (userId) => last.get(userId),
    record(userId, at) {
      last.set(userId, at);
      const text = JSON.stringify(Object.fromEntries(last));
      written = written.catch(() => undefined).then(() => replaceFile(path, text, uuid()));
      return written;
    },
  };
}

function parse(text: string | undefined, path: string): Map<string, number> {
  if (text === undefined) return new Map();
  const users = parseJson(text);
  if (!isJsonObject(users)) {
    throw new Error(`unable to read the sign-outs; ${path} is damaged, delete it to forget them`);
  }
  return new Map(Object.entries(users).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}
