import { randomUUID } from 'node:crypto';
import { readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a build read, under the repository, and what it made, under its own folder. */
export interface Built {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Hidden, so that no server shows it. */
const file = '.made-of.json';

/**
 * Remembers of a build what the next one needs to know whether there is anything to do: size and time of every file it
 * read. One that was changed while it ran is not remembered, since nobody can tell which of its versions was read.
 *
 * @param began epoch milliseconds
 */
export const rememberBuild = async (root: string, outDir: string, built: Built, began: number): Promise<void> => {
  const inputs: [path: string, state: string][] = [];
  for (const path of built.inputs) {
    const found = await stat(join(root, path));
    if (found.mtimeMs >= began) return;
    inputs.push([path, stateOf(found)]);
  }
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
    const states = await Promise.all(inputs.map(async ([path]) => stateOf(await stat(join(root, path)))));
    if (inputs.some(([, state], at) => state !== states[at])) return false;
    await Promise.all(outputs.map((path) => utimes(join(outDir, path), now / 1_000, now / 1_000)));
    return outputs.length > 0;
  } catch {
    // Never built, or something is gone since.
    return false;
  }
};

const stateOf = ({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string =>
  `${size} ${mtimeMs}`;

const remembered = (text: string): { inputs: (readonly [string, string])[]; outputs: string[] } => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('inputs' in value) || !('outputs' in value)) {
    return { inputs: [], outputs: [] };
  }
  const inputs: readonly unknown[] = Array.isArray(value.inputs) ? value.inputs : [];
  const outputs: readonly unknown[] = Array.isArray(value.outputs) ? value.outputs : [];
  return { inputs: inputs.map(pairOf), outputs: outputs.map(String) };
};

const pairOf = (value: unknown): readonly [string, string] =>
  Array.isArray(value) ? [String(value[0]), String(value[1])] : ['', ''];
