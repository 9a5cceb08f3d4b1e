/**
 * A lure among the paragraphs of a post that says honest things too: several offers in one post, or a lure pasted beside an
 * honest ad or a warning. Where the post as a whole alarms nobody, the runs of its lines and sentences that weigh most are
 * read by themselves.
 */
import { linesOf, sentenceBounds } from '../text/paragraph-bounds.ts';
import { densestRuns, Notes, type Stretch } from './densest.ts';
import type { Knowledge } from './knowledge.ts';
import { saysHowToAnswer } from './judge.ts';
import { lettersOf, type Piece } from './piece.ts';
import type { FieldRange } from './reading.ts';
import { rulesOf, type Rules } from './rules.ts';

/** Paragraphs that are read, and runs of several; and what one must weigh, in log-odds, to be worth it. */
const MOST_RUNS = 1;
const LEAST_WEIGHT = 1;
/**
 * What a run must reach by itself, on the scale of 0 to 1: an honest ad has its telling lines too. Beside a warning, which
 * tells what the lure said, more, unless the run says how to answer.
 */
const SURE = 0.9;
const SURE_BESIDE_WARNING = 0.97;
/** What a further sentence must add to a run, in log-odds; a further paragraph more (`densestRuns`). */
const JOINED_SENTENCE = 0.3;
/** A text with words of a warning once in so many letters is one; honest ads have fewer than one in a thousand. */
const LETTERS_A_WARNING = 330;

export interface WorthReading extends Stretch {
  /** 0..1: what it must reach by itself. */
  sure: number;
}

/** Stretches of the post's text, by offset: at most a line, a sentence, and a run of several of each. */
export function runsWorthReading(piece: Piece, knowledge: Knowledge): WorthReading[] {
  const range = piece.text.fields.find(({ field }) => field === 'text');
  if (range === undefined) return [];
  const lines = linesOf(range.source);
  const sentences = sentenceBounds(range.source, lines);
  if (sentences.length < 3) return [];
  const notes = notesOf(piece, range, knowledge);
  const runs = lines.length < 3 ? [] : densestRuns(lines, notes, MOST_RUNS, LEAST_WEIGHT);
  if (warns(piece, knowledge)) return runs.flatMap((run) => besideWarning(run, piece, range, rulesOf(knowledge)));
  // A warning quotes the lure in a sentence; elsewhere one is part of an offer
  const smaller =
    sentences.length === lines.length ? [] : densestRuns(sentences, notes, MOST_RUNS, LEAST_WEIGHT, JOINED_SENTENCE);
  const others = smaller.filter(({ start, end }) => !runs.some((run) => run.start === start && run.end === end));
  return [...runs, ...others].map((run) => ({ ...run, sure: SURE }));
}

/** The facts in the text, by offset. */
function notesOf({ text: { text }, facts }: Piece, range: FieldRange, knowledge: Knowledge): Notes {
  const { signals, features } = rulesOf(knowledge);
  const notes = new Notes(signals.length);
  const own = facts.filter(({ from }) => from !== null && from >= range.from && from < range.to);
  own.sort((a, b) => (a.from as number) - (b.from as number));
  for (const { signal, from, faint, near } of own) {
    const weight = features.weights[faint ? features.faint + signal : signal] as number;
    notes.add(text.offsets[from as number] as number, signal, near ? weight * knowledge.levels.near : weight);
  }
  return notes;
}

/** What speaks neither of hiring nor of pay and does not say how to answer is a retelling. */
function besideWarning(run: Stretch, piece: Piece, range: FieldRange, rules: Rules): WorthReading[] {
  const { text } = piece.text;
  const isIn = (at: number): boolean => at >= run.start && at < run.end;
  const isHere = (unit: number | null): boolean =>
    unit !== null && unit >= range.from && unit < range.to && isIn(text.offsets[unit] as number);
  const answered = saysHowToAnswer(
    piece.facts.filter(({ from }) => isHere(from)),
    piece.contacts.filter((contact) => contact.field === 'text' && isIn(contact.start)),
    rules,
  );
  if (answered) return [{ ...run, sure: SURE }];
  const { concepts } = rules.offering;
  const hires = piece.finds.some(({ kind, id, from }) => kind === 'concept' && concepts[id] === 1 && isHere(from));
  return hires ? [{ ...run, sure: SURE_BESIDE_WARNING }] : [];
}

function warns({ facts, text }: Piece, knowledge: Knowledge): boolean {
  const { guards } = rulesOf(knowledge);
  const places = new Set(facts.filter(({ signal }) => guards[signal] === 1).map(({ from }) => from));
  return places.size * LETTERS_A_WARNING >= lettersOf(text.text);
}
