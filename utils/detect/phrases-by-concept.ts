/** Indexes the phrases of a post by concept. The columns are reused from post to post. */
import type { FoundPhrase } from './find-phrases.ts';

/** Some phrases of a post in order of their start: `numbers[start]` to `numbers[end - 1]` are their indexes. */
export interface PhraseRange {
  numbers: Int32Array;
  start: number;
  end: number;
}

/** The two sides of a pair of concepts. */
export const LEFT = 0;
export const RIGHT = 1;
type Side = typeof LEFT | typeof RIGHT;
const OTHER = 2;
/** The columns grow when a post has more phrases. */
const INITIAL_LENGTH = 256;

export class PhrasesByConcept {
  /** By concept: where its phrases begin in `numbers`; those of the next concept follow. */
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private numbers = new Int32Array(INITIAL_LENGTH);
  /** By side: the result of the last `rangeOf`. */
  private readonly ranges: readonly PhraseRange[] = [LEFT, RIGHT].map(() => ({
    numbers: this.numbers,
    start: 0,
    end: 0,
  }));
  /** Buffers of merged phrases: two for each side, because a merge reads one and fills the other. */
  private merged = [0, 1, 2, 3].map(() => new Int32Array(INITIAL_LENGTH));

  /** `concepts`: number of concepts. */
  constructor(concepts: number) {
    this.first = new Int32Array(concepts + 1);
    this.next = new Int32Array(concepts + 1);
  }

  /** Indexes the phrases of a post, which are in order of their start. Returns how many are concepts. */
  read(phrases: readonly FoundPhrase[]): number {
    const { first, next } = this;
    const concepts = first.length - 1;
    first.fill(0);
    for (let i = 0; i < phrases.length; i++) {
      const { kind, id } = phrases[i] as FoundPhrase;
      if (kind === 'concept' && id < concepts) first[id + 1] = (first[id + 1] as number) + 1;
    }
    for (let id = 0; id < concepts; id++) first[id + 1] = (first[id + 1] as number) + (first[id] as number);
    const count = first[concepts] as number;
    if (count > this.numbers.length) {
      this.numbers = new Int32Array(2 * count);
      this.merged = this.merged.map(() => new Int32Array(2 * count));
    }
    next.set(first);
    for (let i = 0; i < phrases.length; i++) {
      const { kind, id } = phrases[i] as FoundPhrase;
      if (kind !== 'concept' || id >= concepts) continue;
      const at = next[id] as number;
      this.numbers[at] = i;
      next[id] = at + 1;
    }
    return count;
  }

  /** Whether the post has one of the concepts. */
  hasAny(ids: readonly number[]): boolean {
    const { first } = this;
    for (const id of ids) if ((first[id + 1] as number) > (first[id] as number)) return true;
    return false;
  }

  /**
   * The phrases of all these concepts, in order of their start. Of phrases with one start, the concept named first comes
   * first. Valid until the next call with the same `side`.
   */
  rangeOf(ids: readonly number[], phrases: readonly FoundPhrase[], side: Side): PhraseRange {
    const { first } = this;
    const all = this.ranges[side] as PhraseRange;
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
      this.merge(all, id, phrases, this.merged[spare] as Int32Array);
      spare ^= OTHER;
    }
    return all;
  }

  /** Merges the phrases of a concept into a range; `into` receives both. */
  private merge(all: PhraseRange, id: number, phrases: readonly FoundPhrase[], into: Int32Array): void {
    const { first, numbers: own } = this;
    const { numbers, end } = all;
    const last = first[id + 1] as number;
    let i = all.start;
    let at = 0;
    for (let j = first[id] as number; j < last; j++) {
      const number = own[j] as number;
      const { from } = phrases[number] as FoundPhrase;
      while (i < end && (phrases[numbers[i] as number] as FoundPhrase).from <= from)
        into[at++] = numbers[i++] as number;
      into[at++] = number;
    }
    while (i < end) into[at++] = numbers[i++] as number;
    all.numbers = into;
    all.start = 0;
    all.end = at;
  }
}
