/** Vitest's configuration for mutation testing: the unit tests of one folder, in a fixed order. */
import base from '../vitest.config.ts';

const { projects: _, ...test } = base.test ?? {};
const folder = process.env['MUTATION_TESTS'] ?? 'tests/unit';
const leftOut = (process.env['MUTATION_WITHOUT'] ?? '').split(',').filter((name) => name !== '');

export default {
  ...base,
  test: {
    ...test,
    include: [`${folder}/**/*.test.{ts,tsx}`],
    exclude: leftOut.map((name) => `**/${name}`),
    setupFiles: ['tests/mutation-setup.ts'],
    sequence: { shuffle: false },
    // One worker for all files of a run: a mutant costs no new worker for each of them.
    isolate: false,
  },
};
