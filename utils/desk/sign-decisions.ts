/** Turns what a moderator chose on the page into signed decisions for the log. */
import type { Category, Indicator } from '../model/indicator.ts';
import { nextLinks } from './causal-order.ts';
import type { DecisionClock } from './decision-clock.ts';
import { signDecision, type LogEntry } from './decision-log.ts';
import { DECISION_VERSION, DELAY_DAYS, MAX_REPORTS_PER_DECISION, type Action, type Decision } from './decision.ts';
import type { DeskReport } from './queue.ts';
import { sightingOf } from './sighting-of.ts';
import { deskCrypto } from './signer.ts';

export interface DecisionInput {
  action: Action;
  /** Ids of the reports that it answers. */
  reports: readonly string[];
  indicators: readonly Indicator[];
  category: Category | null;
  evidence: string;
  note: string;
}

export interface DecisionContext {
  /** The moderator's public key. */
  ownKey: string;
  sign: (data: Uint8Array) => Promise<Uint8Array>;
  random: (length: number) => Uint8Array;
  clock: DecisionClock;
  reports: ReadonlyMap<string, DeskReport>;
  /** The log before these decisions. */
  entries: readonly LogEntry[];
  /** Public keys of the team's members. */
  memberKeys: ReadonlySet<string>;
}

/**
 * One decision, or several when the case has more reports than one decision may answer (`MAX_REPORTS_PER_DECISION`): a flood.
 * Nothing is stored.
 * @throws WrongClockError when colleagues would refuse them
 */
export async function signDecisions(input: DecisionInput, context: DecisionContext): Promise<LogEntry[]> {
  const signed: LogEntry[] = [];
  for (let at = 0; at === 0 || at < input.reports.length; at += MAX_REPORTS_PER_DECISION) {
    const ids = input.reports.slice(at, at + MAX_REPORTS_PER_DECISION);
    // Each decision follows the one before it.
    const decision = buildDecision(input, ids, { ...context, entries: [...context.entries, ...signed] });
    signed.push(await signDecision(decision, context.sign, deskCrypto));
  }
  return signed;
}

/** @param ids of the reports of this one decision, a part of those of `input` */
function buildDecision(input: DecisionInput, ids: readonly string[], context: DecisionContext): Decision {
  const { ownKey, entries, reports } = context;
  const answered = ids.flatMap((id) => reports.get(id) ?? []);
  const allAnswered = new Set(input.reports);
  return {
    version: DECISION_VERSION,
    by: ownKey,
    ...nextLinks(entries, ownKey, context.memberKeys),
    at: context.clock.timeAfter(entries),
    action: input.action,
    indicators: input.indicators.map(({ kind, value }) => ({
      kind,
      value,
      seen: sightingOf({ kind, value }, reports.values(), allAnswered),
    })),
    reports: [...ids],
    outcomes: answered.flatMap(({ facts: { id, outcome } }) =>
      outcome === null ? [] : [{ report: id, hash: outcome }],
    ),
    category: input.category,
    evidence: input.evidence.trim(),
    note: input.note.trim(),
    delay: randomDelay(context.random),
    arrivedOn: answered.map(({ arrivedOn }) => arrivedOn).toSorted()[0] ?? null,
  };
}

/** A random number of days within `DELAY_DAYS`, each as likely. */
function randomDelay(random: (length: number) => Uint8Array): number {
  const span = DELAY_DAYS.max - DELAY_DAYS.min + 1;
  for (;;) {
    const [byte = 0] = random(1);
    if (byte < 256 - (256 % span)) return DELAY_DAYS.min + (byte % span);
  }
}
