/**
 * Chooses the language that a picture is read in. Among the likeliest scripts, its model reads sample lines with most
 * confidence.
 */
import { lettersOf } from '../picture/drop-noise.ts';
import { LANGUAGE_MODELS } from '../picture/language-models.ts';
import type { LineImage } from '../picture/line-image.ts';
import { GOOD_CONFIDENCE } from '../picture/read-line.ts';
import { betterLatinLanguage, hasOwnLetters, languagesOf, scriptOf } from '../picture/reading-languages.ts';
import type { ScriptClass } from '../picture/script-classes.ts';
import type { ScriptGuess } from '../picture/script-classifier.ts';
import type { ModelStore } from './model-store.ts';
import { PictureError } from './picture-error.ts';
import type { Recognised, Recogniser } from './recogniser.ts';

export interface ModelDeps {
  store: Pick<ModelStore, 'model'>;
  /** BCP 47 tag of the language that may be downloaded, or null. */
  download: string | null;
  /** Whether the publisher's host may have languages that are not on this device. */
  canDownload: boolean;
  recogniser: Pick<Recogniser, 'has' | 'add' | 'use' | 'read'>;
}

/** Least part of the readings' letters in the language's script, 0 to 1; names and numbers are often Latin. */
const MIN_OWN_LETTERS = 0.15;
/** The same for Cyrillic: its model reads Latin letters that look like its own as such. */
const MIN_CYRILLIC_LETTERS = 0.5;
/** Confidence, 0 to 100 over all samples, of a language that reads them well. */
const MIN_MEAN_CONFIDENCE = 80;
/** With less than this probability the next script is tried too. */
const MIN_SCRIPT_PROBABILITY = 0.9;
/**
 * Confidence, 0 to 100, that a script loses for each unit of log probability; Lao is read as Thai with much confidence.
 */
const SCRIPT_WEIGHT = 2;
/** A script of less probability counts as one of this. */
const MIN_PROBABILITY = 0.001;
/** Confidence that letters of a language alone add to it, and their lack takes from it. Either model reads both. */
const OWN_LETTERS_WEIGHT = 20;
/**
 * Confidence that the traditional Chinese model must lead by. It reads simplified letters as traditional ones with as
 * much confidence. The other model loses some. On 24 posters 3 were read in the wrong one, and 7 without this.
 */
const TRADITIONAL_LEAD = 3.5;
/** Scripts that share most of their signs. */
const HAN_SCRIPTS: readonly ScriptClass[] = ['han', 'japanese'];

/** Leaves the model of the language loaded. @returns its tag @throws PictureError when it has no model here */
export async function requireModel(language: string, deps: ModelDeps): Promise<string> {
  if (!(await useModel(language, deps))) throw languageError(language, deps);
  return language;
}

/**
 * Loads the model that reads sample lines with most confidence. An unlikely script lowers the confidence.
 *
 * @param guesses the likeliest script first @returns BCP 47 tag @throws PictureError when the picture's language has no
 * model here
 */
export async function chooseLanguage(
  guesses: readonly ScriptGuess[],
  images: readonly LineImage[],
  deps: ModelDeps,
): Promise<string> {
  let [best, bestMean, bestLeast, bestScore] = ['', -1, -1, -Infinity];
  let missing: string | null = null;
  const widths = images.map(({ width }) => width);
  for (const [at, { script, probability }] of guesses.entries()) {
    const prior = SCRIPT_WEIGHT * Math.log(Math.max(MIN_PROBABILITY, likelihoodOf(script, guesses)));
    const tags = [...languagesOf(script)];
    for (const tag of tags) {
      if (!(await useModel(tag, deps))) {
        if (at === 0 && languagesOf(script).includes(tag)) missing ??= tag;
        continue;
      }
      const readings = images.map((image) => deps.recogniser.read(image));
      const confidences = confidencesOf(readings, tag);
      const mean = weightedMean(confidences, widths);
      const text = readings.map((one) => one.text).join(' ');
      const score = mean + prior + languageScore(tag, text);
      if (score > bestScore) [best, bestMean, bestLeast, bestScore] = [tag, mean, Math.min(...confidences), score];
      const better = tag === 'en' ? betterLatinLanguage(text) : null;
      if (better !== null) tags.push(better);
    }
    if (
      bestLeast >= GOOD_CONFIDENCE &&
      bestMean >= MIN_MEAN_CONFIDENCE &&
      (at > 0 || probability >= MIN_SCRIPT_PROBABILITY)
    )
      break;
  }
  if (best === '' || (missing !== null && bestMean < MIN_MEAN_CONFIDENCE)) throw languageError(missing ?? 'en', deps);
  await useModel(best, deps);
  return best;
}

/** `missing`: the reader can download the language; `language`: it cannot be had. */
function languageError(tag: string, { canDownload, download }: ModelDeps): PictureError {
  return new PictureError(canDownload && download !== tag ? 'missing' : 'language', tag);
}

/** Confidence of each reading; 0 where the readings together hold too few letters of the language's own script. */
function confidencesOf(readings: readonly Recognised[], tag: string): number[] {
  const needed = scriptOf(tag) === 'cyrillic' ? MIN_CYRILLIC_LETTERS : MIN_OWN_LETTERS;
  const isOwn = inScript(readings.map(({ text }) => text).join(' '), tag) >= needed;
  return readings.map(({ confidence }) => (isOwn ? confidence : 0));
}

/** Points of a language among those of its script, also negative. Added to confidence, in the same unit. */
function languageScore(tag: string, text: string): number {
  if (tag === 'zh-Hant') return -TRADITIONAL_LEAD;
  const has = hasOwnLetters(tag, text);
  if (has === null) return 0;
  return has ? OWN_LETTERS_WEIGHT : -OWN_LETTERS_WEIGHT;
}

/** The mean of confidences, weighted by the widths of the lines. */
function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, at) => sum + value * weights[at]!, 0) / Math.max(1, total);
}

/** Probability of a script, 0 to 1. Japanese looks Chinese to the classifier: either counts as the likelier of both. */
function likelihoodOf(script: ScriptClass, guesses: readonly ScriptGuess[]): number {
  const alike: readonly ScriptClass[] = HAN_SCRIPTS.includes(script) ? HAN_SCRIPTS : [script];
  return Math.max(...guesses.filter((guess) => alike.includes(guess.script)).map(({ probability }) => probability));
}

/** Part of the letters that are of the language's own script; digits and signs aside. */
function inScript(text: string, tag: string): number {
  const letters = lettersOf(text.replaceAll(/\p{N}/gu, ''));
  const latin = text.match(/\p{sc=Latin}/gu)?.length ?? 0;
  if (letters === 0) return 0;
  return (scriptOf(tag) === 'latin' ? latin : letters - latin) / letters;
}

/** Loads a language, with English beside it for numbers and handles. False when there is no model. */
export async function useModel(tag: string, deps: ModelDeps): Promise<boolean> {
  const codes: string[] = [];
  for (const each of new Set(scriptOf(tag) === 'latin' ? [tag] : [tag, 'en'])) {
    const code = await addModel(each, deps);
    if (code !== null) codes.push(code);
    else if (each === tag) return false;
  }
  deps.recogniser.use(codes);
  return true;
}

/** @returns Tesseract's name of the language, or null when there is no model */
async function addModel(tag: string, { store, recogniser, download }: ModelDeps): Promise<string | null> {
  const code = LANGUAGE_MODELS[tag]?.code;
  if (code === undefined || recogniser.has(code)) return code ?? null;
  const model = await store.model(tag, tag === download);
  if (model !== null) recogniser.add(code, model);
  return model === null ? null : code;
}
