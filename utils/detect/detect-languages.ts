/**
 * Which language a post is written in, and which ones its words may be read in. The script says it for most; languages
 * that share one are told by everyday words.
 */
import { ANY_LANGUAGE } from '../text/payload.ts';
import { countByLanguage, findCommonWords, type FoundWords } from '../text/common-words.ts';
import { SCRIPTS, type Script } from '../text/scripts.ts';
import type { FoldedText } from '../text/folded-text.ts';
import type { Knowledge } from './knowledge.ts';

const BY_SCRIPT: Readonly<Partial<Record<Script, readonly string[]>>> = {
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
};

const CHINESE = ['zh-Hans', 'zh-Hant'] as const;

export interface Languages {
  /** BCP 47 of the main language, `und` when there is nothing to tell by. */
  main: string;
  /** By index: 1 where words of it count. */
  active: Uint8Array;
  words: FoundWords;
}

/** `hint`: what the page or the caller says; it decides between equals only. */
export function detectLanguages(text: FoldedText, knowledge: Knowledge, hint: string | null): Languages {
  const ids = knowledge.meta.languages.map((language) => language.id);
  const words = findCommonWords(knowledge.everyday, knowledge.scratch, text);
  const { points } = countByLanguage(words, ids.length, { start: 0, end: text.length });
  const vietnamese = ids.indexOf('vi');
  if (vietnamese >= 0) points[vietnamese] = (points[vietnamese] ?? 0) + text.vietnameseLetters / 3;
  const hinted = hint === null ? -1 : ids.indexOf(hint);
  if (hinted >= 0) points[hinted] = (points[hinted] ?? 0) * 1.15 + 0.5;
  const active = new Uint8Array(ANY_LANGUAGE + 1);
  active[ANY_LANGUAGE] = 1;
  const letters = SCRIPTS.map((script, index) =>
    script === 'digit' || script === 'flag' ? 0 : (text.scripts[index] ?? 0),
  );
  const total = letters.reduce((sum, count) => sum + count, 0);
  let main = 'und';
  let most = 0;
  for (const [index, script] of SCRIPTS.entries()) {
    const count = letters[index] ?? 0;
    if (count === 0 || script === 'kana') continue;
    const among = script === 'han' ? hanLanguages(text) : (BY_SCRIPT[script] ?? []);
    const best = bestOf(among, ids, points);
    let near = likelyLanguages(numbersOf(among, ids), alwaysActive(ids), points);
    for (; near !== 0; near &= near - 1) active[31 - Math.clz32(near & -near)] = 1;
    // One ideograph or Thai letter says as much as three Latin ones
    const weight = script === 'latin' || script === 'cyrillic' ? count : count * 3;
    if (best !== null && weight > most && count * 12 >= total) {
      most = weight;
      main = best;
    }
  }
  return { main, active, words };
}

/** The best of the languages of one script. */
function bestOf(among: readonly string[], ids: readonly string[], points: Float64Array): string | null {
  let best: string | null = null;
  let top = -1;
  for (const id of among) {
    const index = ids.indexOf(id);
    if (index >= 0 && (points[index] ?? 0) > top) {
      top = points[index] ?? 0;
      best = id;
    }
  }
  return best;
}

/** Of languages that share a script, a bit for each whose words count: those near the best, and those `always` read. */
export function likelyLanguages(among: readonly number[], always: number, points: Float64Array): number {
  let top = 0;
  for (const language of among) top = Math.max(top, points[language] as number);
  const least = Math.max(top * 0.4, among.length > 2 ? 1 : 0);
  let bits = 0;
  for (const language of among)
    if ((points[language] as number) >= least || ((always >>> language) & 1) === 1) bits |= 1 << language;
  return bits;
}

/** English stands beside any language in Latin letters; both forms of Chinese fold to one, and are compiled as one. */
export function alwaysActive(ids: readonly string[]): number {
  return ids.reduce((bits, id, language) => (id === 'en' || id.startsWith('zh') ? bits | (1 << language) : bits), 0);
}

function numbersOf(languages: readonly string[], ids: readonly string[]): number[] {
  return languages.map((id) => ids.indexOf(id)).filter((language) => language >= 0);
}

/** The languages written in each script of a long text, by number. */
export function languagesByScript(text: FoldedText, ids: readonly string[]): number[][] {
  const written = SCRIPTS.filter((_, index) => text.scripts[index] !== 0);
  return written.map((script) =>
    numbersOf(script === 'han' ? CHINESE : script === 'kana' ? ['ja'] : (BY_SCRIPT[script] ?? []), ids),
  );
}

function hanLanguages(text: FoldedText): readonly string[] {
  const han = text.scripts[SCRIPTS.indexOf('han')] ?? 0;
  const kana = text.scripts[SCRIPTS.indexOf('kana')] ?? 0;
  if (kana * 8 > han) return ['ja'];
  return text.traditionalIdeographs * 12 > han ? CHINESE.toReversed() : CHINESE;
}
