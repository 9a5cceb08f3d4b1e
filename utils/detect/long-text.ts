/**
 * Texts too long to be one post: a lure may stand behind 900 KB of filler, and a whole book says every word of one by
 * chance. The text is folded and matched once; the places where most different signals stand close together are then
 * read as posts of their own, and the worst of them counts.
 */
import { idOf, kindBits, kindOf, matchPhrases, PAYLOAD_KINDS, type Finds } from '../text/automaton.ts';
import type { Knowledge } from './knowledge.ts';
import { readLanguages } from './language.ts';
import type { FieldRange, PostText } from './reading.ts';
import { rulesOf } from './rules.ts';

/** Longest text that is read in one piece, in UTF-16 units. */
export const LONG = 8_000;
/** A lure is looked for at two sizes: alone, and with what belongs to it. */
const SIZES = [1_600, 4_000];
const BUCKET = 1_000;
/** Letters by which a window grows to take in the whole of its first and last line. */
const MOST_OF_LINE = 400;
const MOST_PLACES = 4;
/** What makes a place of a long text worth reading. */
const TELLING = kindBits('signal', 'place', 'channel');

/** Offsets of a stretch of the text. */
interface Window {
  start: number;
  end: number;
}

export interface Part extends Window {
  /** It stands in an article that warns. */
  warned: boolean;
}

/** Letters on either side of a part in which words of a warning speak for it too, and how many of them it takes. */
const ARTICLE = 6_000;
const LEAST_WARNINGS = 3;

/** Parts of a post's text worth reading, the beginning first; `seam`: offset that no part may cross, or null. */
export function partsOf(post: PostText, knowledge: Knowledge, seam: number | null): Part[] {
  const range = post.fields.find(({ field }) => field === 'text');
  if (range === undefined) return [];
  const { length } = range.source;
  const languages = readLanguages(post.text, knowledge, null);
  const raw = matchPhrases(knowledge.graph, post.text, languages.active, null, TELLING);
  const warnings = warningsAmong(raw, post, range, knowledge);
  const windows = densestPlaces(weighBuckets(raw, post, range, knowledge)).flatMap((bucket) =>
    SIZES.map((size) => clip((bucket + 1) * BUCKET - size / 2, size, range.source, seam)),
  );
  return [{ start: 0, end: Math.min(length, LONG / 2) }, ...windows].map(({ start, end }) => {
    const near = warnings.filter((at) => at >= start - ARTICLE && at < end + ARTICLE);
    return { start, end, warned: near.length >= LEAST_WARNINGS };
  });
}

/** Offsets at which words of warnings and news stand; those that overlap are one. */
function warningsAmong(raw: Finds, post: PostText, range: FieldRange, knowledge: Knowledge): number[] {
  const { guards } = rulesOf(knowledge);
  const offsets: number[] = [];
  let last = range.from;
  for (let i = 0; i < raw.length; i++) {
    const value = raw.value[i] as number;
    if (PAYLOAD_KINDS[kindOf(value)] !== 'signal' || guards[idOf(value)] !== 1) continue;
    const from = raw.from[i] as number;
    if (from < last || from >= range.to) continue;
    last = raw.to[i] as number;
    offsets.push(post.text.at[from] as number);
  }
  return offsets;
}

/** Per thousand letters: what the different signals, places and channels in it weigh. */
function weighBuckets(raw: Finds, post: PostText, range: FieldRange, knowledge: Knowledge): Float64Array {
  const weights = new Float64Array(Math.ceil(range.source.length / BUCKET) + 1);
  const lastSeen = new Map<number, number>();
  for (let i = 0; i < raw.length; i++) {
    const from = raw.from[i] as number;
    if (from < range.from || from >= range.to) continue;
    const value = raw.value[i] as number;
    const kind = PAYLOAD_KINDS[kindOf(value)];
    const weight =
      kind === 'signal'
        ? (knowledge.signals.get(knowledge.signalIds[idOf(value)] ?? '')?.weight ?? 0)
        : kind === 'place' || kind === 'channel'
          ? 0.8
          : 0;
    if (weight === 0) continue;
    const bucket = Math.floor((post.text.at[from] ?? 0) / BUCKET);
    const key = value & 0x3ffff;
    if (lastSeen.get(key) === bucket) continue;
    lastSeen.set(key, bucket);
    weights[bucket] = (weights[bucket] as number) + weight;
  }
  return weights;
}

/** Buckets that weigh most together with the one behind, none beside another. */
function densestPlaces(weights: Float64Array): number[] {
  const order = Array.from(weights, (weight, bucket) => ({ bucket, weight: weight + (weights[bucket + 1] ?? 0) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.bucket - b.bucket);
  const places: number[] = [];
  for (const { bucket } of order) {
    if (places.some((place) => Math.abs(place - bucket) <= 1)) continue;
    places.push(bucket);
    if (places.length === MOST_PLACES) break;
  }
  return places;
}

/** The window inside the text, on one side of the seam, and out to the ends of its lines where these are near. */
function clip(from: number, size: number, source: string, seam: number | null): Window {
  const length = source.length;
  let start = Math.min(Math.max(0, Math.round(from)), Math.max(0, length - size));
  let end = Math.min(length, start + size);
  const lineStart = source.lastIndexOf('\n', start) + 1;
  if (start - lineStart <= MOST_OF_LINE) start = lineStart;
  const lineEnd = source.indexOf('\n', end);
  if (lineEnd >= 0 && lineEnd - end <= MOST_OF_LINE) end = lineEnd;
  if (seam === null || end <= seam || start >= seam) return { start, end };
  return seam - start > end - seam ? { start, end: seam } : { start: seam, end };
}
