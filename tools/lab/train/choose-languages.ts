/**
 * Chooses by how much the threshold of caution may be lower in a language. One threshold for all is held up by the languages
 * whose real harmless rows come nearest to it: English and Chinese. Of 1,292 Korean offers one is within a log-odd of it.
 */
import { holdsSpam, isHarmful, isOwn, quantile, type ScoredRow } from './scored-row.ts';

/** Steps that are tried in one log-odd. */
const STEPS_PER_ODD = 10;
/** Real harmless rows of a language, from 1, below which nothing is known of it. */
const MIN_ROWS = 400;
/** Shares of real rows that may be alerted: with 400 rows, two of the other texts. */
const REAL = { offers: 0.002, otherTexts: 0.005 };
/**
 * The most log-odds, and the share of written harmless rows that may be alerted: these are harder than real ones, since
 * many are worded after a bad one. Without enough real offers of work it stays nearer to the common threshold.
 */
const WITH_OFFERS = { most: 0.8, written: 0.1 };
const WITHOUT_OFFERS = { most: 0.3, written: 0.075 };

/** By language (BCP 47), log-odds above 0. `short`: see `FittedLevels`. */
export function chooseLanguages(rows: readonly ScoredRow[], caution: number, short: number): Record<string, number> {
  const harmless = rows.filter(({ row }) => !isHarmful(row) && !holdsSpam(row));
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
  const oddsOf = (holds: (each: ScoredRow) => boolean): number[] =>
    harmless.filter(holds).map((each) => each.odds + short * each.short);
  const offers = oddsOf(({ row }) => !isOwn(row) && row.label === 'legit');
  const others = oddsOf(({ row }) => !isOwn(row) && row.label !== 'legit');
  if (offers.length + others.length < MIN_ROWS) return 0;
  const { most, written } = offers.length < MIN_ROWS ? WITHOUT_OFFERS : WITH_OFFERS;
  const reached = Math.max(
    quantile(offers, REAL.offers),
    quantile(others, REAL.otherTexts),
    quantile(
      oddsOf(({ row }) => isOwn(row)),
      written,
    ),
  );
  const steps = Math.floor(Math.min(most, caution - reached) * STEPS_PER_ODD + 1e-9);
  return Math.max(0, steps) / STEPS_PER_ODD;
}
