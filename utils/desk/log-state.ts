/**
 * Where every name and every report stands, read from the log of decisions. The same log gives the same answer on every
 * desk. Only decisions of the team's own keys count.
 */
import type { Category, Indicator } from '../model/indicator.ts';
import type { Action, Decision } from './decision.ts';
import { sortByTime, type LogEntry } from './decision-log.ts';

/** People who must list the same name for the same category. */
export const MIN_APPROVALS = 2;

export interface Approval {
  by: string;
  at: string;
}

export interface IndicatorState extends Indicator {
  /** `proposed`: one of two has listed it. */
  status: 'new' | 'proposed' | 'listed' | 'watched' | 'rejected' | 'withdrawn';
  category: Category | null;
  approvals: Approval[];
  evidence: string;
  /** When the second person listed it, ISO; null before. */
  listedAt: string | null;
  /** It stood in a private message, and in public, as those who listed it saw. */
  seenIn: { private: boolean; public: boolean };
  /** When somebody of the team confirmed a public sighting or different sources; null when nobody did. */
  confirmedAt: string | null;
  /** Days that it waits from the decision that released it; see canary.ts. */
  delay: number;
  /** Day on which a dispute was taken under review; null when none is. */
  disputedSince: string | null;
  withdrawnAt: string | null;
  /** Everything that was decided about it, oldest first. */
  history: LogEntry[];
}

export interface ReportState {
  action: Action;
  at: string;
  by: string;
  /** For `list`: how many people. */
  approvals: number;
  decision: Decision;
}

export interface LogState {
  indicators: ReadonlyMap<string, IndicatorState>;
  reports: ReadonlyMap<string, ReportState>;
}

export const indicatorKey = ({ kind, value }: Indicator): string => `${kind}:${value}`;

/** @param team public keys whose decisions count */
export function computeLogState(log: Iterable<LogEntry>, team: ReadonlySet<string>): LogState {
  const indicators = new Map<string, IndicatorState>();
  const reports = new Map<string, ReportState>();
  const listers = new Map<string, Set<string>>();
  for (const entry of sortByTime(log)) {
    const { decision } = entry;
    if (!team.has(decision.by)) continue;
    for (const { kind, value } of decision.indicators) {
      const key = indicatorKey({ kind, value });
      const state = indicators.get(key) ?? newIndicatorState({ kind, value });
      indicators.set(key, state);
      state.history.push(entry);
      applyDecision(state, decision);
    }
    const { action, at, by } = decision;
    for (const id of decision.reports) {
      if (action === 'confirm-public' || action === 'confirm-sources') continue;
      const people = listers.get(id) ?? new Set<string>();
      if (action === 'list') people.add(by);
      else people.clear();
      listers.set(id, people);
      reports.set(id, { action, at, by, approvals: people.size, decision });
    }
  }
  return { indicators, reports };
}

function newIndicatorState(indicator: Indicator): IndicatorState {
  return {
    ...indicator,
    status: 'new',
    category: null,
    approvals: [],
    evidence: '',
    listedAt: null,
    seenIn: { private: false, public: false },
    confirmedAt: null,
    delay: 0,
    disputedSince: null,
    withdrawnAt: null,
    history: [],
  };
}

function applyDecision(name: IndicatorState, decision: Decision): void {
  const { action, at } = decision;
  const listed = name.status === 'listed';
  if (action === 'list') applyListing(name, decision);
  else if (action === 'withdraw' || action === 'accept') {
    const gone = listed ? { status: 'withdrawn', withdrawnAt: at } : { status: 'rejected' };
    Object.assign(name, { ...clearedListing(name), ...(name.status === 'withdrawn' ? {} : gone) });
  } else if (action === 'confirm-public' || action === 'confirm-sources') {
    if (name.confirmedAt === null)
      Object.assign(name, { confirmedAt: at, ...(listed && !name.seenIn.public ? { delay: decision.delay } : {}) });
  } else if (action === 'take-up') {
    if (listed) name.disputedSince ??= at.slice(0, 10);
  } else if (action === 'uphold') name.disputedSince = null;
  // What stands on the list leaves it by `withdrawIndicators` or `accept` alone
  else if (!listed && action === 'reject') Object.assign(name, { ...clearedListing(name), status: 'rejected' });
  else if (!listed && action === 'watch') Object.assign(name, { ...clearedListing(name), status: 'watched' });
}

function applyListing(name: IndicatorState, decision: Decision): void {
  const { by, at, category, evidence, delay, indicators } = decision;
  const seen = indicators.find(({ kind, value }) => kind === name.kind && value === name.value)?.seen;
  if (seen === 'private' || seen === 'both') name.seenIn.private = true;
  if (seen === 'public' || seen === 'both') name.seenIn.public = true;
  if (name.status === 'listed') {
    // Listed already: further evidence, not a new listing
    if (evidence !== '') name.evidence = evidence;
    return;
  }
  // Another category is another accusation: it needs two people of its own
  const before = name.category === category ? name.approvals.filter((each) => each.by !== by) : [];
  name.approvals = [...before, { by, at }];
  name.category = category;
  if (evidence !== '') name.evidence = evidence;
  const enough = name.approvals.length >= MIN_APPROVALS;
  Object.assign(name, { status: enough ? 'listed' : 'proposed', withdrawnAt: null });
  if (enough) Object.assign(name, { listedAt: at, delay });
}

function clearedListing(name: IndicatorState): Partial<IndicatorState> {
  return { approvals: [], category: null, listedAt: null, disputedSince: null, evidence: name.evidence };
}
