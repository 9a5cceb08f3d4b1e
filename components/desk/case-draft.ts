/** The decision on a case while it is entered: what is suggested, and what can be chosen. */
import type { DeskState } from '../../utils/desk/desk.ts';
import type { Action } from '../../utils/desk/decision.ts';
import { indicatorKey } from '../../utils/desk/log-state.ts';
import type { QueueCase } from '../../utils/desk/queue.ts';
import type { Category, Indicator } from '../../utils/model/indicator.ts';

/** What the moderator has entered and not decided yet. */
export interface CaseDraft {
  action: Action | null;
  /** Keys of `indicatorKey`, and `TEXT_KEY` for the text. */
  ticked: ReadonlySet<string>;
  category: Category | null;
  evidence: string;
  note: string;
}

/** Suggests what a colleague has listed; in a dispute, what is listed. */
export function initialDraft(queueCase: QueueCase, { logState, ownKey }: DeskState): CaseDraft {
  const proposed = queueCase.indicators.flatMap((each) => {
    const indicator = logState.indicators.get(indicatorKey(each));
    const isColleagues = indicator?.approvals.every(({ by }) => by !== ownKey) === true;
    return indicator?.status === 'proposed' && isColleagues ? [indicator] : [];
  });
  const disputed = queueCase.dispute
    ? queueCase.indicators.filter((each) => logState.indicators.get(indicatorKey(each))?.status === 'listed')
    : [];
  const [first] = proposed;
  return {
    action: null,
    ticked: new Set([...proposed, ...disputed].map(indicatorKey)),
    category: first?.category ?? null,
    evidence: first?.evidence ?? '',
    note: '',
  };
}

const MAX_INDICATORS = 40;
const MAX_FINGERPRINTS = 10;

/** Indicators that most of the case share, then those of single reports. */
export function indicatorsOf(queueCase: QueueCase, { reports }: DeskState): Indicator[] {
  const indicators = new Map(queueCase.indicators.map((each) => [indicatorKey(each), each]));
  for (const id of queueCase.reports) {
    if (indicators.size >= MAX_INDICATORS) break;
    for (const each of reports.get(id)?.facts.indicators ?? []) indicators.set(indicatorKey(each), each);
  }
  return [...indicators.values()].slice(0, MAX_INDICATORS);
}

/** Fingerprints of the copied text. */
export function fingerprintsOf(queueCase: QueueCase): readonly string[] {
  return queueCase.prints.slice(0, MAX_FINGERPRINTS);
}
