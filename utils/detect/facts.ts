/** Facts: signals that a post shows, each with where it stands. */
import type { PayloadKind } from '../text/automaton.ts';
import { BOUNDARY, CLAUSED, STOPPED, type FoldedText } from '../text/folded-text.ts';
import { SCRIPT_OF, UNSPACED } from '../text/scripts.ts';
import type { Knowledge } from './knowledge.ts';
import type { Find } from './phrases.ts';
import type { Near } from './weights.ts';

export interface Fact {
  /** Signal id. */
  id: string;
  /** Units, `to` exclusive; null: the fact is an absence or a combination. */
  from: number | null;
  to: number | null;
  /** Language whose words say it, by index; null: no language is needed. */
  language: number | null;
  masked: boolean;
  /** Two concepts near each other say it, no phrase. */
  near?: boolean;
  /** Ordinary ads say it too. */
  faint?: boolean;
  source?: string;
}

/** Facts that phrases say by themselves, and those that two concepts near each other say. */
export function phraseFacts(finds: readonly Find[], text: FoldedText, knowledge: Knowledge): Fact[] {
  const facts: Fact[] = [];
  const concepts = new Map<string, Find[]>();
  for (const find of finds) {
    if (find.kind === 'signal') facts.push(fact(knowledge.signalIds[find.id] ?? '', find, find));
    else if (find.kind === 'concept') {
      const id = knowledge.concepts[find.id] ?? '';
      const list = concepts.get(id);
      if (list === undefined) concepts.set(id, [find]);
      else list.push(find);
    }
  }
  for (const near of knowledge.near) addNear(near, concepts, text, facts);
  return withoutContradicted(facts, knowledge);
}

/**
 * "No diploma needed" holds the word of a requirement, "we never take a deposit" that of a fee: of two facts that speak
 * for different sides, the one inside the other is not meant.
 */
function withoutContradicted(facts: readonly Fact[], knowledge: Knowledge): Fact[] {
  const side = (fact: Fact): number => Math.sign(knowledge.signals.get(fact.id)?.weight ?? 0);
  const sorted = facts.toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0) || (b.to ?? 0) - (a.to ?? 0));
  const open: Fact[] = [];
  return sorted.filter((fact) => {
    while (open.length > 0 && (open[0]?.to ?? 0) <= (fact.from ?? 0)) open.shift();
    const inside = open.some((other) => side(other) !== side(fact) && covers(other, fact));
    if (open.length < MOST_OPEN) open.push(fact);
    return !inside;
  });
}

/** Strictly: the other says more. */
function covers(outer: Fact, inner: Fact): boolean {
  const from = (inner.from ?? 0) - (outer.from ?? 0);
  const to = (outer.to ?? 0) - (inner.to ?? 0);
  return from >= 0 && to >= 0 && from + to > 0;
}

export function findsOf(finds: readonly Find[], kind: PayloadKind): Find[] {
  return finds.filter((find) => find.kind === kind);
}

function fact(id: string, first: Find, last: Find): Fact {
  return {
    id,
    from: Math.min(first.from, last.from),
    to: Math.max(first.to, last.to),
    language: first.language,
    masked: first.masked || last.masked,
    faint: first.faint || last.faint,
  };
}

const MOST_PAIRS = 64;
const MOST_OPEN = 64;

function addNear(near: Near, concepts: ReadonlyMap<string, Find[]>, text: FoldedText, facts: Fact[]): void {
  const left = near.a.flatMap((id) => concepts.get(id) ?? []);
  if (left.length === 0) return;
  const right = near.b.flatMap((id) => concepts.get(id) ?? []);
  if (right.length === 0) return;
  left.sort((a, b) => a.from - b.from);
  right.sort((a, b) => a.from - b.from);
  let low = 0;
  let pairs = 0;
  for (const a of left) {
    // Nothing further than this many units is within any distance in words
    while (low < right.length && (right[low]?.to ?? 0) < a.from - 200) low++;
    for (let j = low; j < right.length && pairs < MOST_PAIRS; j++) {
      const b = right[j] as Find;
      if (b.from > a.to + 200) break;
      if (near.ordered && b.from < a.to) continue;
      if (!isNear(a, b, near, text)) continue;
      facts.push({ ...fact(near.signal, a, b), near: true });
      pairs++;
      break;
    }
  }
}

function isNear(a: Find, b: Find, near: Near, text: FoldedText): boolean {
  const [first, second] = a.from <= b.from ? [a, b] : [b, a];
  if (second.from < first.to) return false;
  const reach = near.within;
  let words = 0;
  for (let i = first.to; i <= second.from && i < text.length; i++) {
    const flag = text.flags[i] as number;
    if ((flag & STOPPED) !== 0 && near.cross !== 'sentence') return false;
    if ((flag & CLAUSED) !== 0 && near.cross === 'none') return false;
    const unspaced = ((SCRIPT_OF[text.units[i] as number] as number) & UNSPACED) !== 0;
    if (unspaced) words += i === second.from ? 0 : 1 / 3;
    else if ((flag & BOUNDARY) !== 0) words++;
    if (words > reach + 1) return false;
  }
  return true;
}
