/** Reads one picture: decodes it, finds its lines, tells their script, reads them, and puts the text together. */
import { widthOf } from '../picture/box.ts';
import { dropChatFurniture } from '../picture/drop-chat-furniture.ts';
import { dropNoise, lettersOf } from '../picture/drop-noise.ts';
import { greyOf, type RgbaImage } from '../picture/grey-image.ts';
import { joinLines } from '../picture/join-lines.ts';
import type { LineImage } from '../picture/line-image.ts';
import { findPictureLines, type PictureLine } from '../picture/picture-lines.ts';
import { GOOD_CONFIDENCE, type ReadLine } from '../picture/read-line.ts';
import { betterLatinLanguage, languagesOf, scriptOf } from '../picture/reading-languages.ts';
import { readingQuality } from '../picture/reading-quality.ts';
import { likelyScripts, type ScriptGuess } from '../picture/script-classifier.ts';
import { PictureError } from './picture-error.ts';
import type { ModelStore } from './model-store.ts';
import type { PictureReading } from './picture-reading.ts';
import type { ReadCodes } from './read-codes.ts';
import type { Recognised, Recogniser } from './recogniser.ts';

export interface ReadPictureDeps {
  store: ModelStore;
  /** BCP 47 tag of the language that may be downloaded, or null. */
  download: string | null;
  /** Whether the publisher's host may have languages that are not on this device. */
  canDownload: boolean;
  recogniser: Recogniser;
  readCodes: ReadCodes;
  /** Called with the part that is done, 0 to 1. */
  onProgress(part: number): void;
}

/** Lines by which candidates for the language are compared. */
const SAMPLE_LINES = 4;
/** Scripts that are tried, in order of probability, until one reads the samples well. */
const MAX_SCRIPTS = 5;
/** Part of the letters that the readings have in the language's script at least; names and numbers are often Latin. */
const MIN_OWN_LETTERS = 0.15;
/** Part of the width of all lines that lines of another script than Latin take up at least to be asked alone. */
const MIN_FOREIGN = 0.25;
/** Mean confidence of a language that reads the samples well. */
const SURE = 80;
/** With less than this probability the next script is tried too. */
const CERTAIN = 0.9;

/** @param language BCP 47 tag, or null: told from the picture @throws PictureError */
export async function readPicture(
  image: RgbaImage,
  language: string | null,
  deps: ReadPictureDeps,
): Promise<PictureReading> {
  const codes = await deps.readCodes(image);
  const found = findPictureLines(greyOf(image));
  deps.onProgress(0.2);
  const { width, height } = image;
  const withoutText = { text: '', quality: 0, codes, languages: [], lines: [], width, height };
  if (found.length === 0) return withoutText;
  let used: string;
  try {
    used = await chooseLanguage(language, found, deps);
  } catch (error) {
    // The pattern of a code can look like letters of a language that has no model here.
    if (codes.length > 0) return withoutText;
    throw error;
  }
  let lines = readLines(found, deps, 0.3);
  if (language === null && used === 'en') {
    const better = betterLatinLanguage(lines.map(({ text }) => text).join(' '));
    if (better !== null && (await use(better, deps))) {
      lines = readLines(found, deps, 0.6);
      used = better;
    }
  }
  const kept = dropChatFurniture(dropNoise(lines), height);
  return {
    text: joinLines(kept),
    quality: readingQuality(lines),
    codes,
    languages: used === 'en' ? ['en'] : [used, 'en'],
    lines: kept.map(({ left, top, right, bottom, text, confidence }) => ({
      left,
      top,
      right,
      bottom,
      text,
      sure: confidence >= GOOD_CONFIDENCE,
    })),
    width,
    height,
  };
}

/**
 * Leaves the model loaded that reads sample lines with most confidence.
 *
 * @param language the only candidate, or null @throws PictureError when the picture's language has no model here
 */
async function chooseLanguage(
  language: string | null,
  lines: readonly PictureLine[],
  deps: ReadPictureDeps,
): Promise<string> {
  if (language !== null) {
    if (await use(language, deps)) return language;
    throw languageError(language, deps);
  }
  const images = samplesOf(lines);
  const guesses = scriptsOf(lines).slice(0, MAX_SCRIPTS);
  let [best, most, least] = ['', -1, -1];
  let missing: string | null = null;
  for (const [at, { script, probability }] of guesses.entries()) {
    for (const tag of languagesOf(script)) {
      if (!(await use(tag, deps))) {
        if (at === 0) missing ??= tag;
        continue;
      }
      const sure = surenessOf(
        images.map((image) => deps.recogniser.read(image)),
        tag,
      );
      if (mean(sure) > most) [best, most, least] = [tag, mean(sure), Math.min(...sure)];
    }
    if (least >= GOOD_CONFIDENCE && most >= SURE && (at > 0 || probability >= CERTAIN)) break;
  }
  if (best === '' || (missing !== null && most < SURE)) throw languageError(missing ?? 'en', deps);
  await use(best, deps);
  return best;
}

/** `missing`: the reader can download the language; `language`: it cannot be had. */
function languageError(tag: string, { canDownload, download }: ReadPictureDeps): PictureError {
  return new PictureError(canDownload && download !== tag ? 'missing' : 'language', tag);
}

/** Images of the longest lines. */
function samplesOf(lines: readonly PictureLine[]): LineImage[] {
  return lines
    .toSorted((a, b) => widthOf(b.line) - widthOf(a.line))
    .slice(0, SAMPLE_LINES)
    .map(({ image }) => image);
}

/** Confidence of each reading; 0 where the readings together hold too few letters of the language's own script. */
function surenessOf(readings: readonly Recognised[], tag: string): number[] {
  const isOwn = inScript(readings.map(({ text }) => text).join(' '), tag) >= MIN_OWN_LETTERS;
  return readings.map(({ confidence }) => (isOwn ? confidence : 0));
}

/** The likeliest first. Names, bars and links are often Latin beside another script, so its lines are asked alone, too. */
function scriptsOf(lines: readonly PictureLine[]): ScriptGuess[] {
  const all = likelyScripts(lines.map(({ image }) => image));
  const foreign = lines.filter(({ image }) => likelyScripts([image])[0]?.script !== 'latin');
  const total = sumOf(lines.map(({ line }) => widthOf(line)));
  if (all[0]?.script !== 'latin' || sumOf(foreign.map(({ line }) => widthOf(line))) < MIN_FOREIGN * total) return all;
  const own = likelyScripts(foreign.map(({ image }) => image)).slice(0, 2);
  return [...own, ...all.filter(({ script }) => own.every((guess) => guess.script !== script))];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function mean(values: readonly number[]): number {
  return sumOf(values) / Math.max(1, values.length);
}

/** Part of the letters that are of the language's own script; digits and signs aside. */
function inScript(text: string, tag: string): number {
  const letters = lettersOf(text.replaceAll(/\p{N}/gu, ''));
  const latin = text.match(/\p{sc=Latin}/gu)?.length ?? 0;
  if (letters === 0) return 0;
  return (scriptOf(tag) === 'latin' ? latin : letters - latin) / letters;
}

/** Loads a language, with English beside it for numbers and handles. False when there is no model. */
async function use(tag: string, { store, recogniser, download }: ReadPictureDeps): Promise<boolean> {
  const models = new Map<string, Uint8Array>();
  for (const each of new Set(scriptOf(tag) === 'latin' ? [tag] : [tag, 'en'])) {
    const model = await store.model(each, each === download);
    if (model !== null) models.set(model.code, model.bytes);
    else if (each === tag) return false;
  }
  recogniser.use(models);
  return true;
}

function readLines(
  found: readonly PictureLine[],
  { recogniser, onProgress }: ReadPictureDeps,
  start: number,
): ReadLine[] {
  return found.map(({ line, polarity, image }, at): ReadLine => {
    const { left, top, right, bottom, letterHeight } = line;
    const { text, confidence } = readTwice(recogniser, image);
    onProgress(start + ((1 - start) * (at + 1)) / found.length);
    return { left, top, right, bottom, letterHeight, polarity, text, confidence };
  });
}

/** Reads a line again, as one that may have more around it, where the first reading is poor; the surer one counts. */
function readTwice(recogniser: Recogniser, image: LineImage): Recognised {
  const first = recogniser.read(image);
  if (first.confidence >= GOOD_CONFIDENCE) return first;
  const second = recogniser.read(image, 'single-line');
  return second.confidence > first.confidence ? second : first;
}
