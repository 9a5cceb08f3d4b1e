/**
 * Places of a text where a phrase may begin, a block at a time: those on a word edge or in a script without spaces, less
 * those whose first units begin none. No branch depends on the text, so that the processor runs ahead.
 */
import { EDGE, type FoldedText } from './folded-text.ts';
import { entryOf, pairHash, SHORT, tripleHash, TRIPLE_SHIFT, type StartTable } from './phrase-starts.ts';
import { COMBINING, SCRIPT_OF, UNSPACED } from './scripts.ts';

/** Units looked at together. */
export const BLOCK = 512;

export class Candidates {
  length = 0;
  readonly at = new Int32Array(BLOCK);
  /** First and second unit, third unit, hash of all three. */
  private readonly ab = new Int32Array(BLOCK);
  private readonly c = new Int32Array(BLOCK);
  private readonly hash = new Int32Array(BLOCK);
  /** 1: the first two may be a phrase; 2: the first one is. */
  private readonly short = new Uint8Array(BLOCK);
  /** Slots of the first three units, the first two, and the first one; -1: none. */
  readonly triple = new Int32Array(BLOCK);
  readonly pair = new Int32Array(BLOCK);
  readonly unit = new Int32Array(BLOCK);

  /** `onEdge`: only where a word begins, in scripts with spaces. */
  gather(text: FoldedText, from: number, to: number, table: StartTable, onEdge: boolean): void {
    const count = onEdge ? this.onEdges(text, from, to) : this.anywhere(text, from, to, table.firsts);
    const { units, length } = text;
    const { pairs, triples } = table;
    const single = table.units;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const start = this.at[i] as number;
      const a = units[start] as number;
      const b = start + 1 < length ? (units[start + 1] as number) : 0;
      const c = start + 2 < length ? (units[start + 2] as number) : 0;
      const ab = a | (b << 16);
      const hash = tripleHash(ab, c);
      const pair = pairHash(ab);
      const triple = hash >>> TRIPLE_SHIFT;
      const short =
        (((pairs[pair >> 5] as number) >>> (pair & 31)) & 1) | ((((single[a >> 5] as number) >>> (a & 31)) & 1) << 1);
      const begins = ((triples[triple >> 5] as number) >>> (triple & 31)) & 1;
      this.at[kept] = start;
      this.ab[kept] = ab;
      this.c[kept] = c;
      this.hash[kept] = hash;
      this.short[kept] = short;
      kept += (short | begins) === 0 ? 0 : 1;
    }
    this.length = kept;
    this.lookUp(table);
  }

  private lookUp(table: StartTable): void {
    for (let i = 0; i < this.length; i++) {
      const ab = this.ab[i] as number;
      const a = ab & 0xffff;
      const short = this.short[i] as number;
      this.triple[i] = table.find(ab, this.c[i] as number, this.hash[i] as number);
      this.pair[i] = (short & 1) === 0 ? -1 : table.find(ab, SHORT, tripleHash(ab, SHORT));
      this.unit[i] = (short & 2) === 0 ? -1 : table.find(a, SHORT, tripleHash(a, SHORT));
    }
  }

  private onEdges({ units, flags }: FoldedText, from: number, to: number): number {
    const { at } = this;
    let count = 0;
    for (let i = from; i < to; i++) {
      const script = SCRIPT_OF[units[i] as number] as number;
      const begins = ((flags[i] as number) & EDGE) !== 0 || (script & (UNSPACED | COMBINING)) === UNSPACED;
      at[count] = i;
      count += begins ? 1 : 0;
    }
    return count;
  }

  private anywhere({ units }: FoldedText, from: number, to: number, firsts: Int32Array): number {
    const { at } = this;
    let count = 0;
    for (let i = from; i < to; i++) {
      const unit = units[i] as number;
      at[count] = i;
      count += ((firsts[unit >> 5] as number) >>> (unit & 31)) & 1;
    }
    return count;
  }
}

/** What is to be followed: by language, shortest beginning first. */
export class Walks {
  length = 0;
  start = new Int32Array(4 * BLOCK);
  /** Unit behind the beginning: three of them lead to `node`; of fewer, `node` says what ends there. */
  end = new Int32Array(4 * BLOCK);
  node = new Int32Array(4 * BLOCK);
  language = new Uint8Array(4 * BLOCK);
  /** Only what ends behind this unit counts. */
  least = new Int32Array(4 * BLOCK);

  clear(): void {
    this.length = 0;
  }

  add(from: Candidates, index: number, table: StartTable, languages: number, through: Int32Array | null): void {
    const start = from.at[index] as number;
    const least = through === null ? 0 : (through[start] as number);
    if (least < 0) return;
    const { slots, entries } = table;
    const triple = from.triple[index] as number;
    const pair = from.pair[index] as number;
    const unit = from.unit[index] as number;
    const triples = triple < 0 ? 0 : (slots[triple + 2] as number);
    const pairs = pair < 0 ? 0 : (slots[pair + 2] as number);
    const units = unit < 0 ? 0 : (slots[unit + 2] as number);
    for (let left = (triples | pairs | units) & languages; left !== 0; left &= left - 1) {
      const own = left & -left;
      const language = 31 - Math.clz32(own);
      if ((units & own) !== 0)
        this.push(language, start, start + 1, entries[entryOf(units, slots[unit + 3] as number, own)] as number, least);
      if ((pairs & own) !== 0)
        this.push(language, start, start + 2, entries[entryOf(pairs, slots[pair + 3] as number, own)] as number, least);
      if ((triples & own) !== 0)
        this.push(
          language,
          start,
          start + 3,
          entries[entryOf(triples, slots[triple + 3] as number, own)] as number,
          least,
        );
    }
  }

  private push(language: number, start: number, end: number, node: number, least: number): void {
    const at = this.length++;
    if (at === this.start.length) this.grow();
    this.start[at] = start;
    this.end[at] = end;
    this.node[at] = node;
    this.language[at] = language;
    this.least[at] = least;
  }

  private grow(): void {
    const twice = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const size = 2 * this.start.length;
    this.start = twice(this.start, new Int32Array(size));
    this.end = twice(this.end, new Int32Array(size));
    this.node = twice(this.node, new Int32Array(size));
    this.least = twice(this.least, new Int32Array(size));
    this.language = twice(this.language, new Uint8Array(size));
  }
}
