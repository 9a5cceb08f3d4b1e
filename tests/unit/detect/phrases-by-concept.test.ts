import { describe, expect, it } from 'vitest';
import { PhrasesByConcept, LEFT, RIGHT, type PhraseRange } from '../../../utils/detect/phrases-by-concept.ts';
import type { FoundPhrase } from '../../../utils/detect/find-phrases.ts';

const phrase = (id: number, from: number, kind: FoundPhrase['kind'] = 'concept'): FoundPhrase => ({
  kind,
  id,
  language: 0,
  from,
  to: from + 1,
  isDisguised: false,
  isWeak: false,
});
const numbersOf = ({ numbers, start, end }: PhraseRange): number[] => [...numbers.subarray(start, end)];

describe('phrases by concept', () => {
  it('come in order of their beginning, and of equal ones the concept named first', () => {
    const phrases = [phrase(1, 0), phrase(0, 0), phrase(2, 3), phrase(0, 5), phrase(1, 5), phrase(2, 5)];
    const concepts = new PhrasesByConcept(3);
    expect(concepts.read(phrases)).toBe(6);
    expect(numbersOf(concepts.rangeOf([0], phrases, LEFT))).toEqual([1, 3]);
    expect(numbersOf(concepts.rangeOf([1, 0], phrases, LEFT))).toEqual([0, 1, 4, 3]);
    expect(numbersOf(concepts.rangeOf([2, 0, 1], phrases, RIGHT))).toEqual([1, 0, 2, 5, 3, 4]);
  });

  it('keeps one side while the other is merged', () => {
    const phrases = [phrase(0, 0), phrase(1, 1), phrase(2, 2), phrase(3, 3)];
    const concepts = new PhrasesByConcept(4);
    concepts.read(phrases);
    const left = concepts.rangeOf([3, 2, 1], phrases, LEFT);
    const right = concepts.rangeOf([0, 1, 2, 3], phrases, RIGHT);
    expect(numbersOf(left)).toEqual([1, 2, 3]);
    expect(numbersOf(right)).toEqual([0, 1, 2, 3]);
  });

  it('leaves out other kinds, concepts that no rule names, and the post before', () => {
    const concepts = new PhrasesByConcept(2);
    concepts.read([phrase(0, 0), phrase(1, 1)]);
    const phrases = [phrase(0, 0, 'signal'), phrase(1, 2), phrase(2, 3)];
    expect(concepts.read(phrases)).toBe(1);
    expect(concepts.hasAny([0])).toBe(false);
    expect(concepts.hasAny([0, 1])).toBe(true);
    expect(numbersOf(concepts.rangeOf([0, 1], phrases, LEFT))).toEqual([1]);
  });

  it('grows with the post', () => {
    const phrases = Array.from({ length: 1_000 }, (_, i) => phrase(i % 2, i));
    const concepts = new PhrasesByConcept(2);
    expect(concepts.read(phrases)).toBe(1_000);
    expect(numbersOf(concepts.rangeOf([1, 0], phrases, LEFT))).toEqual(phrases.map((_, i) => i));
  });
});
