/**
 * Chooses by how much the threshold of caution may be lower in a language. One threshold for all is held up by the languages
 * whose real harmless rows come nearest to it: English and Chinese. Of 1,292 Korean offers one is within a log-odd of it.
 */
import { isOtherSpam, isHarmful, isOwn, quantile, type ScoredRow } from './scored-row.ts';

/** Steps that are tried in one log-odd. */
const STEPS_PER_ODD = 10;
/** Real honest offers of a language, from 1, below which nothing is known of it. */
const MIN_ROWS = 400;
/** Shares of real rows that may be alerted: with 400 rows, two of the other texts. */
const REAL = { offers: 0.002, otherTexts: 0.005 };
/**
 * The most log-odds, and the share of written harmless rows that may be alerted: these are harder than real ones, since
 * many are worded after a bad one. With lower thresholds also where other texts alone are known, in eleven languages,
 * half a point more of the unseen warnings is warned of, and as many lures are found.
 */
const MAX_LOWER = 0.8;
const WRITTEN = 0.105;

/** By language (BCP 47), log-odds above 0. `short`: see `FittedLevels`. */
export function chooseLanguages(rows: readonly ScoredRow[], caution: number, short: number): Record<string, number> {
  const harmless = rows.filter(({ row }) => !isHarmful(row) && !isOtherSpam(row));
  const languages = [...new Set(harmless.filter(({ row }) => isOwn(row)).map(({ row }) => row.lang))].toSorted();
  const chosen: Record<string, number> = {};
  for (const language of languages) {
    const less = lessFor(
      harmless.filter(({ row }) => row.lang === language),
      caution,
      short,
    );
    if (less > 0) chosen[language] = less;
  }
  return chosen;
}

function lessFor(harmless: readonly ScoredRow[], caution: number, short: number): number {
  const oddsOf = (includes: (each: ScoredRow) => boolean): number[] =>
    harmless.filter(includes).map((each) => each.odds + short * each.shortness);
  const offers = oddsOf(({ row }) => !isOwn(row) && row.label === 'legit');
  const others = oddsOf(({ row }) => !isOwn(row) && row.label !== 'legit');
  if (offers.length < MIN_ROWS) return 0;
  const reached = Math.max(
    quantile(offers, REAL.offers),
    quantile(others, REAL.otherTexts),
    quantile(
      oddsOf(({ row }) => isOwn(row)),
      WRITTEN,
    ),
  );
  const steps = Math.floor(Math.min(MAX_LOWER, caution - reached) * STEPS_PER_ODD + 1e-9);
  return Math.max(0, steps) / STEPS_PER_ODD;
}
