import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

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

/** As `loadTypeScript`, but only builds. @returns {Promise<string>} the built file under build/ */
export async function bundleForNode(root, entry) {
  // Imported late: this file is loaded before packages are installed.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(root, 'build', `${entry.replaceAll('/', '-').replace(/\.ts$/, '')}.mjs`),
    write: false,
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
  const [output] = outputFiles;
  await mkdir(join(root, 'build'), { recursive: true });
  // Renamed into place, so that a second start at the same moment never imports half a file.
  const draft = `${output.path}.${process.pid}`;
  await writeFile(draft, output.contents);
  await rename(draft, output.path);
  return output.path;
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
