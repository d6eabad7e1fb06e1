/**
 * `npm run verify`: everything CI checks. Goes on after a failure, so that one run shows all of them.
 * `--quick` leaves out tests and synth; `--no-tests` leaves out the tests.
 */
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/install.mjs';
import { requireNode, root } from './lib/repository.mjs';
import { run, runTool } from './lib/run.mjs';

requireNode();
const { values: chosen } = parseArgs({ options: { quick: { type: 'boolean' }, 'no-tests': { type: 'boolean' } } });
await ensureInstalled(root, (line) => console.log(`parley: ${line}`)).catch((cause) => {
  console.error(cause.message);
  process.exit(1);
});

const script = (name) => () => run(process.execPath, [`scripts/${name}.mjs`], { cwd: root });
const tool =
  (path, ...args) =>
  () =>
    runTool(root, path, args);
const always = [
  ['lint', tool('eslint/bin/eslint.js', '.', '--max-warnings', '0')],
  ['format', tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  ['directions', tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', '.')],
  ['types', script('types')],
  ['codegen', script('codegen-check')],
  ['sizes', script('sizes')],
];
const steps = [
  ...always,
  ...(chosen.quick ? [] : [['synth', script('synth')]]),
  ...(chosen.quick || chosen['no-tests'] ? [] : [['tests', script('test')]]),
];

const rows = [];
for (const [name, check] of steps) {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const code = await check();
  rows.push({ name, ok: code === 0, seconds: (performance.now() - started) / 1000 });
}

console.log('');
for (const { name, ok, seconds } of rows) {
  console.log(`${name.padEnd(12)} ${ok ? 'passed' : 'FAILED'} ${seconds.toFixed(1).padStart(7)} s`);
}
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
