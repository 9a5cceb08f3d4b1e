/** Reads one picture: finds its codes and lines, classifies their script, reads them, and puts the text together. */
import { widthOf } from '../picture/box.ts';
import { dropChatFurniture } from '../picture/drop-chat-furniture.ts';
import { dropNoise } from '../picture/drop-noise.ts';
import { greyOf, type RgbaImage } from '../picture/grey-image.ts';
import { joinLines } from '../picture/join-lines.ts';
import type { LineImage } from '../picture/line-image.ts';
import { findPictureLines, type PictureLine } from '../picture/picture-lines.ts';
import { GOOD_CONFIDENCE, type ReadLine } from '../picture/read-line.ts';
import { betterLatinLanguage } from '../picture/reading-languages.ts';
import { readingQuality } from '../picture/reading-quality.ts';
import { likelyScripts, type ScriptGuess } from '../picture/script-classifier.ts';
import { chooseLanguage, useModel, requireModel, type ModelDeps } from './choose-language.ts';
import type { PictureReading } from './picture-reading.ts';
import type { ReadCodes } from './read-codes.ts';
import type { Recognised } from './recogniser.ts';

/** What is left of a picture once its pixels are not needed. */
export interface FoundParts {
  /** Texts of QR codes. */
  codes: string[];
  lines: PictureLine[];
  /** Pixels of the picture. */
  width: number;
  height: number;
}

export interface ReadPictureDeps extends ModelDeps {
  /** Called with the part that is done, 0 to 1. */
  onProgress(part: number): void;
}

/** Lines by which candidates for the language are compared. */
const SAMPLE_LINES = 4;
/** Scripts that are tried, in order of probability, until one reads the samples well. */
const MAX_SCRIPTS = 5;
/** Lines of other scripts than Latin are classified alone from this part of all lines' width on, 0 to 1. */
const MIN_FOREIGN = 0.25;

/**
 * Whoever calls it can drop the image afterwards. Its pixels take up to 10 MB, beside those that the recogniser needs.
 */
export async function findParts(image: RgbaImage, readCodes: ReadCodes): Promise<FoundParts> {
  const { width, height } = image;
  return { codes: await readCodes(image), lines: findPictureLines(greyOf(image)), width, height };
}

/** @param language BCP 47 tag, or null: found from the picture @throws PictureError */
export async function readPicture(
  { codes, lines: found, width, height }: FoundParts,
  language: string | null,
  deps: ReadPictureDeps,
): Promise<PictureReading> {
  deps.onProgress(0.2);
  const withoutText = { text: '', quality: 0, codes, languages: [], lines: [], width, height };
  if (found.length === 0) return withoutText;
  let used: string;
  try {
    used =
      language === null
        ? await chooseLanguage(scriptsOf(found).slice(0, MAX_SCRIPTS), samplesOf(found), deps)
        : await requireModel(language, deps);
  } catch (error) {
    // The pattern of a code can look like letters of a language that has no model here.
    if (codes.length > 0) return withoutText;
    throw error;
  }
  let lines = readLines(found, deps, 0.3);
  if (language === null && used === 'en') {
    const better = betterLatinLanguage(lines.map(({ text }) => text).join(' '));
    if (better !== null && (await useModel(better, deps))) {
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

/** Images of the longest lines. */
function samplesOf(lines: readonly PictureLine[]): LineImage[] {
  return lines
    .toSorted((a, b) => widthOf(b.line) - widthOf(a.line))
    .slice(0, SAMPLE_LINES)
    .map(({ image }) => image);
}

/**
 * The likeliest first. Names, bars and links are often Latin beside another script, so its lines are also classified
 * alone.
 */
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

/** Reads a line of low confidence again, with another segmentation; the reading of higher confidence counts. */
function readTwice(recogniser: ModelDeps['recogniser'], image: LineImage): Recognised {
  const first = recogniser.read(image);
  if (first.confidence >= GOOD_CONFIDENCE) return first;
  const second = recogniser.read(image, 'single-line');
  return second.confidence > first.confidence ? second : first;
}
