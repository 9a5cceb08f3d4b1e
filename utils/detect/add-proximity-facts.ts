/** Facts from two concepts near each other: "ticket" and "paid for" within six words of one sentence. */
import {
  BOUNDARY as boundary,
  CLAUSE_BREAK as clauseBreak,
  SENTENCE_BREAK as sentenceBreak,
  type FoldedText,
} from '../text/folded-text.ts';
import { SCRIPT_OF as scriptOf, UNSPACED as unspaced } from '../text/scripts.ts';
import { PhrasesByConcept, LEFT, RIGHT, type PhraseRange } from './phrases-by-concept.ts';
import type { Fact } from './fact.ts';
import type { FoundPhrase } from './find-phrases.ts';
import type { ProximityRule, Rules } from './rules.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const CLAUSE_BREAK = clauseBreak;
const SENTENCE_BREAK = sentenceBreak;
const SCRIPT_OF = scriptOf;
const UNSPACED = unspaced;

/** Most facts that one rule gives in a post. */
const MAX_PAIRS = 64;
/** Nothing further than this many units is within any distance in words. */
const MAX_DISTANCE_UNITS = 200;

const findsByRules = new WeakMap<Rules, PhrasesByConcept>();

export function addProximityFacts(
  phrases: readonly FoundPhrase[],
  text: FoldedText,
  rules: Rules,
  facts: Fact[],
): void {
  let concepts = findsByRules.get(rules);
  if (concepts === undefined) findsByRules.set(rules, (concepts = new PhrasesByConcept(conceptsOf(rules))));
  if (concepts.read(phrases) === 0) return;
  for (const near of rules.proximity) {
    // Most rules end here
    if (!concepts.hasAny(near.a) || !concepts.hasAny(near.b)) continue;
    const left = concepts.rangeOf(near.a, phrases, LEFT);
    addPairs({ near, phrases, text, facts }, left, concepts.rangeOf(near.b, phrases, RIGHT));
  }
}

/** One more than the highest number of a concept that a rule names. */
const conceptsOf = ({ proximity }: Rules): number => 1 + Math.max(-1, ...proximity.flatMap(({ a, b }) => [...a, ...b]));

/** Input of `addPairs`; the facts that it finds are appended to `facts`. */
interface PairSearch {
  near: ProximityRule;
  phrases: readonly FoundPhrase[];
  text: FoldedText;
  facts: Fact[];
}

function addPairs({ near, phrases, text, facts }: PairSearch, left: PhraseRange, right: PhraseRange): void {
  let low = right.start;
  let pairs = 0;
  for (let i = left.start; i < left.end; i++) {
    const a = phrases[left.numbers[i] as number] as FoundPhrase;
    while (low < right.end && (phrases[right.numbers[low] as number] as FoundPhrase).to < a.from - MAX_DISTANCE_UNITS)
      low++;
    for (let j = low; j < right.end && pairs < MAX_PAIRS; j++) {
      const b = phrases[right.numbers[j] as number] as FoundPhrase;
      if (b.from > a.to + MAX_DISTANCE_UNITS) break;
      if (near.ordered && b.from < a.to) continue;
      const isFirst = a.from <= b.from;
      const first = isFirst ? a : b;
      const second = isFirst ? b : a;
      if (!areNear(text, first.to, second.from, near)) continue;
      const fact: Fact = {
        signal: near.signal,
        from: first.from,
        to: Math.max(a.to, b.to),
        language: a.language,
        isDisguised: a.isDisguised || b.isDisguised,
        isByProximity: true,
        isWeak: a.isWeak || b.isWeak,
        source: null,
      };
      if (holdsSentenceBreak(text, first.to, second.from)) fact.quoted = longer(first, second);
      facts.push(fact);
      pairs++;
      break;
    }
  }
}

/** Whether a sentence ends between units `from` and `to`, both included. */
export function holdsSentenceBreak({ flags }: FoldedText, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if (((flags[i] ?? 0) & SENTENCE_BREAK) !== 0) return true;
  return false;
}

function longer({ from, to }: FoundPhrase, other: FoundPhrase): { from: number; to: number } {
  return other.to - other.from > to - from ? { from: other.from, to: other.to } : { from, to };
}

/**
 * Whether two concepts, of which one ends at unit `from` and the other starts at unit `to`, are near enough for the rule.
 * In scripts without spaces, three letters count as a word.
 */
function areNear(text: FoldedText, from: number, to: number, { within, cross }: ProximityRule): boolean {
  if (to < from) return false;
  const { flags, units, length } = text;
  const separators = cross === 'sentence' ? 0 : cross === 'clause' ? SENTENCE_BREAK : SENTENCE_BREAK | CLAUSE_BREAK;
  const maxThirds = 3 * (within + 1);
  let thirds = 0;
  for (let i = from; i <= to && i < length; i++) {
    const flag = flags[i] as number;
    if ((flag & separators) !== 0) return false;
    if (((SCRIPT_OF[units[i] as number] as number) & UNSPACED) !== 0) thirds += i === to ? 0 : 1;
    else if ((flag & BOUNDARY) !== 0) thirds += 3;
    if (thirds > maxThirds) return false;
  }
  return true;
}
