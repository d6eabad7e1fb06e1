import { randomUUID } from 'node:crypto';
import { readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { areStill, statesOf } from '../scripts/lib/made-of.mjs';

/** What a build read, under the repository, and what it made, under its own folder. */
export interface Built {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Hidden, so that no server shows it. */
const file = '.made-of.json';

/**
 * Remembers of a build what the next one needs to know whether there is anything to do. One during which a file was changed
 * is not remembered.
 *
 * @param began epoch milliseconds
 */
export const rememberBuild = async (root: string, outDir: string, built: Built, began: number): Promise<void> => {
  const inputs = statesOf(root, built.inputs, began);
  if (inputs === undefined) return;
  const draft = join(outDir, `.${randomUUID()}`);
  await writeFile(draft, JSON.stringify({ inputs, outputs: built.outputs }));
  await rename(draft, join(outDir, file));
};

/**
 * Whether everything that a build would make is there, made of what is there now. Then all of it counts as made at this
 * moment: what nobody made for a day is removed by the next build.
 *
 * @param now epoch milliseconds
 */
export const isBuilt = async (root: string, outDir: string, now: number): Promise<boolean> => {
  try {
    const { inputs, outputs } = remembered(await readFile(join(outDir, file), 'utf8'));
    if (!areStill(root, inputs)) return false;
    await Promise.all(outputs.map((path) => utimes(join(outDir, path), now / 1_000, now / 1_000)));
    return outputs.length > 0;
  } catch {
    // Never built, or something is gone since.
    return false;
  }
};

const remembered = (text: string): { readonly inputs: unknown; readonly outputs: string[] } => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('inputs' in value) || !('outputs' in value)) {
    return { inputs: [], outputs: [] };
  }
  return { inputs: value.inputs, outputs: Array.isArray(value.outputs) ? value.outputs.map(String) : [] };
};
