/**
 * The order of the log. Times are unverified, so they decide nothing. Each author numbers their decisions, and names by
 * hash the decision before. They also name the last one that they had of each colleague. A hash can only be named once
 * its decision exists: so nobody can claim to know a colleague's future. A back-dated decision is recognised: it does
 * not name what was decided before it. Decisions of former versions have no such hashes: they come before all others.
 */
import { DECISION_VERSION, MAX_AUTHORS, type Decision } from './decision.ts';
import type { LogEntry } from './decision-log.ts';

/** What places a decision in the order. */
export type Links = Pick<Decision, 'sequence' | 'previous' | 'heads'>;

/** A vector clock: by author, the highest number of their decisions that was known. */
type Clock = ReadonlyMap<string, number>;

export interface CausalOrder {
  /** Entries in one order, the same on every desk; an entry comes after every entry that its author knew. */
  entries: readonly LogEntry[];
  /** Whether the author of `later` knew `earlier` when they decided. */
  knew(later: LogEntry, earlier: LogEntry): boolean;
}

/** The order of a log. A decision that is named and not in the log counts as not known. */
export function causalOrder(log: Iterable<LogEntry>): CausalOrder {
  const all = [...log];
  const clocks = readClocks(all);
  const clockOf = ({ id }: LogEntry): Clock => clocks.get(id) ?? new Map();
  const counts = new Map(
    all.map((entry) => [entry.id, [...clockOf(entry).values()].reduce((sum, each) => sum + each, 0)]),
  );
  const countOf = ({ id }: LogEntry): number => counts.get(id) ?? 0;
  return {
    entries: all.sort(
      (a, b) =>
        a.decision.version - b.decision.version ||
        countOf(a) - countOf(b) ||
        compareStrings(a.decision.at, b.decision.at) ||
        compareStrings(a.id, b.id),
    ),
    knew(later, earlier) {
      const [one, other] = [later.decision, earlier.decision];
      if (one.version !== other.version) return one.version > other.version;
      if (one.version === 1) return one.at >= other.at;
      if (one.by === other.by) return one.sequence > other.sequence;
      return (clockOf(later).get(other.by) ?? 0) >= other.sequence;
    },
  };
}

/** By id: what each author knew, directly and through the decisions that they named. */
function readClocks(entries: readonly LogEntry[]): ReadonlyMap<string, Clock> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const ends = lastFormerNumbers(entries);
  const clocks = new Map<string, Clock>();
  // A stack instead of recursion: a chain may have many thousand decisions. Hashes cannot form a circle.
  const open = [...entries];
  for (let entry = open.at(-1); entry !== undefined; entry = open.at(-1)) {
    const named = namedIds(entry.decision).flatMap((id) => byId.get(id) ?? []);
    const missing = clocks.has(entry.id) ? [] : named.filter(({ id }) => !clocks.has(id));
    open.push(...missing);
    if (missing.length > 0) continue;
    open.pop();
    if (!clocks.has(entry.id)) clocks.set(entry.id, joinClocks(entry, named, clocks, ends));
  }
  return clocks;
}

function namedIds({ version, previous, heads }: Decision): string[] {
  if (version !== DECISION_VERSION) return [];
  return [previous, ...heads.map(({ id }) => id)].filter((id) => id !== null);
}

function joinClocks(
  { decision }: LogEntry,
  named: readonly LogEntry[],
  clocks: ReadonlyMap<string, Clock>,
  ends: Clock,
): Clock {
  const { version, by, sequence, heads } = decision;
  const clock = new Map<string, number>();
  const raise = (author: string, number: number): void => {
    if (number > (clock.get(author) ?? 0)) clock.set(author, number);
  };
  raise(by, sequence);
  for (const { id } of named) for (const [author, number] of clocks.get(id) ?? []) raise(author, number);
  // Version 2 names numbers without hashes: at most what exists is believed.
  if (version === 2) for (const head of heads) raise(head.by, Math.min(head.sequence, ends.get(head.by) ?? 0));
  return clock;
}

/** By author: the number of their last decision of version 2. */
function lastFormerNumbers(entries: readonly LogEntry[]): Clock {
  const ends = new Map<string, number>();
  for (const { decision } of entries) {
    const { by, sequence, version } = decision;
    if (version === 2) ends.set(by, Math.max(sequence, ends.get(by) ?? 0));
  }
  return ends;
}

/**
 * Ids of the entries whose author's chain is whole up to them. Each number occurs once and names the entry before. An
 * approval outside a whole chain does not count, because its author may have hidden or replaced a decision.
 */
export function wholeChains(entries: readonly LogEntry[]): Set<string> {
  const chains = new Map<string, LogEntry[]>();
  const whole = new Set<string>();
  for (const entry of entries) {
    const { by, version } = entry.decision;
    const key = `${version} ${by}`;
    if (version === 1) whole.add(entry.id);
    else chains.set(key, [...(chains.get(key) ?? []), entry]);
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

/**
 * The links of an author's next decision after this log.
 * @param team keys that are named first: a merged file may hold decisions of more strange keys than a decision can name
 */
export function nextLinks(log: Iterable<LogEntry>, author: string, team: ReadonlySet<string> = new Set()): Links {
  const last = new Map<string, LogEntry>();
  for (const entry of log) {
    const { by, sequence, version } = entry.decision;
    const known = last.get(by);
    if (version !== DECISION_VERSION) continue;
    if (known === undefined || sequence > known.decision.sequence) last.set(by, entry);
  }
  const own = last.get(author);
  last.delete(author);
  return {
    sequence: (own?.decision.sequence ?? 0) + 1,
    previous: own?.id ?? null,
    heads: Array.from(last, ([by, { id, decision }]) => ({ by, sequence: decision.sequence, id }))
      .sort((a, b) => Number(team.has(b.by)) - Number(team.has(a.by)) || compareStrings(a.by, b.by))
      .slice(0, MAX_AUTHORS),
  };
}

function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
