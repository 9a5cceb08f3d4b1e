/**
 * `npm run -s fuzz`: feeds mutated metadata, lists, deltas, partner files and reports to their parsers. A parser may refuse
 * them with its documented error only, in bounded time. Prints the seed, and how to repeat a failure.
 */
import { spawnSync } from 'node:child_process';
import { commandLine, integer } from '../setup/command-line.ts';
import { runFuzzTarget } from './fuzz/run-target.ts';
import { fuzzTargets } from './fuzz/targets.ts';

const { runs, seed, only } = commandLine(
  'fuzz',
  'Feeds mutated input to the parsers. `npm test` does 300 runs of each.',
)
  .option('--runs <number>', 'runs for each target; the default takes five minutes', integer(1), 20_000)
  .option('--seed <number>', 'seed of the mutations', integer(0), Math.floor(Date.now() / 1000))
  .option('--only <name>', 'one target, or "reports"')
  .parse()
  .opts<{ runs: number; seed: number; only?: string }>();
let failures = 0;
for (const target of fuzzTargets()) {
  if (only !== undefined && target.name !== only) continue;
  try {
    await runFuzzTarget(target, { seed, runs });
    console.log(`${target.name}: ${runs} runs, seed ${seed}, no undocumented error`);
  } catch (error) {
    failures += 1;
    console.error(`${target.name}: ${(error as Error).message}`);
  }
}
if (only === undefined || only === 'reports') {
  const env = { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) };
  const isWindows = process.platform === 'win32';
  const { status } = spawnSync('vitest', ['run', 'fuzz-reports'], { stdio: 'inherit', shell: isWindows, env });
  if (status !== 0) failures += 1;
}
process.exitCode = failures === 0 ? 0 : 1;
