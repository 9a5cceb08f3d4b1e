/**
 * Spellings of a place name by the rules of transliteration. People write Myawaddy as Myavadi, Miawady or Myawadi, and
 * Мьявади or Мьяваддй. A rule replaces letters that stand for one sound. Two rules are applied to a name in Latin letters,
 * one to a name in another script.
 */
type SpellingRule = readonly [letters: RegExp, others: string];

const LATIN: readonly SpellingRule[] = [
  [/w/gu, 'v'],
  [/y(?=[aeou])/gu, 'i'],
  [/y\b/gu, 'i'],
  [/i\b/gu, 'y'],
  [/([bdgklmnpst])\1/gu, '$1'],
  [/th/gu, 't'],
  [/kh/gu, 'k'],
  [/ph/gu, 'p'],
  [/ai|ay/gu, 'ei'],
  [/ei|ey/gu, 'ai'],
  [/ou|oo/gu, 'u'],
  [/u/gu, 'oo'],
  [/ee/gu, 'i'],
  [/ck/gu, 'k'],
  [/o\b/gu, 'oh'],
  [/ae/gu, 'e'],
  [/d\b/gu, 't'],
  [/t\b/gu, 'd'],
  [/ /gu, ''],
];

/** Long and short vowels, single and double consonants, and letters of one sound, by script (Unicode name). */
const OTHER_SCRIPTS: Readonly<Record<string, readonly SpellingRule[]>> = {
  Cyrillic: [
    [/([бвгдклмнпст])\1/gu, '$1'],
    [/э/gu, 'е'],
    [/е/gu, 'э'],
    [/ья/gu, 'я'],
    [/ья/gu, 'иа'],
    [/й/gu, 'и'],
    [/и(?=[аеоу])|и$/gu, 'й'],
    [/в/gu, 'у'],
    [/у(?=[аеио])/gu, 'в'],
    [/[ -]/gu, ''],
  ],
  Devanagari: [
    [/ि$/gu, 'ी'],
    [/ी$/gu, 'ि'],
    [/ु/gu, 'ू'],
    [/ू/gu, 'ु'],
    [/ड/gu, 'द'],
    [/द/gu, 'ड'],
    [/ट/gu, 'त'],
    [/व/gu, 'ब'],
    [/इ/gu, 'य'],
    [/(.)्\1/gu, '$1'],
    [/[ंँ़]/gu, ''],
  ],
  Bengali: [
    [/ি$/gu, 'ী'],
    [/ী$/gu, 'ি'],
    [/ু$/gu, 'ূ'],
    [/ড/gu, 'দ'],
    [/দ/gu, 'ড'],
    [/ট/gu, 'ত'],
    [/য়/gu, 'ই'],
    [/(.)্\1/gu, '$1'],
  ],
  Tamil: [
    [/ி$/gu, 'ீ'],
    [/ீ$/gu, 'ி'],
    [/ு/gu, 'ூ'],
    [/(.)்\1/gu, '$1'],
    [/ட(?!்)/gu, 'ட்ட'],
    [/வா/gu, 'வ'],
  ],
  Sinhala: [
    [/ි$/gu, 'ී'],
    [/ී$/gu, 'ි'],
    [/ඩ/gu, 'ද'],
    [/ට/gu, 'ත'],
    [/(.)්\1/gu, '$1'],
    [/ඩ(?!්)/gu, 'ඩ්ඩ'],
  ],
  Arabic: [
    [/پ/gu, 'ب'],
    [/ڤ/gu, 'ف'],
    [/ط/gu, 'ت'],
    [/ت/gu, 'ط'],
    [/ٹ/gu, 'ت'],
    [/ڈ/gu, 'د'],
    [/(?<=.)ا(?=.)/gu, ''],
    [/و(?=.*و)/gu, ''],
    [/ /gu, ''],
  ],
  Hangul: [
    [/\u1111/gu, '\u1108'],
    [/\u1108/gu, '\u1111'],
    [/\u110f/gu, '\u1101'],
    [/\u1110/gu, '\u1104'],
    [/\u110c/gu, '\u110e'],
    [/\u116f/gu, '\u116a'],
    [/\u1175\u110b\u1163/gu, '\u1163'],
    [/ /gu, ''],
  ],
  Katakana: [
    [/ー/gu, ''],
    [/ッ/gu, ''],
    [/ィ/gu, 'イ'],
    [/ャ/gu, 'ヤ'],
    [/ュ/gu, 'ユ'],
    [/ヴ/gu, 'ブ'],
  ],
  Thai: [
    [/็/gu, ''],
    [/[\u0e48-\u0e4b]/gu, ''],
    [/ี/gu, 'ิ'],
    [/ิ/gu, 'ี'],
    [/ด/gu, 'ต'],
    [/ต/gu, 'ด'],
    [/(.)\1์/gu, '$1'],
    [/วว/gu, 'ว'],
  ],
  Lao: [
    [/[\u0ec8-\u0ecb]/gu, ''],
    [/ີ/gu, 'ິ'],
    [/ດ/gu, 'ຕ'],
    [/ເມຍ/gu, 'ມຽ'],
    [/ມຽ/gu, 'ເມຍ'],
  ],
  Khmer: [
    [/[៉៊]/gu, ''],
    [/ី/gu, 'ិ'],
    [/ឌ/gu, 'ដ'],
    [/ដ/gu, 'ឌ'],
  ],
  Myanmar: [
    [/့/gu, ''],
    [/း/gu, ''],
    [/ိုင်/gu, 'ိုင့်'],
    [/ီ/gu, 'ိ'],
  ],
  Ethiopic: [
    [/ዲ/gu, 'ዲይ'],
    [/ያ/gu, 'ያዋ'],
    [/ፖ/gu, 'ፓ'],
    [/ /gu, ''],
  ],
};

/** Shorter names would fall on words of other meaning. */
const MIN_LATIN_LETTERS = 7;
const MIN_OTHER_LETTERS = 4;
const MAX_VARIANTS = 60;

/** Other spellings of a name, without the name itself; none for short names and words, and for ideographs. */
export function spellingVariants(name: string): string[] {
  if (name.endsWith('*')) return spellingVariants(name.slice(0, -1)).map((spelling) => `${spelling}*`);
  const variants = /^[a-z]/u.test(name) ? latinVariants(name) : otherVariants(name);
  variants.delete(name);
  return [...variants].slice(0, MAX_VARIANTS);
}

function latinVariants(name: string): Set<string> {
  if (!/^[a-z]{3,}(?: [a-z]{3,})*$/u.test(name) || lettersOf(name) < MIN_LATIN_LETTERS) return new Set();
  const once = applyEach(LATIN, name);
  const twice = once.flatMap((spelling) => applyEach(LATIN, spelling));
  return new Set([...once, ...twice].filter((spelling) => lettersOf(spelling) >= MIN_LATIN_LETTERS - 1));
}

function otherVariants(name: string): Set<string> {
  const script = Object.keys(OTHER_SCRIPTS).find((each) =>
    new RegExp(`^[\\p{sc=${each}}\\p{M}ー -]+$`, 'u').test(name),
  );
  if (script === undefined || lettersOf(name) < MIN_OTHER_LETTERS) return new Set();
  // Rules for Hangul name the parts of a syllable
  const source = script === 'Hangul' ? name.normalize('NFD') : name;
  const variants = applyEach(OTHER_SCRIPTS[script]!, source).map((spelling) => spelling.normalize('NFC'));
  return new Set(variants.filter((spelling) => lettersOf(spelling) >= MIN_OTHER_LETTERS - 1));
}

const applyEach = (rules: readonly SpellingRule[], name: string): string[] =>
  rules.map(([letters, others]) => name.replaceAll(letters, others));

const lettersOf = (name: string): number => name.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
