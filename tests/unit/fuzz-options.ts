/**
 * How long the fuzz tests run. A bounded run with a fixed seed is part of `npm test`; `npm run -s fuzz` sets FUZZ_RUNS and
 * FUZZ_SEED for a long one. A failure prints its seed and path (fast-check).
 */
export interface FuzzOptions {
  numRuns: number;
  seed: number;
}

const BOUNDED_SEED = 20_261_125;

/** @param bounded runs in `npm test` */
export function fuzzOptions(bounded: number): FuzzOptions {
  const { FUZZ_RUNS: runs, FUZZ_SEED: seed } = process.env;
  return {
    numRuns: runs === undefined ? bounded : Number(runs),
    seed: seed === undefined ? BOUNDED_SEED : Number(seed),
  };
}
