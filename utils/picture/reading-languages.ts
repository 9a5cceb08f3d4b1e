/**
 * Which languages a picture is read in. The script of its lines tells, and for Latin letters the words that were read.
 */
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

/**
 * Letters that a language has and the others of its script lack. On 11 posters such letters were 10 to 30 % of what the
 * Urdu model read of Urdu. Of Arabic they were up to 3 %.
 */
const OWN_LETTERS: Readonly<Record<string, RegExp>> = { ur: /[ٹڈڑےںھگچپ]/gu };
/** Part of the text's letters. */
const MIN_OWN_LETTERS = 0.06;

/**
 * Whether a text that a language's model read holds letters of this language alone. Null when it has none to be known
 * by.
 */
export function hasOwnLetters(language: string, text: string): boolean | null {
  const own = OWN_LETTERS[language];
  if (own === undefined) return null;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return (text.match(own)?.length ?? 0) >= Math.max(1, MIN_OWN_LETTERS * letters);
}

/** Everyday words without marks, by language. The English model reads the last four as well as their own models do. */
const EVERYDAY_WORDS: Readonly<Record<string, string>> = {
  vi: 'khong viec luong cho nguoi cac duoc lam thang tuyen mot trong nhan voi ngay trieu lien nghiem cong anh thu moi dang vao noi nha phi gio nhu tien qua minh ben',
  es: 'los las para con una por del que trabajo sin sueldo experiencia mes dias desde somos gratis pago hola empleo nos muy pero como mas esta el y en se su un al te lo tu es ya',
  pt: 'para com uma nao dos das voce trabalho sem salario vaga vagas mes dias gratis seu sua pelo pra ate pagamento empresa quem mais pix que do da em um os as por tem eu ja so',
  fr: 'les des pour avec une sans est vous dans travail nous pas par salaire votre emploi jour mois sur jours recrute logement aux tu ton offre il en du le la et un je on qui au ou ce',
  en: 'the and you for with your are is of to we no in on a per from need work pay',
  tl: 'ang ng mga sa na para kung mas po lang ito ay ka mo yung niyo kami walang may naman',
  id: 'yang dan di untuk dengan anda tidak gaji kerja ke ini ada bisa boleh saya kami orang dari tak nak',
  sw: 'kwa na ya wa ni kazi kila kama bila cha za la mwezi tunatafuta lako sana hii',
};
/** Languages that the English model loses letters of. */
const MARKED_LANGUAGES: readonly string[] = ['vi', 'es', 'pt', 'fr'];
/** Part of the words that must be everyday words. */
const MIN_SHARE = 0.1;
const MIN_WORDS = 2;

/**
 * The language of a text in Latin letters that the English model read, when another model reads it better. Else null.
 */
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
  return best !== null && MARKED_LANGUAGES.includes(best) ? best : null;
}
