import { codeOf, codeOfFunction, functions, resolvers } from '../resolvers/manifest.ts';
import { bundleResolvers } from './bundle-resolvers.ts';

/** AppSync refuses a resolver or function above this many characters. */
export const hardLimit = 32_768;

/** Characters a bundle may have unless `budgets` says otherwise: half of what AppSync takes. */
export const defaultBudget = hardLimit / 2;

/** Bundles that have earned more, each with its reason beside it. Keys are entry names as in `bundleResolvers`. */
export const budgets: Readonly<Record<string, number>> = {
  // The one path with every rule of every kind of message, in three functions: a fourth has no room among ten. The field names
  // what subscribers receive and shows any message; the first function judges contents and what it points at, the second rules, rates and files.
  'Mutation.sendMessage': 20_500,
  'functions/readToSend': 21_400,
  'functions/guardSendRate': 19_500,
  // It judges who may edit and what, and what subscribers are to receive: both depend on the message, which reading shows.
  'functions/readToEdit': 22_500,
  // They show messages of every kind, those of calls with what was recorded of them.
  'Query.messages': 16_800,
  'Query.threadMessages': 16_800,
};

export interface BundleSize {
  readonly entry: string;
  readonly characters: number;
  readonly budget: number;
  readonly over: boolean;
}

/** Every bundle that the manifest names, once: its fields first, then its functions. */
export function entriesOfManifest(): readonly string[] {
  return [...new Set([...resolvers.map(codeOf), ...Object.keys(functions).map(codeOfFunction)])];
}

/** The size of each bundle against its budget, largest first. Characters are counted as AppSync does: UTF-16 units. */
export function measure(
  bundles: ReadonlyMap<string, string>,
  allowed: Readonly<Record<string, number>> = budgets,
): readonly BundleSize[] {
  return [...bundles]
    .map(([entry, code]) => {
      const budget = Math.min(allowed[entry] ?? defaultBudget, hardLimit);
      return { entry, characters: code.length, budget, over: code.length > budget };
    })
    .sort((a, b) => b.characters - a.characters || (a.entry < b.entry ? -1 : 1));
}

/** A table for people: one line a bundle, what is over its budget marked. */
export function tableOf(sizes: readonly BundleSize[]): string {
  const width = Math.max(...sizes.map(({ entry }) => entry.length), 0);
  return sizes
    .map(({ entry, characters, budget, over }) => {
      const share = `${String(Math.round((100 * characters) / budget)).padStart(4)} %`;
      const mark = over ? '  over budget' : '';
      return `${entry.padEnd(width)}  ${String(characters).padStart(6)} of ${String(budget)}  ${share}${mark}`;
    })
    .join('\n');
}

/** Bundles and measures everything in the manifest of the repository at `root`. */
export async function measureRepository(root: string): Promise<readonly BundleSize[]> {
  return measure(await bundleResolvers({ root, entries: entriesOfManifest() }));
}
