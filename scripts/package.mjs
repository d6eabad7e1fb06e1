/**
 * `npm run package`: builds what other projects import, `parley/client`, `parley/react` and `parley/markdown`, into dist/, and writes what they
 * export to etc/*.api.md. `--check` fails where a report is not the one that is committed; `--out` builds elsewhere.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { apiReport } from './api-report.mjs';
import { root } from './lib/repository.mjs';
import { runTool } from './lib/run.mjs';

const { values: chosen } = parseArgs({ options: { check: { type: 'boolean' }, out: { type: 'string' } } });
const out = resolve(root, chosen.out ?? 'dist');
const entries = {
  client: 'client/core/index.ts',
  react: 'client/react/index.ts',
  markdown: 'client/markdown/index.ts',
};

/** One file for each entry and what they share in others, so that a class is one class to both. Packages are the user's. */
const buildCode = () =>
  build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: out,
    bundle: true,
    splitting: true,
    chunkNames: 'shared-[hash]',
    packages: 'external',
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    jsx: 'automatic',
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'warning',
  });

/** What was built before says nothing of a folder that is made anew. */
const typesTo = ['--outDir', join(out, 'types'), '--tsBuildInfoFile', join(out, 'types/.tsbuildinfo')];
const buildTypes = () => runTool(root, 'typescript/bin/tsc', ['-p', 'tsconfig.package.json', ...typesTo]);

await rm(out, { recursive: true, force: true });
await mkdir(join(root, 'etc'), { recursive: true });
await buildCode();
if ((await buildTypes()) !== 0) process.exit(1);
for (const name of Object.keys(entries)) {
  const declared = join(out, 'types', entries[name].replace(/\.ts$/, '.d.ts'));
  const report = apiReport(`parley/${name}`, declared);
  const path = join(root, 'etc', `${name}.api.md`);
  const committed = await readFile(path, 'utf8').catch(() => '');
  if (report === committed) continue;
  if (chosen.check) {
    console.error(`etc/${name}.api.md is not what parley/${name} exports now; npm run package writes it anew`);
    process.exitCode = 1;
  } else await writeFile(path, report);
}
