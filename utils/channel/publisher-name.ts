/** Compares names of publishers as a reader sees them: two channels must not have names that look alike. */
import { CONFUSABLE_LETTERS, MARKED_LETTERS } from './confusable-letters.ts';

const PROTOTYPES = new Map(
  [...CONFUSABLE_LETTERS, ...MARKED_LETTERS].flatMap(([prototype, letters]) =>
    Array.from(letters, (letter) => [letter, prototype] as const),
  ),
);

/** Signs of a trade mark, which NFKD would turn into letters. */
const TRADE_MARKS = /[™℠\u{1F16A}-\u{1F16C}]|ᵀᴹ|ˢᴹ|Ⓡ(?!\p{L})/gu;
/** Strokes that look like `l` and `I`. */
const STROKE = /[|¦!ǃ∣׀⏐⏽│┃❘❙]/gu;
const INNER_STROKE = /(?<=[\p{L}\p{N}])[|¦!ǃ∣׀⏐⏽│┃❘❙](?=[\p{L}\p{N}])/gu;

/**
 * Characters that steer the text or cannot be seen. Scripts that join letters, or write words without spaces, need some
 * between two letters or marks.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const SCRIPTS_WITHOUT_SPACES = ['Khmer', 'Lao', 'Myanmar', 'Thai'];
const JOINED_SCRIPTS =
  'Arabic Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar'.split(' ');
const JOINERS = betweenLettersOf('\u200c\u200d', JOINED_SCRIPTS);
const WORD_BREAKS = betweenLettersOf('\u200b', SCRIPTS_WITHOUT_SPACES);

function betweenLettersOf(characters: string, scripts: readonly string[]): RegExp {
  const letter = `(?:(?=[\\p{L}\\p{M}])[${scripts.map((script) => `\\p{Script=${script}}`).join('')}])`;
  return new RegExp(`(?<=${letter})[${characters}](?=${letter})`, 'gu');
}

/** Whether a name has characters that steer the text or cannot be seen, and that its script does not need. */
export function hasHiddenCharacters(name: string): boolean {
  return HIDDEN.test(name.replaceAll(JOINERS, '').replaceAll(WORD_BREAKS, ''));
}

/**
 * Returns the skeleton of a name after UTS #39, without case, accents, spaces, punctuation and invisible characters. Names with
 * one skeleton look alike. Of letter pairs only `rn` and `vv` are replaced; `0`, `1` and `i` count as `o`, `l` and `l`.
 */
export function publisherSkeleton(name: string): string {
  return skeletonOf(decomposed(name));
}

/** Whether two names look alike. A name of invisible characters looks like any other. */
export function hasSamePublisherName(a: string, b: string): boolean {
  if (publisherSkeleton(a) === '' || publisherSkeleton(b) === '') return true;
  const others = skeletonsOf(b);
  return [...skeletonsOf(a)].some((one) => others.has(one));
}

/** A stroke may be a letter or punctuation. One inside a word and one at its edge are read in both ways. */
function skeletonsOf(name: string): Set<string> {
  const plain = decomposed(name);
  const inner = ['l', ''].map((letter) => plain.replaceAll(INNER_STROKE, letter));
  return new Set(inner.flatMap((text) => ['l', ''].map((letter) => skeletonOf(text.replaceAll(STROKE, letter)))));
}

function decomposed(name: string): string {
  return name
    .replaceAll(TRADE_MARKS, '')
    .normalize('NFKD')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu, '');
}

function skeletonOf(text: string): string {
  const plain = text
    .toLowerCase()
    // Marks of other scripts are letters of their own, such as Thai vowels.
    .replaceAll(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*)\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '');
  return Array.from(plain, (letter) => PROTOTYPES.get(letter) ?? letter)
    .join('')
    .replaceAll('0', 'o')
    .replaceAll(/[1i]/gu, 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
