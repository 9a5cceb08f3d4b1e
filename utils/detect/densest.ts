/**
 * Where a long text reads most like an offer that harms: runs of its paragraphs whose different signals weigh most by the
 * fitted evidence. What lowers the worry counts too, so that an honest ad full of the same words comes behind a lure.
 */
import { idOf, kindOf, PAYLOAD_KINDS, type Finds } from '../text/automaton.ts';
import type { Rules } from './rules.ts';

/** Offsets of a stretch of the text. */
export interface Stretch {
  start: number;
  end: number;
}

/** Paragraphs of the longest run, and its letters. */
const MOST_JOINED = 16;
export const LONGEST = 1_600;
/** What a further paragraph must add: two honest ads say more than one. */
const JOINED = 0.7;
/** What a named place and a way to answer weigh; what they mean is known when the run is read. */
const PLACE = 0.8;
const CHANNEL = 0.4;

interface Run extends Stretch {
  weight: number;
  /** Tells runs that say the same from others: a text may repeat one. */
  says: number;
}

/**
 * At most `most` paragraphs and as many runs of several, the heaviest first, none across another of its kind and none that
 * says the same as one before. `finds` stand in order at `offset`s of the text, whose paragraphs begin at
 * `bounds`.
 */
export function densestRuns(
  bounds: readonly number[],
  finds: Finds,
  offset: (find: number) => number,
  rules: Rules,
  most: number,
): Stretch[] {
  const notes = notesOf(finds, offset, rules, bounds);
  return [...heaviest(runsOf(bounds, notes, 1), most), ...heaviest(runsOf(bounds, notes, MOST_JOINED), most)];
}

function heaviest(runs: Run[], most: number): Run[] {
  runs.sort((a, b) => b.weight - a.weight || a.start - b.start);
  const kept: Run[] = [];
  const said = new Set<number>();
  for (const run of runs) {
    if (kept.length === most) break;
    if (said.has(run.says) || kept.some(({ start, end }) => run.start < end && start < run.end)) continue;
    said.add(run.says);
    kept.push(run);
  }
  return kept;
}

/** What stands in each paragraph: columns, in order. */
interface Notes {
  /** Where the notes of each paragraph begin. */
  first: Int32Array;
  /** Number of a signal, or one behind them for any place and any channel. */
  key: number[];
  weight: number[];
  keys: number;
}

function notesOf(finds: Finds, offset: (find: number) => number, rules: Rules, bounds: readonly number[]): Notes {
  const { weights } = rules.features;
  const signals = rules.signals.length;
  const first = new Int32Array(bounds.length);
  const notes: Notes = { first, key: [], weight: [], keys: signals + 2 };
  let paragraph = 0;
  for (let i = 0; i < finds.length; i++) {
    const at = offset(i);
    if (at < 0) continue;
    const value = finds.value[i] as number;
    const kind = PAYLOAD_KINDS[kindOf(value)];
    const key = kind === 'signal' ? idOf(value) : kind === 'place' ? signals : signals + 1;
    while (at >= (bounds[paragraph + 1] as number)) first[++paragraph] = notes.key.length;
    notes.key.push(key);
    notes.weight.push(kind === 'signal' ? (weights[key] as number) : kind === 'place' ? PLACE : CHANNEL);
  }
  first.fill(notes.key.length, paragraph + 1);
  return notes;
}

/** For each paragraph the heaviest run of at most `longest` that begins with it. */
function runsOf(bounds: readonly number[], { first, key, weight, keys }: Notes, longest: number): Run[] {
  const runs: Run[] = [];
  const seenBy = new Int32Array(keys).fill(-1);
  for (let begin = 0; begin + 1 < bounds.length; begin++) {
    if (first[begin] === first[begin + 1]) continue;
    const start = bounds[begin] as number;
    const best: Run = { start, end: start, weight: 0, says: 0 };
    let sum = 0;
    let says = 0;
    for (let at = begin; at + 1 < bounds.length && at < begin + longest; at++) {
      const end = bounds[at + 1] as number;
      if (at > begin && end - start > LONGEST) break;
      for (let i = first[at] as number; i < (first[at + 1] as number); i++) {
        const each = key[i] as number;
        if (seenBy[each] === begin) continue;
        seenBy[each] = begin;
        sum += weight[i] as number;
        says = (says + Math.imul(each + 1, 0x9e3779b1)) | 0;
      }
      const own = sum - JOINED * (at - begin);
      if (own > best.weight) Object.assign(best, { end, weight: own, says });
    }
    if (best.weight > 0 && (longest === 1 || best.end > (bounds[begin + 1] as number))) runs.push(best);
  }
  return runs;
}
