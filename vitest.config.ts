/** Configuration of unit and contract tests. Stories in browsers have their own (tests/e2e/vitest.config.ts). */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { DEFAULT_BRAND, readBrand } from './tools/brand/read-brand.ts';
import { LongFilesFirst } from './tests/long-files-first.ts';
import { builtLanguages } from './tools/interface-languages.ts';

export default defineConfig({
  define: {
    __BRAND__: JSON.stringify(readBrand(DEFAULT_BRAND)),
    __INTERFACE_LANGUAGES__: JSON.stringify(builtLanguages()),
  },
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/contract/**/*.test.ts'],
    sequence: { shuffle: { tests: true }, seed: 20261125, sequencer: LongFilesFirst },
    testTimeout: 20_000,
    // Vitest's default would leave one of two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
