/** Configuration of unit and contract tests. Stories in browsers have their own (tests/e2e/vitest.config.ts). */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { DEFAULT_BRAND, readBrand } from './tools/brand/read-brand.ts';
import { LongFilesFirst } from './tests/long-files-first.ts';
import { listTestFiles } from './tests/test-files.ts';
import { builtLanguages } from './tools/interface-languages.ts';

const { shared, isolated } = listTestFiles();

export default defineConfig({
  define: {
    __BRAND__: JSON.stringify(readBrand(DEFAULT_BRAND)),
    __INTERFACE_LANGUAGES__: JSON.stringify(builtLanguages()),
  },
  test: {
    sequence: { shuffle: { tests: true }, seed: 20261125, sequencer: LongFilesFirst },
    // A busy machine may take several times as long as an idle one: a limit ends what hangs, it judges no speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest's default would leave one of two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Loading the modules anew for each file took half of the time of a run.
    projects: [
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
      { extends: true, test: { name: 'isolated', include: isolated, setupFiles: ['tests/keep-compiled.ts'] } },
    ],
  },
});
