/** Sets of signals that mean more together than each by itself. */
import type { Knowledge } from './knowledge.ts';
import type { SignalSet } from './weights.ts';

export function setPoints(present: ReadonlySet<string>, kind: 'lure' | 'job-scam', knowledge: Knowledge): number {
  let points = 0;
  for (const set of knowledge.sets) if (set.for === kind && holds(set, present)) points += set.weight;
  return points;
}

/** One signal may not serve for two of the lists. */
function holds(set: SignalSet, present: ReadonlySet<string>): boolean {
  if (set.none.some((id) => present.has(id))) return false;
  return set.all.every((choices) => choices.some((id) => present.has(id)));
}
