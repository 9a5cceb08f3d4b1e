/** Mutation scores, and their table in docs/reports/mutation.md. */

export interface MutantCount {
  /** Mutants that made a test fail or time out. */
  caught: number;
  /** Mutants that no test noticed. */
  survived: number;
  /** Mutants in code that no test runs. */
  uncovered: number;
}

/** Percentage of the mutants that were caught, 0 to 100; 100 without mutants. */
export function mutationScore({ caught, survived, uncovered }: MutantCount): number {
  const all = caught + survived + uncovered;
  return all === 0 ? 100 : (100 * caught) / all;
}

/** @param day date of the run, YYYY-MM-DD */
export function mutationRow(path: string, day: string, counts: MutantCount): string {
  const { caught, survived, uncovered } = counts;
  return `| \`${path}\` | ${mutationScore(counts).toFixed(1)} % | ${caught} | ${survived} | ${uncovered} | ${day} |`;
}

/** The table with the path's row added or replaced, in order of path. */
export function mutationTable(table: string, path: string, day: string, counts: MutantCount): string {
  const rows = table.split('\n').filter((line) => line.startsWith('| `') && !line.startsWith(`| \`${path}\` `));
  const head = ['| path | score | caught | survived | not run | date |', '| --- | ---: | ---: | ---: | ---: | --- |'];
  return [...head, ...[...rows, mutationRow(path, day, counts)].sort()].join('\n');
}
