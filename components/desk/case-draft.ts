/** The decision on a case while it is entered: what is suggested, and what can be chosen. */
import { MIN_MATCHING_BANDS } from '../../utils/indicators/text-fingerprint.ts';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { Action } from '../../utils/desk/decision.ts';
import { indicatorKey } from '../../utils/desk/log-state.ts';
import type { ReportFacts } from '../../utils/desk/report-facts.ts';
import type { QueueCase } from '../../utils/desk/queue.ts';
import type { Category, Indicator } from '../../utils/model/indicator.ts';

/** What the moderator has entered and not decided yet. */
export interface CaseDraft {
  action: Action | null;
  /** Keys of `indicatorKey`, and of `textKey` for the texts of reports. */
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
  const disputed = queueCase.isDispute
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

/** Indicators that most of the case share, then those of single reports. None is left out of the report in view, and none that is ticked. */
export function indicatorsOf(
  queueCase: QueueCase,
  state: DeskState,
  draft: CaseDraft,
  shown: ReportFacts | null,
): Indicator[] {
  const indicators = new Map(queueCase.indicators.slice(0, MAX_INDICATORS).map((each) => [indicatorKey(each), each]));
  const add = (each: Indicator): unknown => indicators.set(indicatorKey(each), each);
  for (const id of queueCase.reports) {
    if (indicators.size >= MAX_INDICATORS) break;
    for (const each of state.reports.get(id)?.facts.indicators ?? []) if (indicators.size < MAX_INDICATORS) add(each);
  }
  shown?.indicators.forEach(add);
  for (const each of tickedIndicators(queueCase, state, draft)) if (each.kind !== 'text') add(each);
  return [...indicators.values()];
}

/** Fingerprints of a report's text, when another report of the case is a copy of it. The case may hold copies of several texts. */
export function fingerprintsOf(queueCase: QueueCase, { reports }: DeskState, report: ReportFacts): readonly string[] {
  const own = new Set(report.prints);
  const isCopied = queueCase.reports.some((id) => {
    const prints = id === report.id ? [] : (reports.get(id)?.facts.prints ?? []);
    return prints.filter((print) => own.has(print)).length >= MIN_MATCHING_BANDS;
  });
  return isCopied ? report.prints.slice(0, MAX_FINGERPRINTS) : [];
}

/** Key of a report's text in `CaseDraft.ticked`. */
export function textKey(reportId: string): string {
  return `${TEXT_PREFIX}${reportId}`;
}
const TEXT_PREFIX = 'text ';

/** Ticks or unticks. One text at a time: the list tells texts apart by their evidence references. */
export function toggleTick(ticked: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const isText = key.startsWith(TEXT_PREFIX);
  const kept = [...ticked].filter((each) => each !== key && !(isText && each.startsWith(TEXT_PREFIX)));
  return new Set(ticked.has(key) ? kept : [...kept, key]);
}

/** What the moderator has ticked: indicators of any report of the case, and a text. */
export function tickedIndicators(queueCase: QueueCase, state: DeskState, { ticked }: CaseDraft): Indicator[] {
  const found = new Map<string, Indicator>();
  const add = (each: Indicator): unknown => ticked.has(indicatorKey(each)) && found.set(indicatorKey(each), each);
  queueCase.indicators.forEach(add);
  const inCase = queueCase.reports.flatMap((id) => state.reports.get(id)?.facts ?? []);
  for (const { indicators } of inCase) indicators.forEach(add);
  const text = inCase.find(({ id }) => ticked.has(textKey(id)));
  const values = text === undefined ? [] : fingerprintsOf(queueCase, state, text);
  return [...found.values(), ...values.map((value) => ({ kind: 'text' as const, value }))];
}
