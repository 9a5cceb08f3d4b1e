/**
 * Groups reports into cases: one recruiter, or one text or picture that many repeat.
 *
 * Each indicator is a key with a set of reports. So is each cluster of near-copies of a text or picture. Two keys are
 * joined only when most of their reports are the same (Jaccard index 0.5 or more). So one false report that names two
 * recruiters joins nothing. That needs as many false reports as there are honest ones. A text under a few indicators
 * makes one case with all of them: recruiters change accounts more often than wording. A text under very many
 * indicators is a template, and each indicator has its own case. Every report is in one case: the largest one of its
 * keys. A case of a text alone comes last.
 *
 * Example: r1 and r2 name @a; r2 and r3 share a text; r4 names @a and @b; r5 to r9 name @b. @a has {r1 r2 r4}, the text
 * {r2 r3}, @b {r4 ... r9}. These are three cases, and r4 is in the case of @b, the largest.
 */
import { buildCases } from './build-cases.ts';
import type { Case, Groupable } from './case.ts';
import { joinKeys } from './join-keys.ts';
import { ReportKeys } from './report-keys.ts';

/** Reports between two pauses of `groupReportsInSteps`. */
const REPORTS_PER_STEP = 200;

/** The cases in the order of their first reports. */
export function groupReports(reports: readonly Groupable[]): Case[] {
  const steps = groupReportsInSteps(reports);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same, with pauses in which the page can respond to its user. */
export function* groupReportsInSteps(reports: readonly Groupable[]): Generator<void, Case[]> {
  const reportKeys = new ReportKeys();
  for (const [at, report] of reports.entries()) {
    reportKeys.add(report);
    if (at % REPORTS_PER_STEP === REPORTS_PER_STEP - 1) yield;
  }
  reportKeys.addCopies();
  const joined = yield* joinKeys(reportKeys);
  return yield* buildCases(reports, reportKeys, joined);
}
