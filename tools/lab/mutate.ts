/**
 * `npm run -s mutate -- PATH`: mutation testing with StrykerJS. Changes the code below PATH in small ways, and runs the unit tests
 * that reach each change. A mutant that no test notices survives. docs/reports/mutation.md holds the results by folder.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { readSection, writeSection } from '../docs/generated-section.ts';
import { ensureKnowledge } from '../knowledge/compile-knowledge.ts';
import { commandLine, runCommandLine } from '../setup/command-line.ts';
import { mutationRow, mutationScore, mutationTable, type MutantCount } from './mutate/mutation-score.ts';

const DOCUMENT = 'docs/reports/mutation.md';

await runCommandLine(
  commandLine('mutate', 'Tests the tests: changes code in small ways and reports which changes no test notices.')
    .argument('<path>', 'folder or file of the core, the worker, the desk or the hub')
    .option('--tests <folder>', 'unit tests to run; default: those of the same room')
    .option('--write', `writes the folder's row into ${DOCUMENT}`, false)
    .action(async (path: string, { tests, write }: { tests?: string; write: boolean }) => {
      if (!existsSync(path)) throw new Error(`No such file or folder: ${path}`);
      await ensureKnowledge();
      process.env['MUTATION_TESTS'] = tests ?? testsOf(path);
      const results = await new Stryker({
        mutate: [statSync(path).isDirectory() ? `${path}/**/*.ts` : path],
        testRunner: 'vitest',
        plugins: ['@stryker-mutator/vitest-runner'],
        vitest: { configFile: 'tests/mutation.config.ts', related: true },
        coverageAnalysis: 'perTest',
        ignoreStatic: true,
        reporters: ['progress-append-only', 'clear-text'],
        clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
        ignorePatterns: ['.output', '.test', '.demo', '.wxt', 'docs', 'tests/e2e'],
        tempDirName: '.test/mutation',
        // TypeScript 7 has no interface to rewrite it with, and the sandbox needs no change of it.
        tsconfigFile: 'none',
        concurrency: 2,
      }).runMutationTest();
      const counts = countStates(results.map(({ status }) => status));
      const day = new Date().toISOString().slice(0, 10);
      console.log(mutationRow(path, day, counts));
      if (write) {
        const table = readSection(readFileSync(DOCUMENT, 'utf8'), 'mutation');
        writeSection(DOCUMENT, 'mutation', mutationTable(table, path, day, counts));
      }
      console.log(`Mutation score of ${path}: ${mutationScore(counts).toFixed(1)} %`);
    }),
);

/** The unit tests of the room that the path belongs to; all of them where it has none of its own. */
function testsOf(path: string): string {
  const room = path.split('/').slice(0, 2).join('/');
  const folder = `tests/unit/${room === 'hub/channel' ? 'hub' : basename(room)}`;
  return existsSync(folder) ? folder : 'tests/unit';
}

function countStates(states: readonly string[]): MutantCount {
  const count = (...names: string[]): number => states.filter((state) => names.includes(state)).length;
  return { caught: count('Killed', 'Timeout'), survived: count('Survived'), uncovered: count('NoCoverage') };
}
