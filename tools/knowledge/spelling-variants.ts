/**
 * Spellings of a place name by the rules of transliteration: people write Myawaddy as Myavadi, Miawady or Myawadi. Rules
 * replace letters that stand for one sound; up to two of them are applied.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
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

/** Shorter names would fall on words of other meaning. */
const MIN_LETTERS = 7;
const MAX_VARIANTS = 60;

/** Other spellings of a name in Latin letters, without the name itself; none for short names and words, other scripts. */
export function spellingVariants(name: string): string[] {
  if (!/^[a-z]{3,}(?: [a-z]{3,})*$/u.test(name) || name.replaceAll(' ', '').length < MIN_LETTERS) return [];
  const once = RULES.map(([pattern, letters]) => name.replaceAll(pattern, letters));
  const twice = once.flatMap((spelling) => RULES.map(([pattern, letters]) => spelling.replaceAll(pattern, letters)));
  const variants = new Set(
    [...once, ...twice].filter((spelling) => spelling.replaceAll(' ', '').length >= MIN_LETTERS - 1),
  );
  variants.delete(name);
  return [...variants].slice(0, MAX_VARIANTS);
}
