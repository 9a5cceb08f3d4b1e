/** Chooses the two thresholds of danger: for posts that state a hard fact, and for posts whose wording alone must say enough. */
import type { Bar, ScoredRow } from './scored-row.ts';

/** Log-odds that are tried: above caution, in steps. */
const TRIED = { steps: 100, step: 0.05 };
/**
 * Log-odds above caution. The threshold for posts that state a hard fact is chosen between these two, unless none there
 * passes the bars. At 0.75, more unseen rows are red: 1.4 % of the lures, and half again as many of the harmless ones.
 */
const USUAL = { min: 1.2, max: 1.35 };
/** Log-odds that a post without a hard fact must have beyond those of a post with one: the reader sees wording alone. */
const MIN_MARGIN = 1.2;

export interface DangerLevels {
  danger: number;
  dangerWithoutFact: number;
}

/**
 * The pair that puts most harmful rows at danger while no bar is passed. For each threshold with a fact the lowest one
 * without a fact is tried. Written and real rows count alike by share, lures and job scams too.
 */
export function chooseDanger(rows: readonly ScoredRow[], bars: readonly Bar[], caution: number): DangerLevels {
  const limited = bars.map(({ includes, danger }) => {
    const held = rows.filter(({ row }) => includes(row));
    return { ...countersOf(held), most: held.length * danger };
  });
  const wanted = [
    countersOf(rows.filter(({ row }) => row.set === 'own' && row.label === 'lure')),
    countersOf(rows.filter(({ row }) => row.set === 'own' && row.label === 'job-scam')),
    countersOf(rows.filter(({ row }) => row.set !== 'own' && row.label === 'job-scam')),
  ].filter(({ count }) => count > 0);
  const tried = Array.from({ length: TRIED.steps }, (_, i) => Math.round(100 * (caution + i * TRIED.step)) / 100);
  const pairs = tried.flatMap((danger) => {
    const dangerWithoutFact = tried.find(
      (odds) =>
        odds >= danger + MIN_MARGIN &&
        limited.every(({ stating, others, most }) => reaching(stating, danger) + reaching(others, odds) <= most),
    );
    return dangerWithoutFact === undefined ? [] : [{ danger, dangerWithoutFact }];
  });
  const usual = pairs.filter(({ danger }) => danger >= caution + USUAL.min && danger <= caution + USUAL.max);
  const shareOf = ({ danger, dangerWithoutFact }: DangerLevels): number =>
    wanted.reduce((sum, { stating, others, count }) => {
      return sum + (reaching(stating, danger) + reaching(others, dangerWithoutFact)) / count;
    }, 0);
  const [best] = (usual.length > 0 ? usual : pairs)
    .map((pair) => ({ pair, share: shareOf(pair) }))
    .sort((a, b) => b.share - a.share);
  if (best === undefined) throw new Error('No thresholds of danger hold the bars of choose-levels.ts.');
  return best.pair;
}

/** Log-odds of rows that state a hard fact and of the others, highest first. */
function countersOf(rows: readonly ScoredRow[]) {
  const sorted = (isStating: boolean): number[] =>
    rows
      .filter(({ mayBeDanger }) => mayBeDanger === isStating)
      .map(({ odds }) => odds)
      .sort((a, b) => b - a);
  return { stating: sorted(true), others: sorted(false), count: rows.length };
}

/** How many of `sorted`, highest first, are `threshold` or more. */
function reaching(sorted: readonly number[], threshold: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! >= threshold) from = middle + 1;
    else to = middle;
  }
  return from;
}
