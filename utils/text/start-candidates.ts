/**
 * Positions of a text where a phrase may start, one block at a time. It is on a word edge or in a script without
 * spaces, and only where the first units start some phrase. No branch depends on the text, so that the processor
 * predicts well.
 */
import { EDGE as edge, type FoldedText } from './folded-text.ts';
import {
  entryIndex,
  NEXT_MASK as nextMask,
  pairHash,
  NO_THIRD_UNIT as noThirdUnit,
  tripleHash,
  type PhraseStartTable,
} from './phrase-start-table.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const EDGE = edge;
const NEXT_MASK = nextMask;
const NO_THIRD_UNIT = noThirdUnit;

/** Units of one block. */
export const BLOCK_UNITS = 512;

export class StartCandidates {
  length = 0;
  /** See `TextScratch.touched`. */
  touched = 0;
  readonly positions = new Int32Array(BLOCK_UNITS);
  /** By candidate: the fourth unit, as the number of its bit in `PhraseStartTable.nextUnits`. */
  readonly nextBits = new Uint8Array(BLOCK_UNITS);
  /** First and second unit (16 bits each), third unit, hash of all three. */
  private readonly firstTwo = new Int32Array(BLOCK_UNITS);
  private readonly third = new Int32Array(BLOCK_UNITS);
  private readonly hashes = new Int32Array(BLOCK_UNITS);
  /**
   * Bit 1: the first two units may be a phrase. Bit 2: the first unit is one. Bit 4: a longer phrase may start here.
   */
  private readonly startFlags = new Uint8Array(BLOCK_UNITS);
  /** Table slots for the first three units, the first two and the first one; -1: none. */
  readonly tripleSlots = new Int32Array(BLOCK_UNITS);
  readonly pairSlots = new Int32Array(BLOCK_UNITS);
  readonly unitSlots = new Int32Array(BLOCK_UNITS);

  /** Fills the block `from` to `to` (exclusive). `onEdge`: in scripts with spaces, only where a word starts. */
  gather(text: FoldedText, from: number, to: number, table: PhraseStartTable, onEdge: boolean): void {
    const count = onEdge
      ? this.addEdgePositions(text, from, to, table.firstUnits)
      : this.addAllPositions(text, from, to, table.firstUnits);
    const { units, length } = text;
    const { pairs, firstUnits, nextUnits, nextUnitsShift } = table;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const start = this.positions[i] as number;
      const a = units[start] as number;
      const b = start + 1 < length ? (units[start + 1] as number) : 0;
      const c = start + 2 < length ? (units[start + 2] as number) : 0;
      const ab = a | (b << 16);
      const hash = tripleHash(ab, c);
      const pair = pairHash(ab);
      const next = (start + 3 < length ? (units[start + 3] as number) : 0) & NEXT_MASK;
      const mayBe =
        (((pairs[pair >> 5] as number) >>> (pair & 31)) & 1) |
        (((firstUnits[a] as number) & 4) >> 1) |
        ((((nextUnits[hash >>> nextUnitsShift] as number) >>> next) & 1) << 2);
      this.positions[kept] = start;
      this.nextBits[kept] = next;
      this.firstTwo[kept] = ab;
      this.third[kept] = c;
      this.hashes[kept] = hash;
      this.startFlags[kept] = mayBe;
      kept += (mayBe + 7) >>> 3;
    }
    this.length = kept;
    this.lookUpSlots(table);
  }

  private lookUpSlots(table: PhraseStartTable): void {
    this.touched = table.touchSlots(this.hashes, this.length);
    for (let i = 0; i < this.length; i++) {
      const ab = this.firstTwo[i] as number;
      const a = ab & 0xffff;
      const mayBe = this.startFlags[i] as number;
      this.tripleSlots[i] = (mayBe & 4) === 0 ? -1 : table.find(ab, this.third[i] as number, this.hashes[i] as number);
      this.pairSlots[i] = (mayBe & 1) === 0 ? -1 : table.find(ab, NO_THIRD_UNIT, tripleHash(ab, NO_THIRD_UNIT));
      this.unitSlots[i] = (mayBe & 2) === 0 ? -1 : table.find(a, NO_THIRD_UNIT, tripleHash(a, NO_THIRD_UNIT));
    }
    this.touched ^= table.touchEntries(this.tripleSlots, this.length);
  }

  private addEdgePositions({ units, flags }: FoldedText, from: number, to: number, firsts: Uint8Array): number {
    const { positions } = this;
    let count = 0;
    for (let i = from; i < to; i++) {
      const first = firsts[units[i] as number] as number;
      // 1 on an edge, else 0
      const edge = (((flags[i] as number) & EDGE) + 0xff) >>> 8;
      positions[count] = i;
      count += ((first >> 1) | (first & edge)) & 1;
    }
    return count;
  }

  private addAllPositions({ units }: FoldedText, from: number, to: number, firsts: Uint8Array): number {
    const { positions } = this;
    let count = 0;
    for (let i = from; i < to; i++) {
      positions[count] = i;
      count += (firsts[units[i] as number] as number) & 1;
    }
    return count;
  }
}

/** Graph walks to follow: by candidate, then by language, the shortest phrase start first. */
export class GraphWalks {
  length = 0;
  starts = new Int32Array(4 * BLOCK_UNITS);
  /** Unit behind the phrase start. After three units `nodes` is a graph node, after fewer the payload that ends there. */
  ends = new Int32Array(4 * BLOCK_UNITS);
  nodes = new Int32Array(4 * BLOCK_UNITS);
  languages = new Uint8Array(4 * BLOCK_UNITS);
  /** Only phrases that end behind this unit count. */
  minEnds = new Int32Array(4 * BLOCK_UNITS);

  clear(): void {
    this.length = 0;
  }

  add(
    candidates: StartCandidates,
    index: number,
    table: PhraseStartTable,
    languages: number,
    minEnds: Int32Array | null,
  ): void {
    const start = candidates.positions[index] as number;
    const minEnd = minEnds === null ? 0 : (minEnds[start] as number);
    if (minEnd < 0) return;
    const { slots, entries } = table;
    const triple = candidates.tripleSlots[index] as number;
    const pair = candidates.pairSlots[index] as number;
    const unit = candidates.unitSlots[index] as number;
    const triples = triple < 0 ? 0 : (slots[triple + 2] as number);
    const pairs = pair < 0 ? 0 : (slots[pair + 2] as number);
    const units = unit < 0 ? 0 : (slots[unit + 2] as number);
    const next = candidates.nextBits[index] as number;
    for (let left = (triples | pairs | units) & languages; left !== 0; left &= left - 1) {
      const own = left & -left;
      const language = 31 - Math.clz32(own);
      if ((units & own) !== 0)
        this.push(
          language,
          start,
          start + 1,
          entries[entryIndex(units, slots[unit + 3] as number, own)] as number,
          minEnd,
        );
      if ((pairs & own) !== 0)
        this.push(
          language,
          start,
          start + 2,
          entries[entryIndex(pairs, slots[pair + 3] as number, own)] as number,
          minEnd,
        );
      if ((triples & own) === 0) continue;
      const entry = entryIndex(triples, slots[triple + 3] as number, own);
      this.push(language, start, start + 3, entries[entry] as number, minEnd);
      // Removed where no phrase continues with the fourth unit: a branch would be guessed wrong
      this.length -= 1 - (((entries[entry + 1] as number) >>> next) & 1);
    }
  }

  private push(language: number, start: number, end: number, node: number, minEnd: number): void {
    const at = this.length++;
    if (at === this.starts.length) this.grow();
    this.starts[at] = start;
    this.ends[at] = end;
    this.nodes[at] = node;
    this.languages[at] = language;
    this.minEnds[at] = minEnd;
  }

  private grow(): void {
    const copyInto = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const size = 2 * this.starts.length;
    this.starts = copyInto(this.starts, new Int32Array(size));
    this.ends = copyInto(this.ends, new Int32Array(size));
    this.nodes = copyInto(this.nodes, new Int32Array(size));
    this.minEnds = copyInto(this.minEnds, new Int32Array(size));
    this.languages = copyInto(this.languages, new Uint8Array(size));
  }
}
