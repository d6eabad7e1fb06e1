/** `npm test` in this folder: bundles the suite with the root's packages, runs it on the simulator of this one, counts. */
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { summarise } from '../../scripts/lib/test-summary.mjs';

const folder = import.meta.dirname;
const root = resolve(folder, '../..');
const { build } = createRequire(join(root, 'package.json'))('esbuild');
if (!existsSync(join(folder, 'node_modules/@aws-amplify/amplify-appsync-simulator/package.json'))) {
  console.error('unable to test on the simulator; run npm ci in test/simulator first');
  process.exit(1);
}

// The bundle lies outside of this folder, so that its packages are the root's: graphql 16 here, 15 in the simulator.
const bundle = join(root, 'build/simulator/suite.mjs');
mkdirSync(join(root, 'build/simulator'), { recursive: true });
await build({
  entryPoints: [join(folder, 'suite.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});

const results = { passed: 0, failed: 0, skipped: [], unexplained: [] };
const tests = run({ files: [bundle], timeout: 120_000 });
const isTest = ({ details }) => details.type !== 'suite';
tests.on('test:pass', (event) => {
  if (!isTest(event)) return;
  if (typeof event.skip === 'string') results.skipped.push({ name: event.name, reason: event.skip });
  else if (event.skip) results.unexplained.push(event.name);
  else results.passed += 1;
});
tests.on('test:fail', (event) => {
  if (isTest(event)) results.failed += 1;
});
for await (const line of tests.compose(new spec())) process.stdout.write(line);

const { lines, ok } = summarise(results);
console.log(`\n${lines.join('\n')}`);
process.exitCode = ok ? 0 : 1;
