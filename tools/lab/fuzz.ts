/**
 * `npm run -s fuzz -- [--runs N] [--seed N] [--only NAME]`: feeds mutated metadata, lists, deltas and partner files to their parsers.
 * Each may refuse them with its documented error only, in bounded time. Prints the seed; a failure prints how to repeat it.
 * Sealed reports are fuzzed by their own test file (`--only reports`).
 * Default: 20,000 runs for each target, about five minutes; `npm test` does 300 of each. Exit code 1 when a parser failed.
 */
import { spawnSync } from 'node:child_process';
import { readOptions } from '../setup/options.ts';
import { runFuzzTarget } from './fuzz/run-target.ts';
import { fuzzTargets } from './fuzz/targets.ts';

const { values } = readOptions(import.meta.url, {
  options: { runs: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const runs = Number(values.runs ?? 20_000);
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000));
let failures = 0;
for (const target of fuzzTargets()) {
  if (values.only !== undefined && target.name !== values.only) continue;
  try {
    await runFuzzTarget(target, { seed, runs });
    console.log(`${target.name}: ${runs} runs, seed ${seed}, no undocumented error`);
  } catch (error) {
    failures += 1;
    console.error(`${target.name}: ${(error as Error).message}`);
  }
}
if (values.only === undefined || values.only === 'reports') {
  const env = { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) };
  const isWindows = process.platform === 'win32';
  const { status } = spawnSync('vitest', ['run', 'fuzz-reports'], { stdio: 'inherit', shell: isWindows, env });
  if (status !== 0) failures += 1;
}
process.exitCode = failures === 0 ? 0 : 1;
