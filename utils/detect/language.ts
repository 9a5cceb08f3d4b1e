/**
 * Which language a post is written in, and which ones its words may be read in. The script says it for most; languages
 * that share one are told by everyday words.
 */
import { ANY_LANGUAGE } from '../text/automaton.ts';
import { countEveryday } from '../text/everyday.ts';
import { SCRIPTS, type Script } from '../text/scripts.ts';
import type { FoldedText } from '../text/folded-text.ts';
import type { Knowledge } from './knowledge.ts';

const BY_SCRIPT: Readonly<Partial<Record<Script, readonly string[]>>> = {
  latin: ['en', 'vi', 'id', 'ms', 'tl', 'pt', 'es', 'fr', 'sw', 'hi'],
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

export interface Languages {
  /** BCP 47 of the main language, `und` when there is nothing to tell by. */
  main: string;
  /** By index: 1 where words of it count. */
  active: Uint8Array;
}

/** `hint`: what the page or the caller says; it decides between equals only. */
export function readLanguages(text: FoldedText, knowledge: Knowledge, hint: string | null): Languages {
  const ids = knowledge.meta.languages.map((language) => language.id);
  const points = countEveryday(text, knowledge.everyday, ids.length);
  const vietnamese = ids.indexOf('vi');
  if (vietnamese >= 0) points[vietnamese] = (points[vietnamese] ?? 0) + text.vietnamese / 3;
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
    const best = pick(among, ids, points, active);
    // One ideograph or Thai letter says as much as three Latin ones
    const weight = script === 'latin' || script === 'cyrillic' ? count : count * 3;
    if (best !== null && weight > most && count * 12 >= total) {
      most = weight;
      main = best;
    }
  }
  return { main, active };
}

/** The best of the languages of one script; those near it are read too, and English beside any in Latin letters. */
function pick(
  among: readonly string[],
  ids: readonly string[],
  points: Float64Array,
  active: Uint8Array,
): string | null {
  let best: string | null = null;
  let top = -1;
  for (const id of among) {
    const index = ids.indexOf(id);
    if (index >= 0 && (points[index] ?? 0) > top) {
      top = points[index] ?? 0;
      best = id;
    }
  }
  for (const id of among) {
    const index = ids.indexOf(id);
    // Both forms of Chinese fold to one, and their lexicons are compiled as one.
    const always = id === 'en' || id.startsWith('zh');
    if (index >= 0 && (always || (points[index] ?? 0) >= Math.max(top * 0.4, among.length > 2 ? 1 : 0)))
      active[index] = 1;
  }
  return best;
}

function hanLanguages(text: FoldedText): readonly string[] {
  const han = text.scripts[SCRIPTS.indexOf('han')] ?? 0;
  const kana = text.scripts[SCRIPTS.indexOf('kana')] ?? 0;
  if (kana * 8 > han) return ['ja'];
  return text.traditional * 12 > han ? ['zh-Hant', 'zh-Hans'] : ['zh-Hans', 'zh-Hant'];
}
