/** Reasons of a verdict: the facts of highest weight, strongest first, then the words that moved the text model most. */
import type { Reason } from '../model/verdict.ts';
import { EDGE } from '../text/folded-text.ts';
import { HANGUL, SCRIPT_MASK, SCRIPT_OF, UNSPACED } from '../text/scripts.ts';
import type { FoldTable } from '../text/fold-table.ts';
import type { ExtractedFeatures } from './extract-features.ts';
import type { Fact } from './fact.ts';
import { topAttribution } from './top-attribution.ts';
import type { Judgement } from './judge.ts';
import type { Knowledge } from './knowledge.ts';
import { fieldOf, spanOf, type PostText } from './post-text.ts';
import { rulesOf } from './rules.ts';
import type { Signal } from './weights.ts';

/** Reasons of each kind that are shown, and UTF-16 units of a quote. */
const MAX_INCREASING = 5;
const MAX_MITIGATING = 3;
const MAX_QUOTE_UNITS = 160;
/** Folded units up to which a longer quote of a signal is the better one. */
const MAX_PREFERRED_UNITS = 60;
/** With fewer facts than this, the wording of the post is a reason too. */
const ENOUGH_FACTS = 3;

/** Facts that raise the score of the judgement's kind (of either without one), and those that lower it. */
export function explain(
  { facts, kind, level }: Judgement,
  features: ExtractedFeatures,
  knowledge: Knowledge,
): Reason[] {
  const { signals, priors, ranks } = rulesOf(knowledge);
  const increasing: Fact[] = [];
  const mitigating: Fact[] = [];
  for (const fact of bestPerSignal(facts, signals.length)) {
    const prior = priors[fact.signal]!;
    if (prior < 0) mitigating.push(fact);
    else if (prior > 0 && (kind === null || signals[fact.signal]!.kinds.includes(kind))) increasing.push(fact);
  }
  const weigh = (fact: Fact): number => priors[fact.signal]!;
  const rank = (fact: Fact): number => ranks[fact.signal]!;
  increasing.sort((a, b) => rank(b) - rank(a) || weigh(b) - weigh(a));
  mitigating.sort((a, b) => weigh(a) - weigh(b));
  const reasons = increasing.slice(0, MAX_INCREASING);
  const wording = level === 'none' || reasons.length >= ENOUGH_FACTS ? null : wordingReason(kind, features, knowledge);
  const toReasons = (list: readonly Fact[]): Reason[] =>
    list.map((fact) => toReason(fact, signals[fact.signal]!, features.text, knowledge.fold));
  return [
    ...toReasons(reasons),
    ...(wording === null ? [] : [wording]),
    ...toReasons(mitigating.slice(0, MAX_MITIGATING)),
  ];
}

/** The words that raised the text model's output for the kind most; null without a kind. */
function wordingReason(
  kind: Judgement['kind'],
  { text, spans, modelOutput }: ExtractedFeatures,
  { model, fold }: Knowledge,
): Reason | null {
  if (model === null || modelOutput === null || kind === null) return null;
  const best = topAttribution(model, text.text, kind, spans);
  if (best === null) return null;
  const { field, start, end } = spanOf(text, fold, best.start, best.end);
  const last = Math.min(end, start + MAX_QUOTE_UNITS);
  const quote = fieldOf(text, best.start).source.slice(start, last);
  return { id: 'wording', severity: 'moderate', field, quote, start, end: last };
}

/** The best fact of each signal to quote, in order of the facts. Weak ones are common in honest ads and explain nothing. */
function bestPerSignal(facts: readonly Fact[], signals: number): Fact[] {
  const best: Fact[] = [];
  const known = Array<number>(signals).fill(0);
  for (const fact of facts) {
    if (fact.isWeak) continue;
    const at = known[fact.signal] as number;
    if (at === 0) known[fact.signal] = best.push(fact);
    else if (prefers(fact, best[at - 1]!)) best[at - 1] = fact;
  }
  return best;
}

/** Whether a fact is the better one to quote: it has a span, and a longer one of at most `MAX_PREFERRED_UNITS`. */
function prefers(fact: Fact, known: Fact): boolean {
  if (known.from === null || fact.from === null) return known.from === null && fact.from !== null;
  return size(fact) > size(known) && size(fact) <= MAX_PREFERRED_UNITS;
}

const size = (fact: Fact): number => (fact.to ?? 0) - (fact.from ?? 0);

function toReason(fact: Fact, { id, severity }: Signal, post: PostText, table: FoldTable): Reason {
  const source = fact.source === null ? {} : { source: fact.source };
  if (fact.from === null || fact.to === null || fact.to <= fact.from) {
    return { id, severity, field: 'text', quote: null, start: null, end: null, ...source };
  }
  const { from, to } = fact.quoted ?? { from: fact.from, to: fact.to };
  const { field, start, end } = spanOf(post, table, from, wordEnd(post, to));
  const last = Math.min(end, start + MAX_QUOTE_UNITS);
  const quote = fieldOf(post, from).source.slice(start, last);
  return { id, severity, field, quote, start, end: last, ...source };
}

/** Letters that a quote may gain. */
const MAX_ENDING_UNITS = 20;

/** Unit at which the word ends in which a phrase with an open end (`ticket*`) stops; scripts without spaces: the same unit. */
function wordEnd({ text: { flags, length, units } }: PostText, to: number): number {
  for (let end = to; end < to + MAX_ENDING_UNITS; end++) {
    if (end >= length || ((flags[end] as number) & EDGE) !== 0) return end;
    const script = SCRIPT_OF[units[end] as number] as number;
    if ((script & UNSPACED) !== 0 || (script & SCRIPT_MASK) === HANGUL) return to;
  }
  return to;
}
