import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, codeOfFunction, functions, resolvers } from '../resolvers/manifest.ts';
import { areStill, statesOf } from '../scripts/lib/made-of.mjs';
import { bundleResolversOf } from '../tools/bundle-resolvers.ts';
import { createEvaluator, type PreparedCode } from './evaluator/index.ts';

export interface CodeToPrepare {
  /** The repository. */
  readonly root: string;
  /** Epoch milliseconds before which this very code was loaded: what was changed since may not be what runs. */
  readonly loaded: number;
  /** As `bundleResolvers` takes them. Default: all code of the manifest. */
  readonly entries?: readonly string[];
}

/** Every name under which the manifest has code, each once. */
const allEntries = [...new Set([...resolvers.map(codeOf), ...Object.keys(functions).map(codeOfFunction)])];

/**
 * Code of resolvers, bundled as for AppSync, checked and ready to be opened by an evaluator, in the order of its names.
 *
 * It is kept in `build/`, since bundling and checking is most of the work of a start, and read from there as long as all
 * that it was made of is the same: the resolvers, what they inline, and what bundles and checks them.
 *
 * @throws {RefusedCode} naming what APPSYNC_JS has not.
 */
export async function prepareResolverCode(options: CodeToPrepare): Promise<readonly PreparedCode[]> {
  const { root, loaded, entries = allEntries } = options;
  const file = join(root, 'build', 'resolver-code.json');
  const kept = await readKept(root, entries, file);
  if (kept !== undefined) return kept;

  const { bundles, inputs } = await bundleResolversOf({ root, entries });
  const evaluator = createEvaluator();
  const code = [...bundles].map(([name, source]) => evaluator.prepare({ name, code: source }));
  const states = statesOf(root, [...inputs, ...(await madeBy(root))], loaded);
  if (states !== undefined) await writeWhole(file, JSON.stringify({ states, code }));
  return code;
}

/** What was kept, if it is still what these sources make. */
const readKept = async (
  root: string,
  entries: readonly string[],
  file: string,
): Promise<readonly PreparedCode[] | undefined> => {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof kept !== 'object' || kept === null || !('states' in kept) || !('code' in kept)) return undefined;
    if (!areStill(root, kept.states) || !Array.isArray(kept.code) || !kept.code.every(isPrepared)) return undefined;
    const code: readonly PreparedCode[] = kept.code;
    return code.length === entries.length && code.every(({ name }, at) => name === entries[at]) ? code : undefined;
  } catch {
    // Never kept, or half of it is gone.
    return undefined;
  }
};

const isPrepared = (value: unknown): value is PreparedCode =>
  typeof value === 'object' &&
  value !== null &&
  ['name', 'script', 'handlers', 'added'].every((field) => field in value) &&
  'script' in value &&
  typeof value.script === 'string';

/** What decides over what becomes of the sources. A newer compiler or parser comes with a newer lock file. */
const madeBy = async (root: string): Promise<string[]> => {
  const folders = ['runtime/evaluator', 'runtime/utils', 'runtime/utils/dynamodb', 'runtime/utils/time'];
  const found = await Promise.all(
    folders.map(async (folder) => (await readdir(join(root, folder))).map((name) => `${folder}/${name}`)),
  );
  const sources = found.flat().filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
  return ['package-lock.json', 'tools/bundle-resolvers.ts', 'runtime/resolver-code.ts', ...sources];
};

/** Renamed into place: two starts at the same moment write the same, and nobody reads half of it. */
const writeWhole = async (file: string, text: string): Promise<void> => {
  await mkdir(join(file, '..'), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text);
  await rename(draft, file);
};
