/** Which languages a picture is read in: by the script of its lines, and for Latin letters by the words that were read. */
import { SCRIPT_CLASSES, type ScriptClass } from './script-classes.ts';

/** Languages (BCP 47) of each script; of several the one that reads the lines with most confidence is kept. */
const CANDIDATES: Readonly<Record<ScriptClass, readonly string[]>> = {
  latin: ['en'],
  cyrillic: ['ru'],
  arabic: ['ar', 'ur'],
  devanagari: ['hi', 'ne'],
  bengali: ['bn'],
  sinhala: ['si'],
  tamil: ['ta'],
  thai: ['th'],
  lao: ['lo'],
  myanmar: ['my'],
  khmer: ['km'],
  ethiopic: ['am'],
  hangul: ['ko'],
  japanese: ['ja'],
  han: ['zh-Hans', 'zh-Hant'],
};

export function languagesOf(script: ScriptClass): readonly string[] {
  return CANDIDATES[script];
}

/** The script that a language is mostly written in; Latin for any other tag. */
export function scriptOf(language: string): ScriptClass {
  return SCRIPT_CLASSES.find((script) => CANDIDATES[script].includes(language)) ?? 'latin';
}

/** Everyday words of languages whose letters have marks that the English model loses, without those marks. */
const EVERYDAY_WORDS: Readonly<Record<string, string>> = {
  vi: 'khong viec luong va cho nguoi cac duoc lam thang tuyen co mot trong tai nhan voi la ngay trieu lien he kinh nghiem',
  es: 'el los las para con una por del que trabajo sin y en se su sueldo experiencia mes dias es no desde somos gratis',
  pt: 'para com uma nao os do da em que trabalho sem voce e por mes salario vaga experiencia no na ate sua dias gratis',
  fr: 'le les des pour avec une sans est vous et du dans au travail nous pas par salaire votre emploi jour mois sur jours',
};
/** Part of the words that must be everyday words. */
const MIN_SHARE = 0.14;
const MIN_WORDS = 3;

/** The language of a text in Latin letters that the English model read, when another model reads it better; else null. */
export function betterLatinLanguage(text: string): string | null {
  const words = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/gu, 'd')
    .toLowerCase()
    .split(/[^a-z]+/u)
    .filter((word) => word !== '');
  let best: string | null = null;
  let most = Math.max(MIN_WORDS, words.length * MIN_SHARE);
  for (const [language, list] of Object.entries(EVERYDAY_WORDS)) {
    const everyday = new Set(list.split(' '));
    const count = words.filter((word) => everyday.has(word)).length;
    if (count < most) continue;
    best = language;
    most = count + 1;
  }
  return best;
}
