/** Which reports the relay need not keep any more. */
import type { Action } from './decision.ts';
import type { LogState } from './log-state.ts';
import type { ReportFacts } from './report-facts.ts';

/** After these the reports are still needed. */
const WAITING_ACTIONS: ReadonlySet<Action> = new Set(['need-more', 'take-up']);

/**
 * Decided, and waiting for nothing: no second person, no further report, no open dispute. An answer to "Was this right?"
 * needs no decision.
 */
export function isSettled({ reports }: LogState, { id, kind }: ReportFacts): boolean {
  if (kind === 'feedback') return true;
  const report = reports.get(id);
  if (report === undefined || WAITING_ACTIONS.has(report.action)) return false;
  return report.action !== 'list' || report.approvals > 1;
}
