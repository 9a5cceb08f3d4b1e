/** Finds the word stems of `held.ts` that begin at a place of a text. */

/** Bits of a slot: at most places of a text no stem has the same slot. */
const SLOT_BITS = 16;
/** Units of the shortest stem: a shorter one is never found. */
const MIN_UNITS = 2;
const SPACE = 0x20;
/** Marks a stem that must end a word. */
const DOLLAR = 0x24;
/** Numbers of a stem in `entries`. */
const START = 0;
const END = 1;
const CONCEPT = 2;
const ENDS_WORD = 3;
/** The next stem of the slot, plus 1; 0: none. */
const NEXT = 4;
const SIZE = 5;

/** Receives a stem: its number, its concept, the unit after its last one, and whether it must end a word. */
export type OnStem = (stem: number, concept: number, end: number, mustEndWord: boolean) => void;

/**
 * Stems by their first three units, or by two where they have no more. All are in flat arrays: thousands of objects would
 * take several milliseconds of the first verdict of a new worker.
 */
export class StemIndex {
  private readonly units: Uint16Array;
  private readonly entries: Int32Array;
  /** By slot: its last stem, plus 1; 0: none. */
  private readonly lastOf = new Int32Array(2 ** SLOT_BITS);
  private count = 0;

  /** @param written by concept: its number, and its stems, separated by spaces */
  constructor(written: readonly (readonly [concept: number, stems: string])[]) {
    const length = written.reduce((sum, [, stems]) => sum + stems.length + 1, 0);
    this.units = new Uint16Array(length);
    // A stem and the space behind it take two units at least.
    this.entries = new Int32Array(SIZE * Math.ceil(length / 2));
    let at = 0;
    for (const [concept, stems] of written) {
      for (let from = 0, i = 0; i <= stems.length; i++) {
        const unit = i === stems.length ? SPACE : stems.charCodeAt(i);
        this.units[at + i] = unit;
        if (unit !== SPACE) continue;
        if (i > from) this.add(concept, at + from, at + i);
        from = i + 1;
      }
      at += stems.length + 1;
    }
  }

  private add(concept: number, start: number, written: number): void {
    const { units, entries, lastOf } = this;
    const endsWord = units[written - 1] === DOLLAR;
    const end = endsWord ? written - 1 : written;
    if (end - start < MIN_UNITS) return;
    const slot = slotOf(units, start, Math.min(end, start + 3));
    const entry = SIZE * this.count;
    entries[entry + START] = start;
    entries[entry + END] = end;
    entries[entry + CONCEPT] = concept;
    entries[entry + ENDS_WORD] = endsWord ? 1 : 0;
    entries[entry + NEXT] = lastOf[slot] as number;
    lastOf[slot] = ++this.count;
  }

  /** Calls back with each stem that begins at `at` of a text and ends at `end` or before. */
  forEachAt(text: Uint16Array, at: number, end: number, found: OnStem): void {
    if (at + MIN_UNITS > end) return;
    const short = this.lastOf[slotOf(text, at, at + MIN_UNITS)] as number;
    if (short !== 0) this.compare(short, text, at, end, found);
    const long = at + 3 > end ? 0 : (this.lastOf[slotOf(text, at, at + 3)] as number);
    if (long !== 0 && long !== short) this.compare(long, text, at, end, found);
  }

  private compare(last: number, text: Uint16Array, at: number, end: number, found: OnStem): void {
    const { units, entries } = this;
    for (let stem = last; stem !== 0;) {
      const entry = SIZE * (stem - 1);
      const start = entries[entry + START] as number;
      const length = (entries[entry + END] as number) - start;
      let i = at + length > end ? -1 : 0;
      while (i >= 0 && i < length && units[start + i] === text[at + i]) i++;
      if (i === length) found(stem, entries[entry + CONCEPT] as number, at + length, entries[entry + ENDS_WORD] === 1);
      stem = entries[entry + NEXT] as number;
    }
  }

  /** Whether two stems have the same units. */
  areEqual(one: number, other: number): boolean {
    const { units, entries } = this;
    const start = entries[SIZE * (one - 1) + START] as number;
    const second = entries[SIZE * (other - 1) + START] as number;
    const length = (entries[SIZE * (one - 1) + END] as number) - start;
    if ((entries[SIZE * (other - 1) + END] as number) - second !== length) return false;
    for (let i = 0; i < length; i++) if (units[start + i] !== units[second + i]) return false;
    return true;
  }
}

function slotOf(units: Uint16Array, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (units[i] as number), 0x2c1b3c6d) ^ (hash >>> 15);
  return Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f) >>> (32 - SLOT_BITS);
}
