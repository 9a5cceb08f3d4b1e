/** Stories in real browsers, one at a time: they share one test server on a fixed loopback port. */
import { defineConfig } from 'vitest/config';
import { FlakyReporter } from './harness/flaky-reporter.ts';

export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/harness/global-setup.ts'],
    fileParallelism: false,
    // A browser on a busy machine sometimes answers late. A story that needed this is named at the end of the run.
    retry: 1,
    reporters: ['default', ['json', { outputFile: '.test/reports/e2e.json' }], new FlakyReporter()],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
