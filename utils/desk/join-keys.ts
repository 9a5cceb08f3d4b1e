/** Joins the keys of one case: two indicators, or a text and its indicators, whose reports are mostly the same. */
import { DisjointSets } from './disjoint-sets.ts';
import type { ReportKeys } from './report-keys.ts';

/** Jaccard index of the reports of two keys from which on they are joined. */
const MIN_JACCARD = 0.5;
/** A text under more indicators than this is a template. */
const MAX_INDICATORS_PER_TEXT = 12;
/** Reports and pairs of keys between two pauses. */
const REPORTS_PER_STEP = 200;
const PAIRS_PER_STEP = 20_000;

/** @returns sets of the numbers of `reportKeys.keys`. Pauses between its steps. */
export function* joinKeys(reportKeys: ReportKeys): Generator<void, DisjointSets> {
  const { keys } = reportKeys;
  const joined = new DisjointSets(keys.length);
  const indicatorsOfText = new Map<number, number[]>();
  let seen = 0;
  for (const [pair, shared] of yield* countSharedReports(reportKeys)) {
    const [first, second] = [Math.floor(pair / keys.length), pair % keys.length];
    const [one, two] = [keys[first]!, keys[second]!];
    if (shared / (one.reports.length + two.reports.length - shared) >= MIN_JACCARD) joined.join(first, second);
    // Keys of texts come after those of indicators.
    else if (two.indicator === null && one.indicator !== null && shared / one.reports.length > MIN_JACCARD) {
      indicatorsOfText.set(second, [...(indicatorsOfText.get(second) ?? []), first]);
    }
    if (++seen % PAIRS_PER_STEP === 0) yield;
  }
  for (const [text, indicators] of indicatorsOfText) {
    if (indicators.length > MAX_INDICATORS_PER_TEXT) continue;
    for (const indicator of indicators) joined.join(text, indicator);
  }
  return joined;
}

/** How many reports two keys share. A pair is the lower key's number times the number of keys, plus the higher key's. */
function* countSharedReports({ keys, keysOfReport }: ReportKeys): Generator<void, Map<number, number>> {
  const sharedReports = new Map<number, number>();
  for (const [at, own] of keysOfReport.entries()) {
    for (let one = 0; one < own.length; one++) {
      for (let two = one + 1; two < own.length; two++) {
        const pair = Math.min(own[one]!, own[two]!) * keys.length + Math.max(own[one]!, own[two]!);
        sharedReports.set(pair, (sharedReports.get(pair) ?? 0) + 1);
      }
    }
    if (at % REPORTS_PER_STEP === REPORTS_PER_STEP - 1) yield;
  }
  return sharedReports;
}
