/** Points: what the signals of a post weigh, each counted once and less when others of its group say the same. */
import type { Fact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import { setPoints } from './combinations.ts';

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

export function weigh(facts: readonly Fact[], knowledge: Knowledge): Points {
  const present = new Set(facts.map((fact) => fact.id));
  const counters = sum([...present].filter((id) => isCounter(id, knowledge)).map((id) => weightOf(id, knowledge)));
  return {
    lure: groupPoints(present, 'lure', knowledge) + setPoints(present, 'lure', knowledge),
    jobScam: groupPoints(present, 'job-scam', knowledge) + setPoints(present, 'job-scam', knowledge),
    counter: Math.max(counters, -knowledge.levels.counterLimit),
    raising: [...present].filter((id) => weightOf(id, knowledge) > 0).length,
    beyondLanguage: facts.some((fact) => fact.language === null && weightOf(fact.id, knowledge) > 0),
  };
}

function groupPoints(present: ReadonlySet<string>, kind: 'lure' | 'job-scam', knowledge: Knowledge): number {
  const groups = new Map<string, number[]>();
  for (const id of present) {
    const signal = knowledge.signals.get(id);
    if (signal === undefined || signal.weight <= 0 || !signal.kinds.includes(kind)) continue;
    const group = knowledge.groupOf.get(id) ?? id;
    const weights = groups.get(group);
    if (weights === undefined) groups.set(group, [signal.weight]);
    else weights.push(signal.weight);
  }
  let points = 0;
  for (const weights of groups.values()) {
    weights.sort((a, b) => b - a);
    points += sum(weights.map((weight, index) => weight * knowledge.levels.saturation ** index));
  }
  return points;
}

function isCounter(id: string, knowledge: Knowledge): boolean {
  return weightOf(id, knowledge) < 0;
}

function weightOf(id: string, knowledge: Knowledge): number {
  return knowledge.signals.get(id)?.weight ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
