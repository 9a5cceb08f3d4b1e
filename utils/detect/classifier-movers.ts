/** Which words moved the text model most: for whoever wants to know why, at the cost of a second reading. */
import { BOUNDARY, type FoldedText } from '../text/folded-text.ts';
import { SCRIPT_OF, UNSPACED } from '../text/scripts.ts';
import { LANES, whole, type Model, type Run } from './classifier.ts';
import { GramReader, MOST_OF_UNIT } from './classifier-grams.ts';

export interface Mover {
  /** Units of the folded text, `to` exclusive. */
  from: number;
  to: number;
  /** Log-odds for the outcome that the span brought, before those of the text are divided by its size. */
  weight: number;
}

/** Units that a feature is spread over, back from where it ends: the middle of its possible lengths. */
const REACH = 4;
/** Longest piece of a script without spaces. */
const PIECE = 8;

/** At most `most` spans that speak for the outcome, strongest first; neighbours among them are joined. */
export function movers(
  model: Model,
  text: FoldedText,
  outcome: (typeof LANES)[number],
  most: number,
  runs: readonly Run[] = [whole(text)],
): Mover[] {
  const weights = weightsOf(model, text, outcome, runs);
  const pieces = runs.flatMap((run) => piecesOf(text, run, weights)).filter(({ weight }) => weight > 0);
  const best = pieces
    .sort((a, b) => b.weight - a.weight || a.from - b.from)
    .slice(0, most)
    .sort((a, b) => a.from - b.from);
  const joined: Mover[] = [];
  for (const piece of best) {
    const last = joined.at(-1);
    if (last !== undefined && last.to === piece.from) joined[joined.length - 1] = join(last, piece);
    else joined.push(piece);
  }
  return joined.sort((a, b) => b.weight - a.weight || a.from - b.from);
}

const join = (a: Mover, b: Mover): Mover => ({ from: a.from, to: b.to, weight: a.weight + b.weight });

/** What each unit brought: every feature counts once, where it first stands. */
function weightsOf(
  model: Model,
  text: FoldedText,
  outcome: (typeof LANES)[number],
  runs: readonly Run[],
): Float64Array {
  const lane = LANES.indexOf(outcome);
  const step = model.step[lane] ?? 0;
  const spread = new Float64Array(text.length);
  const seen = new Set<number>();
  const hashes = new Uint32Array(MOST_OF_UNIT);
  const reader = new GramReader();
  const credit = (count: number, first: number, end: number): void => {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const bucket = (hashes[i] ?? 0) >>> (32 - model.bits);
      if (seen.has(bucket)) continue;
      seen.add(bucket);
      sum += step * ((((model.weights[bucket] ?? 0) >>> (8 * lane)) & 0xff) - 128);
    }
    const from = Math.max(first, end - REACH);
    for (let at = from; at < end; at++) spread[at] = (spread[at] ?? 0) + sum / (end - from);
  };
  for (const { from, to } of runs) {
    for (let at = from; at < to; at++) credit(reader.read(text, at, at + 1, hashes), from, at + 1);
    credit(reader.finish(hashes), from, to);
  }
  return spread;
}

/** Words, or short pieces of a script without spaces. */
function piecesOf(text: FoldedText, { from, to }: Run, weights: Float64Array): Mover[] {
  const pieces: Mover[] = [];
  let piece: Mover | null = null;
  for (let at = from; at < to; at++) {
    const unspaced = ((SCRIPT_OF[text.units[at] ?? 0] ?? 0) & UNSPACED) !== 0;
    const begins = ((text.flags[at] ?? 0) & BOUNDARY) !== 0;
    if (piece === null || begins || (unspaced && at - piece.from >= PIECE)) {
      piece = { from: at, to: at, weight: 0 };
      pieces.push(piece);
    }
    piece.to = at + 1;
    piece.weight += weights[at] ?? 0;
  }
  return pieces;
}
