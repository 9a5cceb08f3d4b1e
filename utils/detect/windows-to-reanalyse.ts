/**
 * Finds a lure among harmless paragraphs: several offers in one post, or a lure pasted beside an honest ad or a
 * warning. When the post as a whole gets no warning, its heaviest windows of lines and sentences are analysed alone.
 */
import { modelWindows } from './model-windows.ts';
import { lineBounds, sentenceBounds } from '../text/paragraph-bounds.ts';
import type { Span } from '../model/span.ts';
import { topWindows, WeightedMarks } from './top-windows.ts';
import type { Knowledge } from './knowledge.ts';
import { hasReplyChannel } from './judge.ts';
import type { ExtractedFeatures } from './extract-features.ts';
import { weightedLength } from './read-wording.ts';
import { logOddsOf, probabilityOf } from './evidence.ts';
import type { FieldRange } from './post-text.ts';
import { rulesOf } from './rules.ts';
import { THRESHOLDS } from './thresholds.ts';

/** Windows of each kind that are read again. */
const MAX_WINDOWS = 1;

export interface WindowToReanalyse extends Span {
  /** Score that it must reach by itself, 0 to 1. */
  minScore: number;
}

/**
 * Spans of the post's text (UTF-16 offsets): at most a line, a sentence, and a window of several of each.
 * @param score of the whole post, 0 to 1
 */
export function windowsToReanalyse(
  features: ExtractedFeatures,
  score: number,
  knowledge: Knowledge,
): WindowToReanalyse[] {
  const range = features.text.fields.find(({ field }) => field === 'text');
  if (range === undefined) return [];
  const lines = lineBounds(range.source);
  const sentences = sentenceBounds(range.source, lines);
  if (sentences.length < 3) return [];
  const marks = marksOf(features, range, knowledge);
  const windows = lines.length < 3 ? [] : topWindows(lines, marks, MAX_WINDOWS, THRESHOLDS.minWindowOdds);
  if (isAwarenessText(features, knowledge))
    return windows.flatMap((each) => inAwarenessText(each, features, range, knowledge));
  // In an awareness text a single sentence may quote a lure: windows of sentences are for other texts only
  const smaller =
    sentences.length === lines.length
      ? []
      : topWindows(sentences, marks, MAX_WINDOWS, THRESHOLDS.minWindowOdds, THRESHOLDS.sentenceCost);
  const byWording =
    knowledge.model === null ? [] : modelWindows(features.text, range, lines, knowledge.model, MAX_WINDOWS);
  const others = [...smaller, ...byWording].filter(
    ({ start, end }) => !windows.some((each) => each.start === start && each.end === end),
  );
  const { window, windowInHonest, honest } = knowledge.levels;
  const minScore = probabilityOf(window + windowInHonest * Math.max(0, honest - logOddsOf(score)));
  return [...windows, ...others].map((each) => ({ ...each, minScore }));
}

/** The facts in the text, by offset. */
function marksOf({ text: { text }, facts }: ExtractedFeatures, range: FieldRange, knowledge: Knowledge): WeightedMarks {
  const { signals, features } = rulesOf(knowledge);
  const marks = new WeightedMarks(signals.length);
  const own = facts.filter(({ from }) => from !== null && from >= range.from && from < range.to);
  own.sort((a, b) => (a.from as number) - (b.from as number));
  for (const { signal, from, isWeak, isByProximity } of own) {
    const weight = features.weights[isWeak ? features.weak + signal : signal] as number;
    marks.add(text.offsets[from as number] as number, signal, isByProximity ? weight * knowledge.levels.near : weight);
  }
  return marks;
}

/** A window without a word of hiring or pay, and without a way to reply, only retells an offer: none is returned. */
function inAwarenessText(
  span: Span,
  features: ExtractedFeatures,
  range: FieldRange,
  knowledge: Knowledge,
): WindowToReanalyse[] {
  const { levels } = knowledge;
  const rules = rulesOf(knowledge);
  const { text } = features.text;
  const isIn = (at: number): boolean => at >= span.start && at < span.end;
  const isHere = (unit: number | null): boolean =>
    unit !== null && unit >= range.from && unit < range.to && isIn(text.offsets[unit] as number);
  const saysHowToReply = hasReplyChannel(
    features.facts.filter(({ from }) => isHere(from)),
    features.contacts.filter((contact) => contact.field === 'text' && isIn(contact.start)),
    rules,
  );
  if (saysHowToReply) return [{ ...span, minScore: probabilityOf(levels.window) }];
  const { concepts } = rules.offering;
  const hires = features.phrases.some(({ kind, id, from }) => kind === 'concept' && concepts[id] === 1 && isHere(from));
  return hires ? [{ ...span, minScore: probabilityOf(levels.windowInAwareness) }] : [];
}

function isAwarenessText({ facts, text }: ExtractedFeatures, knowledge: Knowledge): boolean {
  const { awareness } = rulesOf(knowledge);
  const places = new Set(facts.filter(({ signal }) => awareness[signal] === 1).map(({ from }) => from));
  return places.size * THRESHOLDS.maxLettersPerAwarenessPhrase >= weightedLength(text.text);
}
