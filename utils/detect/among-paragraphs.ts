/**
 * A lure among the paragraphs of a post that says honest things too: several offers in one post, or a lure pasted below an
 * honest ad. Where the post as a whole alarms nobody, the runs of its paragraphs that weigh most are read by themselves.
 */
import { linesOf } from '../text/paragraphs.ts';
import { densestRuns, Notes, type Stretch } from './densest.ts';
import type { Knowledge } from './knowledge.ts';
import { saysHowToAnswer } from './judge.ts';
import { lettersOf, type Piece } from './piece.ts';
import { rulesOf } from './rules.ts';

/** Letters of the shortest text that is looked through. */
const LEAST_TEXT = 300;
/** Paragraphs that are read, and runs of several; and what one must weigh, in log-odds, to be worth it. */
const MOST_RUNS = 1;
const LEAST_WEIGHT = 2;
/** A text with words of a warning once in so many letters is one; honest ads have fewer than one in a thousand. */
const LETTERS_A_WARNING = 330;

/** Stretches of the post's text, by offset: at most a paragraph and a run of several. */
export function runsWorthReading(piece: Piece, knowledge: Knowledge): Stretch[] {
  const {
    text: { text, fields },
    facts,
    contacts,
  } = piece;
  const range = fields.find(({ field }) => field === 'text');
  if (range === undefined || range.source.length < LEAST_TEXT) return [];
  const bounds = linesOf(range.source);
  if (bounds.length < 3) return [];
  const rules = rulesOf(knowledge);
  const { signals, features } = rules;
  const notes = new Notes(signals.length);
  const own = facts.filter(({ from }) => from !== null && from >= range.from && from < range.to);
  own.sort((a, b) => (a.from as number) - (b.from as number));
  for (const { signal, from, faint, near } of own) {
    const weight = features.weights[faint ? features.faint + signal : signal] as number;
    notes.add(text.at[from as number] as number, signal, near ? weight * knowledge.levels.near : weight);
  }
  const runs = densestRuns(bounds, notes, MOST_RUNS, LEAST_WEIGHT);
  if (!warns(piece, knowledge)) return runs;
  // Beside a warning only what says how to answer is an offer
  return runs.filter(({ start, end }) => {
    const isIn = (at: number): boolean => at >= start && at < end;
    return saysHowToAnswer(
      own.filter(({ from }) => isIn(text.at[from as number] as number)),
      contacts.filter((contact) => contact.field === 'text' && isIn(contact.start)),
      rules,
    );
  });
}

function warns({ facts, text }: Piece, knowledge: Knowledge): boolean {
  const { guards } = rulesOf(knowledge);
  const places = new Set(facts.filter(({ signal }) => guards[signal] === 1).map(({ from }) => from));
  return places.size * LETTERS_A_WARNING >= lettersOf(text.text);
}
