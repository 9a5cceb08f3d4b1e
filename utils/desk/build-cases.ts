/** Builds a case from each set of joined keys, and puts each report into one case. */
import type { Case, Groupable } from './case.ts';
import type { DisjointSets } from './disjoint-sets.ts';
import type { GroupKey, ReportKeys } from './report-keys.ts';

/** Keys or reports between two pauses. */
const ITEMS_PER_STEP = 1_000;

/** Keys of one case. */
interface JoinedKeys {
  keys: GroupKey[];
  /** Numbers of the reports that have one of them. */
  reports: Set<number>;
  /** There is an indicator among them, not only texts and pictures. */
  hasIndicator: boolean;
}

/** The cases in the order of their first reports. Pauses between its steps. */
export function* buildCases(
  reports: readonly Groupable[],
  { keys, keysOfReport }: ReportKeys,
  joined: DisjointSets,
): Generator<void, Case[]> {
  const groups = yield* collectGroups(keys, joined);
  /** Numbers of the reports of each case, by the root of its keys; by a number below 0 for a report alone. */
  const members = new Map<number, number[]>();
  for (const [at, own] of keysOfReport.entries()) {
    const roots = own.map((key) => joined.root(key));
    const home = findHomeCase(roots, groups) ?? -1 - at;
    if (members.has(home)) members.get(home)!.push(at);
    else members.set(home, [at]);
    if (at % ITEMS_PER_STEP === ITEMS_PER_STEP - 1) yield;
  }
  return Array.from(members, ([root, numbers]) => {
    const ids = numbers.map((at) => reports[at]!.id);
    const group = groups.get(root);
    return group === undefined ? { id: `report:${ids[0]!}`, reports: ids, indicators: [] } : caseOf(group.keys, ids);
  });
}

/** By the root of their keys. */
function* collectGroups(keys: readonly GroupKey[], joined: DisjointSets): Generator<void, Map<number, JoinedKeys>> {
  const groups = new Map<number, JoinedKeys>();
  for (const [at, key] of keys.entries()) {
    const root = joined.root(at);
    const group = groups.get(root) ?? { keys: [], reports: new Set<number>(), hasIndicator: false };
    group.keys.push(key);
    for (const report of key.reports) group.reports.add(report);
    group.hasIndicator ||= key.indicator !== null;
    groups.set(root, group);
    if (at % ITEMS_PER_STEP === ITEMS_PER_STEP - 1) yield;
  }
  return groups;
}

function caseOf(keys: readonly GroupKey[], reports: string[]): Case {
  const sorted = keys.toSorted((a, b) => b.reports.length - a.reports.length || (a.name < b.name ? -1 : 1));
  return {
    id: (sorted.find(({ indicator }) => indicator !== null) ?? sorted[0])!.name,
    reports,
    indicators: sorted.flatMap(({ indicator }) => (indicator === null ? [] : [indicator])),
  };
}

/**
 * The largest case of a report's keys; of equal ones, the one with most of its keys. One with an indicator comes first.
 * @param roots of the report's keys @returns null for a report without keys
 */
function findHomeCase(roots: readonly number[], groups: ReadonlyMap<number, JoinedKeys>): number | null {
  const keyCounts = new Map<number, number>();
  for (const root of roots) keyCounts.set(root, (keyCounts.get(root) ?? 0) + 1);
  const isNamed = roots.some((root) => groups.get(root)!.hasIndicator);
  let best: { root: number; keyCount: number; size: number } | null = null;
  for (const [root, keyCount] of keyCounts) {
    const { hasIndicator, reports } = groups.get(root)!;
    if (isNamed && !hasIndicator) continue;
    const { size } = reports;
    if (best === null || size > best.size || (size === best.size && keyCount > best.keyCount)) {
      best = { root, keyCount, size };
    }
  }
  return best?.root ?? null;
}
