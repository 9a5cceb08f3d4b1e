/**
 * The state of every indicator and report, computed from the log of decisions. The same log gives the same state on every
 * desk. Only decisions of the team's keys count.
 */
import type { Category, Indicator } from '../model/indicator.ts';
import { RETRACTIONS, WITHDRAWALS, type Action, type Decision } from './decision.ts';
import { causalOrder, wholeChains, type CausalOrder } from './causal-order.ts';
import { listedEvidence } from './listed-evidence.ts';
import type { LogEntry } from './decision-log.ts';
import type { Team } from './team-file.ts';

/** People who must list the same indicator under the same category. */
export const MIN_APPROVALS = 2;

export interface Approval {
  by: string;
  at: string;
}

export interface IndicatorState extends Indicator {
  /** `proposed`: one of two people has listed it. */
  status: 'new' | 'proposed' | 'listed' | 'watched' | 'rejected' | 'withdrawn';
  category: Category | null;
  approvals: Approval[];
  evidence: string;
  /** When the last of two people listed it, ISO 8601; null before. */
  listedAt: string | null;
  /** Whether it was seen in private messages and in public, according to those who listed it. */
  seenIn: { private: boolean; public: boolean };
  /** When a team member confirmed a public sighting or different sources; null when nobody did. */
  confirmedAt: string | null;
  /** Days that it waits after the decision that released it; see publication.ts. */
  delay: number;
  /** Day since which a dispute is under review; null when none is. */
  disputedSince: string | null;
  withdrawnAt: string | null;
  /** A colleague's file made it listed or released it, and nobody confirmed that at this desk. */
  isUnconfirmed: boolean;
  /** Day on which that was last confirmed at this desk, `YYYY-MM-DD`; null when it never was. */
  releasedHereOn: string | null;
  /** All decisions about it, in the order of causal-order.ts. */
  history: LogEntry[];
}

export interface ReportState {
  action: Action;
  at: string;
  by: string;
  /** For `list`: how many people. */
  approvals: number;
  /** The last decision on it. The fields above are of it, too. */
  decision: Decision;
  /** The first decision on it: how long its sender waited. */
  first: Pick<Decision, 'at' | 'arrivedOn'>;
}

export interface LogState {
  indicators: ReadonlyMap<string, IndicatorState>;
  reports: ReadonlyMap<string, ReportState>;
}

export const indicatorKey = ({ kind, value }: Indicator): string => `${kind}:${value}`;

/**
 * @param team public keys whose decisions count
 * @param held what came by merges, and waits or was confirmed here
 */
export function computeLogState(
  log: Iterable<LogEntry>,
  team: ReadonlySet<string>,
  held: Pick<Team, 'unconfirmed' | 'releasedOn'> = {},
): LogState {
  const unconfirmed = new Set(held.unconfirmed);
  const indicators = new Map<string, IndicatorState>();
  const reports = new Map<string, ReportState>();
  const listers = new Map<string, Set<string>>();
  const order = causalOrder(log);
  const entries = order.entries.filter(({ decision }) => team.has(decision.by));
  const whole = wholeChains(entries);
  const retractions = retractionsOf(entries);
  for (const entry of entries) {
    const { decision } = entry;
    for (const { kind, value } of decision.indicators) {
      const key = indicatorKey({ kind, value });
      const state = indicators.get(key) ?? newIndicatorState({ kind, value });
      indicators.set(key, state);
      state.history.push(entry);
      state.isUnconfirmed = unconfirmed.has(key);
      state.releasedHereOn = held.releasedOn?.[key] ?? null;
      if (decision.action !== 'list') applyDecision(state, decision);
      else if (whole.has(entry.id) && isInformed(order, entry, retractions.get(key) ?? []))
        applyListing(state, decision);
    }
    const { action, at, by } = decision;
    for (const id of decision.reports) {
      if (action === 'confirm-public' || action === 'confirm-sources') continue;
      const people = listers.get(id) ?? new Set<string>();
      if (action === 'list') people.add(by);
      else people.clear();
      listers.set(id, people);
      const first = reports.get(id)?.first ?? decision;
      reports.set(id, { action, at, by, approvals: people.size, decision, first });
    }
  }
  return { indicators, reports };
}

/** By indicator: the decisions that take approvals back. */
function retractionsOf(entries: readonly LogEntry[]): ReadonlyMap<string, LogEntry[]> {
  const retractions = new Map<string, LogEntry[]>();
  for (const entry of entries) {
    const { action, indicators } = entry.decision;
    if (!RETRACTIONS.has(action)) continue;
    for (const each of indicators) {
      const key = indicatorKey(each);
      retractions.set(key, [...(retractions.get(key) ?? []), entry]);
    }
  }
  return retractions;
}

/**
 * Whether an approval counts beside the retractions: of the approval and each retraction, exactly one knew the other. If
 * neither did, nobody weighed them against each other. If both claim to, one claim is false.
 */
function isInformed({ knew }: CausalOrder, approval: LogEntry, retractions: readonly LogEntry[]): boolean {
  return retractions.every((each) => knew(approval, each) !== knew(each, approval));
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
    isUnconfirmed: false,
    releasedHereOn: null,
    history: [],
  };
}

/** Every action except `list`. */
function applyDecision(indicator: IndicatorState, decision: Decision): void {
  const { action, at, delay } = decision;
  const isListed = indicator.status === 'listed';
  if (WITHDRAWALS.has(action)) {
    const wasWithdrawn = indicator.status === 'withdrawn';
    retract(indicator);
    if (isListed) Object.assign(indicator, { status: 'withdrawn', withdrawnAt: at });
    else if (!wasWithdrawn) indicator.status = 'rejected';
  } else if (action === 'confirm-public' || action === 'confirm-sources') {
    if (indicator.confirmedAt !== null) return;
    indicator.confirmedAt = at;
    if (isListed && !indicator.seenIn.public) indicator.delay = delay;
  } else if (action === 'take-up') {
    if (isListed) indicator.disputedSince ??= at.slice(0, 10);
  } else if (action === 'uphold') indicator.disputedSince = null;
  // A listed indicator leaves the list by WITHDRAWALS only.
  else if (!isListed && (action === 'reject' || action === 'watch')) {
    retract(indicator);
    indicator.status = action === 'reject' ? 'rejected' : 'watched';
  }
}

/** Takes all approvals back, and the statement that it was seen in public, which may be wrong. Another listing states it again. */
function retract(indicator: IndicatorState): void {
  Object.assign(indicator, { approvals: [], category: null, listedAt: null, disputedSince: null, confirmedAt: null });
  indicator.seenIn.public = false;
}

function applyListing(indicator: IndicatorState, decision: Decision): void {
  const { by, category, delay, indicators } = decision;
  const evidence = listedEvidence(decision.evidence);
  if (indicator.status === 'listed') {
    // Already listed: this adds evidence, not a new listing. Nor may a later report change when and why it is published.
    if (evidence !== '') indicator.evidence = evidence;
    return;
  }
  const seen = indicators.find(({ kind, value }) => kind === indicator.kind && value === indicator.value)?.seen;
  if (seen === 'private' || seen === 'both') indicator.seenIn.private = true;
  if (seen === 'public' || seen === 'both') indicator.seenIn.public = true;
  // Another category is another accusation: it needs two people of its own.
  const before = indicator.category === category ? indicator.approvals.filter((each) => each.by !== by) : [];
  indicator.approvals = [...before, { by, at: decision.at }];
  indicator.category = category;
  if (evidence !== '') indicator.evidence = evidence;
  const enough = indicator.approvals.length >= MIN_APPROVALS;
  Object.assign(indicator, { status: enough ? 'listed' : 'proposed', withdrawnAt: null });
  // The latest of them: nobody may date the listing back, past its days of waiting.
  const at = indicator.approvals.reduce((latest, each) => (each.at > latest ? each.at : latest), '');
  if (enough) Object.assign(indicator, { listedAt: at, delay });
}
