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
    // A busy machine may take several times as long as an idle one: a limit ends what hangs, it judges no speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest's default would leave one of two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
