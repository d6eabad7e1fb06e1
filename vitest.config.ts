import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/cdk.out/**', '**/dist/**', 'build/**', '.parley/**'],
    // Two cores, and the end-to-end tests start processes of their own.
    maxWorkers: 2,
    setupFiles: ['test/support/seeded.ts'],
    // The pinned SDK's advice about next year's releases is for whoever moves the pin.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
