/** The finds of a post by concept, as numbers in columns that are kept from post to post. */
import type { Find } from './find-phrases.ts';

/** Some finds of a post in order of their beginning: their numbers stand in `numbers` from `start` to `end` (exclusive). */
export interface FindRange {
  numbers: Int32Array;
  start: number;
  end: number;
}

/** The two sides of a pair of concepts. */
export const LEFT = 0;
export const RIGHT = 1;
type Side = typeof LEFT | typeof RIGHT;
const OTHER = 2;
/** Finds at first; the columns grow when a post has more. */
const ROOM = 256;

export class ConceptFinds {
  /** By concept: where its finds begin in `numbers`; those of the next one follow. */
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private numbers = new Int32Array(ROOM);
  /** By side: the finds of the last call. */
  private readonly ranges: readonly FindRange[] = [LEFT, RIGHT].map(() => ({
    numbers: this.numbers,
    start: 0,
    end: 0,
  }));
  /** Room for merged finds: two for each side, as a further merge reads the one and fills the other. */
  private merged = [0, 1, 2, 3].map(() => new Int32Array(ROOM));

  /** `concepts`: how many there are. */
  constructor(concepts: number) {
    this.first = new Int32Array(concepts + 1);
    this.next = new Int32Array(concepts + 1);
  }

  /** Takes over the finds of a post, in order of their beginning; returns how many are concepts. */
  read(finds: readonly Find[]): number {
    const { first, next } = this;
    const concepts = first.length - 1;
    first.fill(0);
    for (let i = 0; i < finds.length; i++) {
      const { kind, id } = finds[i] as Find;
      if (kind === 'concept' && id < concepts) first[id + 1] = (first[id + 1] as number) + 1;
    }
    for (let id = 0; id < concepts; id++) first[id + 1] = (first[id + 1] as number) + (first[id] as number);
    const count = first[concepts] as number;
    if (count > this.numbers.length) {
      this.numbers = new Int32Array(2 * count);
      this.merged = this.merged.map(() => new Int32Array(2 * count));
    }
    next.set(first);
    for (let i = 0; i < finds.length; i++) {
      const { kind, id } = finds[i] as Find;
      if (kind !== 'concept' || id >= concepts) continue;
      const at = next[id] as number;
      this.numbers[at] = i;
      next[id] = at + 1;
    }
    return count;
  }

  /** Whether the post has one of the concepts. */
  holdsOne(ids: readonly number[]): boolean {
    const { first } = this;
    for (const id of ids) if ((first[id + 1] as number) > (first[id] as number)) return true;
    return false;
  }

  /**
   * The finds of all the concepts; of those that begin together the ones of the concept named first come first. Valid until
   * the next call with the same `side`.
   */
  of(ids: readonly number[], finds: readonly Find[], side: Side): FindRange {
    const { first } = this;
    const all = this.ranges[side] as FindRange;
    all.start = all.end = 0;
    let spare: number = side;
    for (const id of ids) {
      const start = first[id] as number;
      const end = first[id + 1] as number;
      if (start === end) continue;
      if (all.start === all.end) {
        all.numbers = this.numbers;
        all.start = start;
        all.end = end;
        continue;
      }
      this.merge(all, id, finds, this.merged[spare] as Int32Array);
      spare ^= OTHER;
    }
    return all;
  }

  /** Merges the finds of a concept into a range; `into` takes up both. */
  private merge(all: FindRange, id: number, finds: readonly Find[], into: Int32Array): void {
    const { first, numbers: own } = this;
    const { numbers, end } = all;
    const last = first[id + 1] as number;
    let i = all.start;
    let at = 0;
    for (let j = first[id] as number; j < last; j++) {
      const number = own[j] as number;
      const { from } = finds[number] as Find;
      while (i < end && (finds[numbers[i] as number] as Find).from <= from) into[at++] = numbers[i++] as number;
      into[at++] = number;
    }
    while (i < end) into[at++] = numbers[i++] as number;
    all.numbers = into;
    all.start = 0;
    all.end = at;
  }
}
