import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const everywhere = {
  exclude: ['**/node_modules/**', '**/cdk.out/**', '**/dist/**', 'build/**', '.parley/**'],
  setupFiles: ['test/support/seeded.ts'],
  // The pinned SDK's advice about next year's releases is for whoever moves the pin.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  testTimeout: 30_000,
  // Longer than a start of Parley is waited for, so that one that does not come is ended by who started it.
  hookTimeout: 90_000,
  // What is waited for comes late on a busy machine, and is no slower a product for it.
  expect: { poll: { timeout: 20_000 } },
};

const browser = ['test/browser/**/*.test.ts'];
const infra = ['test/infra/**/*.test.ts'];

/** Files that take long and do not look it: on a machine that never ran them they would come by size, among the last. */
const slow = [
  /\/test\/(?:model|e2e)\//,
  /\/test\/(?:docs\/api|fuzz\/memory|live\/inbox|video-calls\/recording|client\/package)\./,
];

/** Files that take long first, so that no worker is left alone with one of them. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const names = [...new Set(files.map(({ project }) => project.name))].sort();
    const rank = ({ project, moduleId }: TestSpecification): number =>
      2 * names.indexOf(project.name) + (slow.some((pattern) => pattern.test(moduleId)) ? 0 : 1);
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** `--sequence.shuffle` wants an order of its own. */
const shuffled = process.argv.some((argument) => argument.startsWith('--sequence.shuffle'));

export default defineConfig({
  test: {
    // A worker waits for half of its time: for processes that tests start, for sockets and timers. Each takes up
    // to a gigabyte with what it starts.
    maxWorkers: Math.min(2 * availableParallelism(), 8),
    ...(shuffled ? {} : { sequence: { sequencer: SlowFirst } }),
    projects: [
      // Files share a Chromium and a server: test/browser/shared.ts.
      { test: { ...everywhere, name: 'browser', include: browser, isolate: false } },
      // CDK synthesises once in each of the workers, and bundles once for all of them.
      {
        test: {
          ...everywhere,
          name: 'infra',
          include: infra,
          globalSetup: ['test/infra/uploaded-code-folder.ts'],
          isolate: false,
        },
      },
      // Files share what they import: most of the time of a small one would be spent on importing. What a module holds, it
      // holds for all tests of a worker.
      {
        test: {
          ...everywhere,
          name: 'product',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...everywhere.exclude, ...browser, ...infra],
          isolate: false,
        },
      },
    ],
  },
});
