/**
 * The order of the log. Times are unverified, so they decide nothing. Each author numbers their decisions and names the
 * decision before by its hash. A vector clock gives how far they had the logs of the others. So a back-dated decision
 * is recognised: its vector clock lacks what was decided before it. Decisions of version 1 have no links: they come
 * before all others, by their times, and a desk takes them from its own database only.
 */
import type { Decision } from './decision.ts';
import type { LogEntry } from './decision-log.ts';

/** What places a decision in the order. */
export type Links = Pick<Decision, 'sequence' | 'previous' | 'heads'>;

/** Whether the author of `later` knew `earlier` when they decided. */
export function knew(later: Decision, earlier: Decision): boolean {
  if (later.version === 1) return earlier.version === 1 && later.at >= earlier.at;
  if (earlier.version === 1) return true;
  if (later.by === earlier.by) return later.sequence > earlier.sequence;
  return later.heads.some(({ by, sequence }) => by === earlier.by && sequence >= earlier.sequence);
}

/** Entries in one order, the same on every desk; an entry comes after every entry that its author knew. */
export function sortByCausalOrder(entries: Iterable<LogEntry>): LogEntry[] {
  return [...entries].sort(
    (a, b) =>
      knownCount(a.decision) - knownCount(b.decision) ||
      compareStrings(a.decision.at, b.decision.at) ||
      compareStrings(a.id, b.id),
  );
}

/**
 * Ids of the entries whose author's chain is whole up to them: each number occurs once and names the entry before. An
 * approval outside a whole chain does not count, because its author may have hidden or replaced a decision.
 */
export function wholeChains(entries: readonly LogEntry[]): Set<string> {
  const chains = new Map<string, LogEntry[]>();
  const whole = new Set<string>();
  for (const entry of entries) {
    const { by, version } = entry.decision;
    if (version === 1) whole.add(entry.id);
    else chains.set(by, [...(chains.get(by) ?? []), entry]);
  }
  for (const chain of chains.values()) {
    chain.sort((a, b) => a.decision.sequence - b.decision.sequence);
    let last: string | null = null;
    for (const [at, { id, decision }] of chain.entries()) {
      const isDoubled = chain[at + 1]?.decision.sequence === decision.sequence;
      if (decision.sequence !== at + 1 || decision.previous !== last || isDoubled) break;
      whole.add(id);
      last = id;
    }
  }
  return whole;
}

/** The links of an author's next decision after this log. */
export function nextLinks(log: Iterable<LogEntry>, author: string): Links {
  const heads = new Map<string, number>();
  let own: LogEntry | null = null;
  for (const entry of log) {
    const { by, sequence, version } = entry.decision;
    if (version === 1) continue;
    if (by !== author) heads.set(by, Math.max(sequence, heads.get(by) ?? 0));
    else if (own === null || sequence > own.decision.sequence) own = entry;
  }
  return {
    sequence: (own?.decision.sequence ?? 0) + 1,
    previous: own?.id ?? null,
    heads: [...heads].map(([by, sequence]) => ({ by, sequence })).sort((a, b) => compareStrings(a.by, b.by)),
  };
}

/** How many decisions the author knew, this one included: greater for a decision than for all that it knew. */
function knownCount({ sequence, heads }: Decision): number {
  return heads.reduce((sum, head) => sum + head.sequence, sequence);
}

function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
