import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { areStill, statesOf } from './made-of.mjs';

/**
 * Bundles a TypeScript file, packages left outside, and imports it into this process with source maps on.
 *
 * `import.meta.url` in the sources still names the source file, so paths relative to it hold in tests and here alike.
 *
 * @param {string} root the repository
 * @param {string} entry path under the root, for example `runtime/main.ts`
 * @returns {Promise<Record<string, unknown>>} the module
 */
export async function loadTypeScript(root, entry) {
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(await bundleForNode(root, entry)).href);
}

/**
 * As `loadTypeScript`, but only builds, and that only where a source changed since it was built last.
 *
 * @returns {Promise<string>} the built file under build/
 */
export async function bundleForNode(root, entry) {
  const began = Date.now();
  const name = entry.replaceAll('/', '-').replace(/\.ts$/, '');
  const built = join(root, 'build', `${name}.mjs`);
  const record = join(root, 'build', `${name}.made-of.json`);
  if (await isBuilt(root, record)) return built;

  // Imported late: this file is loaded before packages are installed.
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [{ in: entry, out: name }],
    outdir: join(root, 'build'),
    outExtension: { '.js': '.mjs' },
    // What is imported late stays outside, with the packages that it needs. Those parts are small and named by what they
    // hold, and none is ever removed: a server that has run for days may still ask for one of its own.
    splitting: true,
    chunkNames: 'parts/[hash]',
    write: false,
    metafile: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    charset: 'utf8',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [sourceUrls],
  });
  // The entry last: it names the parts.
  for (const { path, contents } of [...outputFiles].sort(
    (one, other) => (one.path === built) - (other.path === built),
  )) {
    if (path === built || !existsSync(path)) await writeWhole(path, contents);
  }
  const inputs = [...Object.keys(metafile.inputs), ...builtBy];
  const outputs = outputFiles.map(({ path }) => relative(root, path));
  await writeWhole(record, JSON.stringify({ root, outputs, inputs: statesOf(root, inputs, began) }));
  return built;
}

/** What else decides over what is built. A newer compiler comes with a newer lock file. */
const builtBy = ['package-lock.json', 'tsconfig.json', 'scripts/lib/load-typescript.mjs'];

/** Sources know where they lie, so what was built elsewhere and carried here is built again. */
async function isBuilt(root, record) {
  try {
    const { root: builtAt, outputs, inputs } = JSON.parse(await readFile(record, 'utf8'));
    return builtAt === root && areStill(root, inputs) && outputs.every((path) => existsSync(join(root, path)));
  } catch {
    // Never built, or half a record.
    return false;
  }
}

/** Renamed into place, so that a second start at the same moment never imports half a file. */
async function writeWhole(path, contents) {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, path);
}

const sourceUrls = {
  name: 'source-urls',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('import.meta.url')) return undefined;
      return { contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' };
    });
  },
};
