/** Vitest's configuration for mutation testing: the unit tests of one folder, in a fixed order. */
import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import base from '../vitest.config.ts';

const { projects: _, ...test } = base.test ?? {};
const folder = process.env['MUTATION_TESTS'] ?? 'tests/unit';
const leftOut = (process.env['MUTATION_WITHOUT'] ?? '').split(',').filter((name) => name !== '');

/** Files that replace a module come first: once another file has loaded it, they cannot replace it in the same worker. */
class MockingFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isMocking = ({ moduleId }: TestSpecification): boolean =>
      /\bvi\.mock\(/u.test(readFileSync(moduleId, 'utf8'));
    return (await super.sort(files)).toSorted((a, b) => Number(isMocking(b)) - Number(isMocking(a)));
  }
}

export default {
  ...base,
  test: {
    ...test,
    include: [`${folder}/**/*.test.{ts,tsx}`],
    exclude: leftOut.map((name) => `**/${name}`),
    setupFiles: ['tests/mutation-setup.ts'],
    sequence: { shuffle: false, sequencer: MockingFilesFirst },
    // One worker for all files of a run: a mutant costs no new worker for each of them.
    isolate: false,
  },
};
