import { defineConfig } from 'vitest/config';

const everywhere = {
  exclude: ['**/node_modules/**', '**/cdk.out/**', '**/dist/**', 'build/**', '.parley/**'],
  setupFiles: ['test/support/seeded.ts'],
  // The pinned SDK's advice about next year's releases is for whoever moves the pin.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

const browser = ['test/browser/**/*.test.ts'];
const infra = ['test/infra/**/*.test.ts'];

export default defineConfig({
  test: {
    // Two cores, and the end-to-end tests start processes of their own.
    maxWorkers: 2,
    projects: [
      // Files share a Chromium and a server: test/browser/shared.ts.
      { test: { ...everywhere, name: 'browser', include: browser, isolate: false } },
      // CDK synthesises and bundles once in each of the workers.
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
