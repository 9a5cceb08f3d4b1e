/**
 * Finds a lure among harmless paragraphs: several offers in one post, or a lure pasted beside an honest ad or a
 * warning. When the post as a whole gets no warning, its heaviest runs of lines and sentences are read by themselves.
 */
import { modelWindows } from './model-windows.ts';
import { lineBounds, sentenceBounds } from '../text/paragraph-bounds.ts';
import { topWindows, WeightedMarks, type Span } from './top-windows.ts';
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
 * Stretches of the post's text, by offset: at most a line, a sentence, and a run of several of each.
 * `score`: of the whole post, 0 to 1.
 */
export function windowsToReanalyse(piece: ExtractedFeatures, score: number, knowledge: Knowledge): WindowToReanalyse[] {
  const range = piece.text.fields.find(({ field }) => field === 'text');
  if (range === undefined) return [];
  const lines = lineBounds(range.source);
  const sentences = sentenceBounds(range.source, lines);
  if (sentences.length < 3) return [];
  const marks = marksOf(piece, range, knowledge);
  const runs = lines.length < 3 ? [] : topWindows(lines, marks, MAX_WINDOWS, THRESHOLDS.minWindowOdds);
  if (isAwarenessText(piece, knowledge)) return runs.flatMap((run) => inAwarenessText(run, piece, range, knowledge));
  // In an awareness text a single sentence may quote a lure: runs of sentences are for other texts only
  const smaller =
    sentences.length === lines.length
      ? []
      : topWindows(sentences, marks, MAX_WINDOWS, THRESHOLDS.minWindowOdds, THRESHOLDS.sentenceCost);
  const byWording =
    knowledge.model === null ? [] : modelWindows(piece.text, range, lines, knowledge.model, MAX_WINDOWS);
  const others = [...smaller, ...byWording].filter(
    ({ start, end }) => !runs.some((run) => run.start === start && run.end === end),
  );
  const { window, windowInHonest, honest } = knowledge.levels;
  const minScore = probabilityOf(window + windowInHonest * Math.max(0, honest - logOddsOf(score)));
  return [...runs, ...others].map((run) => ({ ...run, minScore }));
}

/** The facts in the text, by offset. */
function marksOf({ text: { text }, facts }: ExtractedFeatures, range: FieldRange, knowledge: Knowledge): WeightedMarks {
  const { signals, features } = rulesOf(knowledge);
  const marks = new WeightedMarks(signals.length);
  const own = facts.filter(({ from }) => from !== null && from >= range.from && from < range.to);
  own.sort((a, b) => (a.from as number) - (b.from as number));
  for (const { signal, from, weak, byProximity } of own) {
    const weight = features.weights[weak ? features.weak + signal : signal] as number;
    marks.add(text.offsets[from as number] as number, signal, byProximity ? weight * knowledge.levels.near : weight);
  }
  return marks;
}

/** A run without a word of hiring or pay and without a way to reply is a retelling. */
function inAwarenessText(
  run: Span,
  piece: ExtractedFeatures,
  range: FieldRange,
  knowledge: Knowledge,
): WindowToReanalyse[] {
  const { levels } = knowledge;
  const rules = rulesOf(knowledge);
  const { text } = piece.text;
  const isIn = (at: number): boolean => at >= run.start && at < run.end;
  const isHere = (unit: number | null): boolean =>
    unit !== null && unit >= range.from && unit < range.to && isIn(text.offsets[unit] as number);
  const saysHowToReply = hasReplyChannel(
    piece.facts.filter(({ from }) => isHere(from)),
    piece.contacts.filter((contact) => contact.field === 'text' && isIn(contact.start)),
    rules,
  );
  if (saysHowToReply) return [{ ...run, minScore: probabilityOf(levels.window) }];
  const { concepts } = rules.offering;
  const hires = piece.finds.some(({ kind, id, from }) => kind === 'concept' && concepts[id] === 1 && isHere(from));
  return hires ? [{ ...run, minScore: probabilityOf(levels.windowInAwareness) }] : [];
}

function isAwarenessText({ facts, text }: ExtractedFeatures, knowledge: Knowledge): boolean {
  const { awareness } = rulesOf(knowledge);
  const places = new Set(facts.filter(({ signal }) => awareness[signal] === 1).map(({ from }) => from));
  return places.size * THRESHOLDS.maxLettersPerAwarenessPhrase >= weightedLength(text.text);
}
