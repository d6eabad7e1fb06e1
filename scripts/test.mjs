/** `npm test [-- vitest arguments]`: installs what is missing and runs every test that this machine can run. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { requireNode, root } from './lib/repository.mjs';
import { runTool } from './lib/run.mjs';
import { summarise } from './lib/test-summary.mjs';

requireNode();
await ensureInstalled(root, (line) => console.log(`parley: ${line}`)).catch((cause) => {
  console.error(cause.message);
  process.exit(1);
});

const file = join(root, 'build', `test-results-${process.pid}.json`);
mkdirSync(join(root, 'build'), { recursive: true });
const reporters = ['--reporter=default', '--reporter=./scripts/lib/results-reporter.mjs'];
const code = await runTool(root, 'vitest/vitest.mjs', ['run', ...reporters, ...process.argv.slice(2)], {
  env: { ...process.env, PARLEY_TEST_RESULTS: file },
});

// A runner that died before it could count is one failure.
const died = { passed: 0, failed: code === 0 ? 0 : 1, skipped: [], unexplained: [] };
const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : died;
rmSync(file, { force: true });

const { lines, ok } = summarise(results);
console.log(`\n${lines.join('\n')}`);
process.exitCode = ok && code === 0 ? 0 : 1;
