/** Mutation scores, and their table in docs/reports/mutation.md. */
import { wilsonShare } from '../../eval/wilson-share.ts';

export interface MutantCount {
  /** Mutants that made a test fail or time out. */
  caught: number;
  /** Mutants that no test noticed. */
  survived: number;
  /** Mutants in code that no test runs. */
  uncovered: number;
}

/** Where the counted mutants are a random sample. */
export interface MutantSample {
  /** Mutants that the sample was drawn from. */
  from: number;
  seed: number;
}

export interface MutationResult {
  /** File or folder, from the root of the project. */
  path: string;
  /** Date of the run, YYYY-MM-DD. */
  day: string;
  counts: MutantCount;
  /** Missing where every mutant ran. */
  sample?: MutantSample;
}

const sum = ({ caught, survived, uncovered }: MutantCount): number => caught + survived + uncovered;

/** Percentage of the mutants that were caught, 0 to 100; 100 without mutants. */
export function mutationScore(counts: MutantCount): number {
  return sum(counts) === 0 ? 100 : (100 * counts.caught) / sum(counts);
}

/** The score, and for a sample its size, seed and the 95 % Wilson bounds of the score of all mutants. */
export function describeScore({ counts, sample }: MutationResult): string {
  const score = `${mutationScore(counts).toFixed(1)} %`;
  if (sample === undefined) return score;
  const { lower, upper } = wilsonShare(counts.caught, sum(counts));
  const bounds = `${(100 * lower).toFixed(1)} to ${(100 * upper).toFixed(1)} %`;
  return `${score} (${bounds}; sample of ${sum(counts)} of ${sample.from} mutants, seed ${sample.seed})`;
}

export function mutationRow(result: MutationResult): string {
  const { caught, survived, uncovered } = result.counts;
  return `| \`${result.path}\` | ${describeScore(result)} | ${caught} | ${survived} | ${uncovered} | ${result.day} |`;
}

/** The table with the row of the result's path added or replaced, in order of path. */
export function mutationTable(table: string, result: MutationResult): string {
  const rows = table.split('\n').filter((line) => line.startsWith('| `') && !line.startsWith(`| \`${result.path}\` `));
  const head = ['| path | score | caught | survived | not run | date |', '| --- | ---: | ---: | ---: | ---: | --- |'];
  return [...head, ...[...rows, mutationRow(result)].sort()].join('\n');
}
