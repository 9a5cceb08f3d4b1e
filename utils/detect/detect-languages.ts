/**
 * Which language a post is written in, and which ones its words may be read in. For most the script decides it. Languages
 * that share one differ by everyday words.
 */
import { ANY_LANGUAGE, SERVICE_LANGUAGE } from '../text/payload.ts';
import { countByLanguage, findCommonWords, type FoundWords } from '../text/common-words.ts';
import { DIGIT, HAN, KANA, SCRIPTS, type Script } from '../text/scripts.ts';
import type { FoldedText } from '../text/folded-text.ts';
import type { Knowledge } from './knowledge.ts';
import type { LexiconMeta } from './lexicon-file.ts';

const LANGUAGES_BY_SCRIPT: Readonly<Partial<Record<Script, readonly string[]>>> = {
  // Languages of other scripts too, as people type them
  latin: ['en', 'vi', 'id', 'ms', 'tl', 'pt', 'es', 'fr', 'sw', 'hi', 'ur', 'bn', 'ne', 'ta', 'si', 'ar'],
  cyrillic: ['ru'],
  arabic: ['ar', 'ur'],
  devanagari: ['hi', 'ne'],
  bengali: ['bn'],
  tamil: ['ta'],
  sinhala: ['si'],
  ethiopic: ['am'],
  thai: ['th'],
  lao: ['lo'],
  myanmar: ['my'],
  khmer: ['km'],
  hangul: ['ko'],
  kana: ['ja'],
};

const FLAG = SCRIPTS.indexOf('flag');

export interface Languages {
  /** BCP 47 of the main language, `und` when there is nothing to tell by. */
  main: string;
  /** By language number: 1 where phrases of the language count. */
  active: Uint8Array;
  words: FoundWords;
}

/** The languages of a lexicon by number, looked up once. */
export interface LanguageNumbers {
  /** BCP 47, by number. */
  ids: readonly string[];
  /** A bit for each language that may be mixed with others: see `alwaysActive`. */
  always: number;
  /** By script number: the languages written in it. */
  byScript: readonly (readonly number[])[];
  chinese: readonly number[];
  japanese: readonly number[];
  /** Buffers for counts by language: of a text, and of a part of it. */
  points: Float64Array;
  partPoints: Float64Array;
}

const numbersByMeta = new WeakMap<LexiconMeta, LanguageNumbers>();

export function languageNumbers({ meta }: Knowledge): LanguageNumbers {
  let numbers = numbersByMeta.get(meta);
  if (numbers !== undefined) return numbers;
  const ids = meta.languages.map(({ id }) => id);
  const numbersOf = (among: readonly string[]): number[] =>
    among.map((id) => ids.indexOf(id)).filter((language) => language >= 0);
  numbers = {
    ids,
    always: alwaysActive(ids),
    byScript: SCRIPTS.map((script) => numbersOf(LANGUAGES_BY_SCRIPT[script] ?? [])),
    chinese: numbersOf(['zh-Hans', 'zh-Hant']),
    japanese: numbersOf(['ja']),
    points: new Float64Array(ids.length),
    partPoints: new Float64Array(ids.length),
  };
  numbersByMeta.set(meta, numbers);
  return numbers;
}

/** `hint`: the language (BCP 47) that the page or the caller states; it decides only between languages that are close. */
export function detectLanguages(text: FoldedText, knowledge: Knowledge, hint: string | null): Languages {
  const numbers = languageNumbers(knowledge);
  const { ids } = numbers;
  const words = findCommonWords(knowledge.commonWords, knowledge.scratch, text);
  const { points } = numbers;
  countByLanguage(words, points, { start: 0, end: text.length });
  const vietnamese = ids.indexOf('vi');
  if (vietnamese >= 0) points[vietnamese] = (points[vietnamese] ?? 0) + text.vietnameseLetters / 3;
  const hinted = hint === null ? -1 : ids.indexOf(hint);
  if (hinted >= 0) points[hinted] = (points[hinted] ?? 0) * 1.15 + 0.5;
  const active = new Uint8Array(ANY_LANGUAGE + 1);
  active[ANY_LANGUAGE] = 1;
  active[SERVICE_LANGUAGE] = 1;
  let total = 0;
  for (let index = 0; index < SCRIPTS.length; index++) total += lettersOf(text, index);
  let main: string | undefined;
  let most = 0;
  for (let index = 0; index < SCRIPTS.length; index++) {
    const script = SCRIPTS[index] as Script;
    const count = lettersOf(text, index);
    // Kana beside ideographs is counted in `hanLanguages`; learners write Japanese in kana alone
    if (count === 0 || (script === 'kana' && (text.scripts[HAN] ?? 0) > 0)) continue;
    const among = script === 'han' ? hanLanguages(text, numbers) : (numbers.byScript[index] as readonly number[]);
    const best = bestOf(among, points);
    let near = likelyLanguages(among, numbers.always, points);
    for (; near !== 0; near &= near - 1) active[31 - Math.clz32(near & -near)] = 1;
    // One ideograph or Thai letter says as much as three Latin ones
    const weight = script === 'latin' || script === 'cyrillic' ? count : count * 3;
    if (best !== null && weight > most && count * 12 >= total) {
      most = weight;
      main = ids[best];
    }
  }
  return { main: main ?? 'und', active, words };
}

/** Number of letters in a script; numbers and flags have none. */
function lettersOf({ scripts }: FoldedText, index: number): number {
  return index === DIGIT || index === FLAG ? 0 : (scripts[index] as number);
}

/** The best of the languages of one script. */
function bestOf(among: readonly number[], points: Float64Array): number | null {
  let best: number | null = null;
  let top = -1;
  for (const language of among) {
    if ((points[language] as number) <= top) continue;
    top = points[language] as number;
    best = language;
  }
  return best;
}

/** A script with at most this many languages: where no common word tells which one it is, all are read. */
export const MAX_UNDISTINGUISHED_LANGUAGES = 2;

/** Of languages that share a script, a bit for each whose words count: those near the best, and those `always` read. */
export function likelyLanguages(among: readonly number[], always: number, points: Float64Array): number {
  let top = 0;
  for (const language of among) top = Math.max(top, points[language] as number);
  const least = Math.max(top * 0.4, among.length > MAX_UNDISTINGUISHED_LANGUAGES ? 1 : 0);
  let bits = 0;
  for (const language of among)
    if ((points[language] as number) >= least || ((always >>> language) & 1) === 1) bits |= 1 << language;
  return bits;
}

/** English stands beside any language in Latin letters; both forms of Chinese fold to one, and are compiled as one. */
function alwaysActive(ids: readonly string[]): number {
  return ids.reduce((bits, id, language) => (id === 'en' || id.startsWith('zh') ? bits | (1 << language) : bits), 0);
}

/** The languages written in each script of a long text, by number. */
export function languagesByScript(text: FoldedText, numbers: LanguageNumbers): (readonly number[])[] {
  const written: (readonly number[])[] = [];
  const { byScript, chinese } = numbers;
  for (let index = 0; index < SCRIPTS.length; index++) {
    if (text.scripts[index] === 0) continue;
    written.push(index === HAN ? chinese : (byScript[index] as readonly number[]));
  }
  return written;
}

function hanLanguages(text: FoldedText, { chinese, japanese }: LanguageNumbers): readonly number[] {
  const han = text.scripts[HAN] ?? 0;
  const kana = text.scripts[KANA] ?? 0;
  if (kana * 8 > han) return japanese;
  return text.traditionalIdeographs * 12 > han ? chinese.toReversed() : chinese;
}
