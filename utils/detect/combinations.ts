/** Sets of signals that mean more together than each by itself. */
import type { Knowledge } from './knowledge.ts';
import type { SignalSet } from './weights.ts';

/** Ids of the sets that hold. */
export function setsOf(present: ReadonlySet<string>, knowledge: Knowledge): string[] {
  return knowledge.sets.filter((set) => holds(set, present)).map((set) => set.id);
}

function holds(set: SignalSet, present: ReadonlySet<string>): boolean {
  if (set.none.some((id) => present.has(id))) return false;
  return set.all.every((choices) => choices.some((id) => present.has(id)));
}
