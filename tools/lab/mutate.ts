/**
 * `npm run -s mutate -- PATH`: mutation testing with StrykerJS. Changes the code below PATH in small ways, and runs the
 * unit tests that reach each change. A mutant survives when no test fails. docs/reports/mutation.md holds the results
 * by folder. `--without` leaves out slow test files: the score can only be lower then. `--sample 100` runs a random
 * hundred of the mutants and prints the score with its 95 % bounds.
 */
import { dayOf } from '../../utils/indicators/day-number.ts';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { readSection, writeSection } from '../docs/generated-section.ts';
import { ensureKnowledge } from '../knowledge/compile-knowledge.ts';
import { commandLine, integer, runCommandLine } from '../setup/command-line.ts';
import {
  describeScore,
  mutationRow,
  mutationTable,
  type MutantCount,
  type MutationResult,
} from './mutate/mutation-score.ts';
import { SAMPLE_VARIABLE, sampledFrom } from './mutate/sample-mutants.ts';

const DOCUMENT = 'docs/reports/mutation.md';

await runCommandLine(
  commandLine('mutate', 'Tests the tests: changes code in small ways and reports which changes no test notices.')
    .argument('<path>', 'folder or file of the core, the worker, the desk or the hub')
    .option('--tests <folder>', 'unit tests to run; default: those of the same room')
    .option('--sample <number>', 'mutants to run, drawn at random; default: all', integer(1))
    .option('--seed <number>', 'seed of the sample', integer(0), 1)
    .option('--concurrency <number>', 'mutants to run at the same time', integer(1), 2)
    .option('--without <files>', 'test files to leave out: ends of their paths, separated by commas')
    .option('--write', `writes the path's row into ${DOCUMENT}`, false)
    .action(async (path: string, { tests, sample, seed, concurrency, without, write }: Options) => {
      if (!existsSync(path)) throw new Error(`No such file or folder: ${path}`);
      await ensureKnowledge();
      process.env['MUTATION_TESTS'] = tests ?? testsOf(path);
      if (without !== undefined) process.env['MUTATION_WITHOUT'] = without;
      if (sample !== undefined) process.env[SAMPLE_VARIABLE] = `${sample}:${seed}`;
      const states = await runMutants(path, concurrency);
      const day = dayOf(Date.now());
      const result: MutationResult = { path, day, counts: countStates(states) };
      const from = sampledFrom();
      if (sample !== undefined && from !== undefined && from > sample) {
        if (states.length !== sample)
          throw new Error(`${states.length} mutants ran, not the ${sample} that were drawn.`);
        result.sample = { from, seed };
      }
      console.log(mutationRow(result));
      if (write) writeSection(DOCUMENT, 'mutation', mutationTable(currentTable(), result));
      console.log(`Mutation score of ${path}: ${describeScore(result)}`);
    }),
);

interface Options {
  tests?: string;
  sample?: number;
  seed: number;
  concurrency: number;
  without?: string;
  write: boolean;
}

/** Runs the mutants of a file or folder. The states are those of StrykerJS: `Killed`, `Survived`, ... */
async function runMutants(path: string, concurrency: number): Promise<string[]> {
  const results = await new Stryker({
    mutate: [statSync(path).isDirectory() ? `${path}/**/*.ts` : path],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', resolve('tools/lab/mutate/sample-mutants.ts')],
    vitest: { configFile: 'tests/mutation.config.ts', related: true },
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    // The sample comes first, so that the others count what is left.
    reporters: ['sample', 'progress-append-only', 'clear-text'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    ignorePatterns: ['.output', '.test', '.demo', '.wxt', 'tests/e2e'],
    tempDirName: '.test/mutation',
    // TypeScript 7 has no interface to rewrite it with, and the sandbox needs no change of it.
    tsconfigFile: 'none',
    // On a busy machine a mutant must not count as caught for a timeout. StrykerJS finds endless loops by a count of
    // hits.
    timeoutMS: 180_000,
    dryRunTimeoutMinutes: 30,
    concurrency,
  }).runMutationTest();
  return results.map(({ status }) => status);
}

function currentTable(): string {
  return readSection(readFileSync(DOCUMENT, 'utf8'), 'mutation');
}

/** The unit tests of the room that the path belongs to. All of them where it has none of its own. */
function testsOf(path: string): string {
  const room = path.split('/').slice(0, 2).join('/');
  const folder = `tests/unit/${room === 'hub/channel' ? 'hub' : basename(room)}`;
  return existsSync(folder) ? folder : 'tests/unit';
}

function countStates(states: readonly string[]): MutantCount {
  const count = (...names: string[]): number => states.filter((state) => names.includes(state)).length;
  return { caught: count('Killed', 'Timeout'), survived: count('Survived'), uncovered: count('NoCoverage') };
}
