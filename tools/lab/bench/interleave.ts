/** Measures several ways of doing one thing so that they can be compared on a busy machine. */

export interface Timed {
  /** Median over rounds, microseconds a text. */
  us: number;
  /** Median over rounds of the ratio to the first candidate in the same round. */
  ratio: number;
}

/** One run over all texts. It returns its result only so that the work is not optimised away. */
export type Run = () => unknown;

/**
 * Runs the candidates in turn, `rounds` times, so that whatever else the machine does falls on all of them. The others
 * are compared with the first one. `texts`: how many one run reads.
 */
export function interleave(
  candidates: Readonly<Record<string, Run>>,
  texts: number,
  rounds: number,
): Record<string, Timed> {
  const entries = Object.entries(candidates);
  const times = entries.map(([, run]) => {
    run();
    return [] as number[];
  });
  for (let round = 0; round < rounds; round++) {
    for (const [index, [, run]] of entries.entries()) {
      const start = performance.now();
      run();
      times[index]?.push(((performance.now() - start) * 1000) / texts);
    }
  }
  const base = times[0] ?? [];
  return Object.fromEntries(
    entries.map(([name], index) => {
      const own = times[index] ?? [];
      return [name, { us: median(own), ratio: median(own.map((time, round) => time / (base[round] ?? 1))) }];
    }),
  );
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
