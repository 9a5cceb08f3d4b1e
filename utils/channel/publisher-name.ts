/** Compares names of publishers as a reader sees them: two channels must not have names that look alike. */
import { CONFUSABLE_LETTERS } from './confusable-letters.ts';

const PROTOTYPES = new Map(
  CONFUSABLE_LETTERS.flatMap(([prototype, letters]) => Array.from(letters, (letter) => [letter, prototype] as const)),
);

/**
 * Returns the skeleton of a name after UTS #39, without case, accents, spaces, punctuation and invisible characters. Names with
 * one skeleton look alike. Of letter pairs only `rn` and `vv` are replaced; `0`, `1` and `i` count as `o`, `l` and `l`.
 */
export function publisherSkeleton(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu, '')
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

/** Whether two names look alike. A name of invisible characters looks like any other. */
export function hasSamePublisherName(a: string, b: string): boolean {
  const [one, two] = [publisherSkeleton(a), publisherSkeleton(b)];
  return one === '' || two === '' || one === two;
}
