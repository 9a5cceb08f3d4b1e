import { describe, expect, it } from 'vitest';
import { ConceptFinds, LEFT, RIGHT, type FindRange } from '../../../utils/detect/concept-finds.ts';
import type { Find } from '../../../utils/detect/find-phrases.ts';

const find = (id: number, from: number, kind: Find['kind'] = 'concept'): Find => ({
  kind,
  id,
  language: 0,
  from,
  to: from + 1,
  masked: false,
  weak: false,
});
const numbersOf = ({ numbers, start, end }: FindRange): number[] => [...numbers.subarray(start, end)];

describe('finds of concepts', () => {
  it('come in order of their beginning, and of equal ones the concept named first', () => {
    const finds = [find(1, 0), find(0, 0), find(2, 3), find(0, 5), find(1, 5), find(2, 5)];
    const concepts = new ConceptFinds(3);
    expect(concepts.read(finds)).toBe(6);
    expect(numbersOf(concepts.of([0], finds, LEFT))).toEqual([1, 3]);
    expect(numbersOf(concepts.of([1, 0], finds, LEFT))).toEqual([0, 1, 4, 3]);
    expect(numbersOf(concepts.of([2, 0, 1], finds, RIGHT))).toEqual([1, 0, 2, 5, 3, 4]);
  });

  it('keeps one side while the other is merged', () => {
    const finds = [find(0, 0), find(1, 1), find(2, 2), find(3, 3)];
    const concepts = new ConceptFinds(4);
    concepts.read(finds);
    const left = concepts.of([3, 2, 1], finds, LEFT);
    const right = concepts.of([0, 1, 2, 3], finds, RIGHT);
    expect(numbersOf(left)).toEqual([1, 2, 3]);
    expect(numbersOf(right)).toEqual([0, 1, 2, 3]);
  });

  it('leaves out other kinds, concepts that no rule names, and the post before', () => {
    const concepts = new ConceptFinds(2);
    concepts.read([find(0, 0), find(1, 1)]);
    const finds = [find(0, 0, 'signal'), find(1, 2), find(2, 3)];
    expect(concepts.read(finds)).toBe(1);
    expect(concepts.holdsOne([0])).toBe(false);
    expect(concepts.holdsOne([0, 1])).toBe(true);
    expect(numbersOf(concepts.of([0, 1], finds, LEFT))).toEqual([1]);
  });

  it('grows with the post', () => {
    const finds = Array.from({ length: 1_000 }, (_, i) => find(i % 2, i));
    const concepts = new ConceptFinds(2);
    expect(concepts.read(finds)).toBe(1_000);
    expect(numbersOf(concepts.of([1, 0], finds, LEFT))).toEqual(finds.map((_, i) => i));
  });
});
