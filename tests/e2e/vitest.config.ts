/**
 * Stories in real browsers, in lanes side by side: each has its own ports, folders and builds (see harness/lane.ts).
 * Stories that measure time, or read pictures with both processors, run afterwards, one at a time.
 */
import { defineConfig } from 'vitest/config';
import { LongFilesFirst } from '../long-files-first.ts';
import { FlakyReporter } from './harness/flaky-reporter.ts';
import { LANE_COUNT } from './harness/lane.ts';
import UnhandledErrorsReporter from '../unhandled-errors-reporter.ts';

const STORIES = 'tests/e2e/**/*.test.ts';
const TIMED = ['changed-layout', 'context-menu', 'endless-page', 'kill-sync', 'picture'].map(
  (name) => `tests/e2e/${name}.test.ts`,
);

const COMMON = {
  setupFiles: ['tests/e2e/harness/restart-browsers.ts'],
  // A browser on a busy machine sometimes answers late. A story that needed this is named at the end of the run.
  retry: 1,
  // Loading the modules anew for each file took as long as a long story.
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 180_000,
};

export default defineConfig({
  test: {
    globalSetup: ['tests/e2e/harness/global-setup.ts'],
    reporters: [
      'default',
      ['json', { outputFile: '.test/reports/e2e.json' }],
      new FlakyReporter(),
      new UnhandledErrorsReporter(),
    ],
    sequence: { sequencer: LongFilesFirst },
    projects: [
      {
        test: {
          ...COMMON,
          name: 'stories',
          include: [STORIES],
          exclude: TIMED,
          maxWorkers: LANE_COUNT,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...COMMON, name: 'timed', include: TIMED, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
