import { defineConfig } from 'vitest/config';

const everywhere = {
  exclude: ['**/node_modules/**', '**/cdk.out/**', '**/dist/**', 'build/**', '.parley/**'],
  setupFiles: ['test/support/seeded.ts'],
  // The pinned SDK's advice about next year's releases is for whoever moves the pin.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

/** Beside the code: functions of their arguments, which share what they import. */
const units = ['domain', 'application', 'adapters', 'resolvers', 'client', 'tools'].map(
  (folder) => `${folder}/**/*.test.{ts,tsx}`,
);
const infra = ['test/infra/**/*.test.ts'];

export default defineConfig({
  test: {
    // Two cores, and the end-to-end tests start processes of their own.
    maxWorkers: 2,
    projects: [
      { test: { ...everywhere, name: 'units', include: units, isolate: false } },
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
      {
        test: {
          ...everywhere,
          name: 'whole',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...everywhere.exclude, ...units, ...infra],
        },
      },
    ],
  },
});
