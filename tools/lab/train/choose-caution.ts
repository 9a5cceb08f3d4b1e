/**
 * Chooses the threshold of caution, and how much less evidence short texts need: of all pairs that keep the bars the one that
 * finds most harmful rows. Long texts are mostly advertisements of boards, short ones messages: one threshold for both is
 * held up by the advertisements.
 */
import type { Bar, ScoredRow } from './scored-row.ts';

/** Log-odds of thresholds that are tried: from, to and step. */
const CAUTION = { from: -1, to: 2, step: 0.02 };
/** The same of what the shortest texts may need less. */
const SHORT = { from: 0, to: 0.7, step: 0.05 };

export interface CautionLevels {
  caution: number;
  short: number;
}

interface Group {
  odds: Float64Array;
  shortness: Float64Array;
  /** Part of the rows that may be alerted. */
  share: number;
}

/**
 * @param isCard cards are short, too, and have a prior of their own: they need no less
 * @param harmful groups of which the mean share is to be the largest
 * @throws Error when no pair keeps the bars
 */
export function chooseCaution(
  rows: readonly ScoredRow[],
  bars: readonly Bar[],
  harmful: readonly Pick<Bar, 'includes'>[],
  isCard: (row: ScoredRow['row']) => boolean,
): CautionLevels {
  const groupOf = ({ includes }: Pick<Bar, 'includes'>, share: number): Group => {
    const held = rows.filter(({ row }) => includes(row));
    return {
      odds: Float64Array.from(held, ({ odds }) => odds),
      shortness: Float64Array.from(held, ({ row, shortness }) => (isCard(row) ? 0 : shortness)),
      share,
    };
  };
  const limits = bars.map((bar) => groupOf(bar, bar.caution)).filter(({ odds }) => odds.length > 0);
  const targets = harmful.map((group) => groupOf(group, 1)).filter(({ odds }) => odds.length > 0);
  let best: (CautionLevels & { found: number }) | null = null;
  for (const caution of steps(CAUTION)) {
    for (const short of steps(SHORT)) {
      if (!limits.every((group) => shareOf(group, caution, short) <= group.share)) break;
      const found = targets.reduce((sum, group) => sum + shareOf(group, caution, short), 0);
      if (best === null || found > best.found) best = { caution, short, found };
    }
  }
  if (best === null) throw new Error(`No threshold up to ${CAUTION.to} keeps the bars of harmless rows`);
  return { caution: best.caution, short: best.short };
}

function shareOf({ odds, shortness }: Group, caution: number, short: number): number {
  let alerted = 0;
  for (let i = 0; i < odds.length; i++) if (odds[i]! + short * shortness[i]! >= caution) alerted++;
  return alerted / odds.length;
}

function steps({ from, to, step }: typeof CAUTION): number[] {
  return Array.from(
    { length: Math.round((to - from) / step) + 1 },
    (_, i) => Math.round(100 * (from + i * step)) / 100,
  );
}
