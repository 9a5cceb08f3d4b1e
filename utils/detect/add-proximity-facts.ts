/** Facts from two concepts near each other: "ticket" and "paid for" within six words of one sentence. */
import {
  BOUNDARY as boundary,
  CLAUSE_BREAK as clauseBreak,
  SENTENCE_BREAK as sentenceBreak,
  type FoldedText,
} from '../text/folded-text.ts';
import { SCRIPT_OF as scriptOf, UNSPACED as unspaced } from '../text/scripts.ts';
import { ConceptFinds, LEFT, RIGHT, type FindRange } from './concept-finds.ts';
import type { Fact } from './fact.ts';
import type { Find } from './find-phrases.ts';
import type { ProximityRule, Rules } from './rules.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const CLAUSE_BREAK = clauseBreak;
const SENTENCE_BREAK = sentenceBreak;
const SCRIPT_OF = scriptOf;
const UNSPACED = unspaced;

/** Facts that one rule gives at most in a post. */
const MAX_PAIRS = 64;
/** Nothing further than this many units is within any distance in words. */
const MAX_DISTANCE_UNITS = 200;

const findsByRules = new WeakMap<Rules, ConceptFinds>();

export function addProximityFacts(finds: readonly Find[], text: FoldedText, rules: Rules, facts: Fact[]): void {
  let concepts = findsByRules.get(rules);
  if (concepts === undefined) findsByRules.set(rules, (concepts = new ConceptFinds(conceptsOf(rules))));
  if (concepts.read(finds) === 0) return;
  for (const near of rules.proximity) {
    // Most rules end here
    if (!concepts.holdsOne(near.a) || !concepts.holdsOne(near.b)) continue;
    const left = concepts.of(near.a, finds, LEFT);
    addPairs({ near, finds, text, facts }, left, concepts.of(near.b, finds, RIGHT));
  }
}

/** One more than the highest number of a concept that a rule names. */
const conceptsOf = ({ proximity }: Rules): number => 1 + Math.max(-1, ...proximity.flatMap(({ a, b }) => [...a, ...b]));

/** What pairs are looked for by, and where their facts go. */
interface PairSearch {
  near: ProximityRule;
  finds: readonly Find[];
  text: FoldedText;
  facts: Fact[];
}

function addPairs({ near, finds, text, facts }: PairSearch, left: FindRange, right: FindRange): void {
  let low = right.start;
  let pairs = 0;
  for (let i = left.start; i < left.end; i++) {
    const a = finds[left.numbers[i] as number] as Find;
    while (low < right.end && (finds[right.numbers[low] as number] as Find).to < a.from - MAX_DISTANCE_UNITS) low++;
    for (let j = low; j < right.end && pairs < MAX_PAIRS; j++) {
      const b = finds[right.numbers[j] as number] as Find;
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
        masked: a.masked || b.masked,
        byProximity: true,
        weak: a.weak || b.weak,
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

function longer({ from, to }: Find, other: Find): { from: number; to: number } {
  return other.to - other.from > to - from ? { from: other.from, to: other.to } : { from, to };
}

/**
 * Whether what stands between units `from` and `to` lets two concepts be one fact; three letters make a word where none
 * are parted.
 */
function areNear(text: FoldedText, from: number, to: number, { within, cross }: ProximityRule): boolean {
  if (to < from) return false;
  const { flags, units, length } = text;
  const parted = cross === 'sentence' ? 0 : cross === 'clause' ? SENTENCE_BREAK : SENTENCE_BREAK | CLAUSE_BREAK;
  const most = 3 * (within + 1);
  let thirds = 0;
  for (let i = from; i <= to && i < length; i++) {
    const flag = flags[i] as number;
    if ((flag & parted) !== 0) return false;
    if (((SCRIPT_OF[units[i] as number] as number) & UNSPACED) !== 0) thirds += i === to ? 0 : 1;
    else if ((flag & BOUNDARY) !== 0) thirds += 3;
    if (thirds > most) return false;
  }
  return true;
}
