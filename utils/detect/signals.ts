/** Points: what the signals of a post weigh, each counted once and less when others of its group say the same. */
import { setPoints } from './combinations.ts';
import type { Fact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';

export interface Points {
  lure: number;
  jobScam: number;
  /** Zero or below. */
  counter: number;
  /** Different signals that raise. */
  raising: number;
  /** At least one of them needs no language: a contact, a place, pay. */
  beyondLanguage: boolean;
}

type Kind = 'lure' | 'job-scam';

export function weigh(facts: readonly Fact[], knowledge: Knowledge): Points {
  const sureness = new Map<string, number>();
  for (const fact of facts) {
    const sure = (fact.near === true ? knowledge.levels.near : 1) * (fact.faint === true ? knowledge.levels.faint : 1);
    sureness.set(fact.id, Math.max(sure, sureness.get(fact.id) ?? 0));
  }
  const weight = (id: string): number => (knowledge.signals.get(id)?.weight ?? 0) * (sureness.get(id) ?? 0);
  const ids = [...sureness.keys()];
  const sure = new Set(facts.filter((fact) => fact.faint !== true).map((fact) => fact.id));
  const counters = sum(ids.map(weight).filter((points) => points < 0));
  return {
    lure: kindPoints(ids, 'lure', weight, sure, knowledge),
    jobScam: kindPoints(ids, 'job-scam', weight, sure, knowledge),
    counter: Math.max(counters, -knowledge.levels.counterLimit),
    raising: ids.filter((id) => weight(id) > 0).length,
    beyondLanguage: facts.some((fact) => fact.language === null && weight(fact.id) > 0),
  };
}

function kindPoints(
  ids: readonly string[],
  kind: Kind,
  weight: (id: string) => number,
  sure: ReadonlySet<string>,
  knowledge: Knowledge,
): number {
  const groups = new Map<string, number[]>();
  for (const id of ids) {
    const signal = knowledge.signals.get(id);
    if (signal === undefined || signal.weight <= 0 || !signal.kinds.includes(kind)) continue;
    const group = knowledge.groupOf.get(id) ?? id;
    const weights = groups.get(group);
    if (weights === undefined) groups.set(group, [weight(id)]);
    else weights.push(weight(id));
  }
  let points = setPoints(sure, kind, knowledge);
  for (const weights of groups.values()) {
    weights.sort((a, b) => b - a);
    points += sum(weights.map((each, index) => each * knowledge.levels.saturation ** index));
  }
  const anchored = [...sure].some((id) => knowledge.anchors[kind].has(id));
  return anchored ? points : points * knowledge.levels.unanchored;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
