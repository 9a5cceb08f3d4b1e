/** Reads one picture: decodes it, finds its lines, tells their script, reads them, and puts the text together. */
import { dropChatFurniture } from '../picture/drop-chat-furniture.ts';
import { dropNoise, lettersOf } from '../picture/drop-noise.ts';
import { greyOf, type RgbaImage } from '../picture/grey-image.ts';
import { joinLines } from '../picture/join-lines.ts';
import { findPictureLines, type PictureLine } from '../picture/picture-lines.ts';
import { GOOD_CONFIDENCE, type ReadLine } from '../picture/read-line.ts';
import { betterLatinLanguage, languagesOf, scriptOf } from '../picture/reading-languages.ts';
import { readingQuality } from '../picture/reading-quality.ts';
import { likelyScripts } from '../picture/script-classifier.ts';
import { PictureError } from './picture-error.ts';
import type { ModelStore } from './model-store.ts';
import type { PictureReading } from './picture-reading.ts';
import type { Recogniser } from './recogniser.ts';

export interface ReadPictureDeps {
  store: ModelStore;
  recogniser: Recogniser;
  readCodes(image: RgbaImage): string[];
  /** Called with the part that is done, 0 to 1. */
  onProgress(part: number): void;
}

/** Lines by which candidates for the language are compared. */
const SAMPLE_LINES = 2;
/** Scripts that are compared by reading. */
const MAX_SCRIPTS = 2;
/** A script whose probability is less than this part of the likeliest one's is not compared. */
const MIN_LIKELIHOOD = 0.12;

/** @param language BCP 47 tag, or null: told from the picture @throws PictureError */
export async function readPicture(
  image: RgbaImage,
  language: string | null,
  deps: ReadPictureDeps,
): Promise<PictureReading> {
  const codes = deps.readCodes(image);
  const found = findPictureLines(greyOf(image));
  deps.onProgress(0.2);
  const { width, height } = image;
  if (found.length === 0) return { text: '', quality: 0, codes, languages: [], lines: [], width, height };
  const tags = language === null ? candidatesFor(found) : [language];
  let used = await chooseLanguage(tags, found, deps);
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

/** Languages of the likeliest scripts. */
function candidatesFor(lines: readonly PictureLine[]): string[] {
  const scripts = likelyScripts(lines.map(({ image }) => image));
  const most = scripts[0]?.probability ?? 0;
  return scripts
    .filter(({ probability }, at) => at < MAX_SCRIPTS && probability >= MIN_LIKELIHOOD * most)
    .flatMap(({ script }) => languagesOf(script));
}

/** Leaves the model loaded that reads sample lines with most confidence. @throws PictureError when none can be had */
async function chooseLanguage(
  tags: readonly string[],
  lines: readonly PictureLine[],
  deps: ReadPictureDeps,
): Promise<string> {
  const samples = lines
    .filter(({ line }) => line.components.length >= 4)
    .toSorted((a, b) => b.line.components.length - a.line.components.length)
    .slice(0, SAMPLE_LINES);
  let [best, most] = ['', -1];
  for (const tag of tags) {
    if (!(await use(tag, deps))) continue;
    if (tags.length === 1) return tag;
    const read = samples.map(({ image }) => deps.recogniser.read(image));
    const sure = read.reduce((sum, { confidence, text }) => sum + confidence * inScript(text, tag), 0);
    if (sure > most) [best, most] = [tag, sure];
  }
  if (best === '') throw new PictureError('language', tags[0] ?? 'en');
  await use(best, deps);
  return best;
}

/** Part of the letters that are of the language's own script; digits and signs aside. */
function inScript(text: string, tag: string): number {
  const letters = lettersOf(text.replaceAll(/\p{N}/gu, ''));
  const latin = text.match(/\p{sc=Latin}/gu)?.length ?? 0;
  if (letters === 0) return 0;
  return (scriptOf(tag) === 'latin' ? latin : letters - latin) / letters;
}

/** Loads a language, with English beside it for numbers and handles. False when there is no model. */
async function use(tag: string, { store, recogniser }: ReadPictureDeps): Promise<boolean> {
  const models = new Map<string, Uint8Array>();
  for (const each of new Set(scriptOf(tag) === 'latin' ? [tag] : [tag, 'en'])) {
    const model = await store.model(each);
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
    const { text, confidence } = recogniser.read(image);
    onProgress(start + ((1 - start) * (at + 1)) / found.length);
    return { left, top, right, bottom, letterHeight, polarity, text, confidence };
  });
}
