/**
 * One hash table of the phrase starts of several languages. The first three units of a phrase lead to the graph nodes
 * behind them, by language. Phrases of one or two units have entries of their own. Most positions of a text start no
 * phrase. Small bit sets, which stay in the processor's cache, rule them out before the table is read.
 */
import { acceptAt, eachEdge } from './graph-nodes.ts';
import { COMBINING, SCRIPT_OF, UNSPACED } from './scripts.ts';

/**
 * Phrase starts of one root, `START_WORDS` numbers each: first and second unit (`ab`), third unit or `NO_THIRD_UNIT`,
 * node or accept, and which fourth units may follow. These are a bit for each value of `nextBit`, all bits where a
 * phrase ends here.
 */
export type PhraseStarts = Int32Array;
export const START_WORDS = 4;
const ANY_NEXT_UNIT = -1;

/** The phrase starts of one language. */
export interface LanguageStarts {
  language: number;
  starts: PhraseStarts;
}

const PAIR_BITS = 16;
/** Most bits by which `nextUnits` is indexed: more would not stay in the processor's cache. */
const MAX_TRIPLE_BITS = 15;

/** Bits of `PhraseStartTable.firstUnits`. */
const STARTS = 1;
const STARTS_ANYWHERE = 2;
const IS_PHRASE = 4;

/** In place of the third unit of a phrase of one or two units. */
export const NO_THIRD_UNIT = -1;

/** Bits by which fourth units are told apart; no two letters of the basic Latin alphabet share one. */
export const NEXT_MASK = 31;
const nextBit = (unit: number): number => 1 << (unit & NEXT_MASK);

/** Words of a slot: `ab`, third unit, bit set of languages, index of their entries. */
const SLOT_WORDS = 4;
/** Words of an entry. */
const ENTRY_WORDS = 2;

export const pairHash = (ab: number): number => Math.imul(ab ^ (ab >>> 15), 0x85ebca6b) >>> (32 - PAIR_BITS);

/** `ab`: first unit, and the second one shifted by 16; 0 where there is none. */
export const tripleHash = (ab: number, c: number): number => {
  const hash = Math.imul(ab ^ Math.imul(c, 0x9e3779b1), 0x85ebca6b);
  return hash ^ (hash >>> 15);
};

/** The phrase starts below one root of a graph. */
export function phraseStartsOf(nodes: Int32Array, root: number): PhraseStarts {
  const starts: number[] = [];
  eachEdge(nodes, root, (a, one) => {
    const unit = acceptAt(nodes, one);
    if (unit !== 0) starts.push(a, NO_THIRD_UNIT, unit, ANY_NEXT_UNIT);
    eachEdge(nodes, one, (b, two) => {
      const ab = a | (b << 16);
      const pair = acceptAt(nodes, two);
      if (pair !== 0) starts.push(ab, NO_THIRD_UNIT, pair, ANY_NEXT_UNIT);
      eachEdge(nodes, two, (c, three) => starts.push(ab, c, three, nextUnitsOf(nodes, three)));
    });
  });
  return Int32Array.from(starts);
}

/** The units that follow a node, a bit each; all bits where a phrase ends at the node. */
function nextUnitsOf(nodes: Int32Array, node: number): number {
  if (acceptAt(nodes, node) !== 0) return ANY_NEXT_UNIT;
  let bits = 0;
  eachEdge(nodes, node, (unit) => {
    bits |= nextBit(unit);
  });
  return bits;
}

export class PhraseStartTable {
  /** Bit set of the languages with phrases here. */
  readonly languages: number;
  /**
   * By unit: bit 1 where it starts a phrase, bit 4 where it is a phrase. Bit 2 where it starts one although no word
   * edge is needed (a script without spaces).
   */
  readonly firstUnits = new Uint8Array(65536);
  /** By hash, one bit: pairs that are a phrase. */
  readonly pairs = new Int32Array((2 ** PAIR_BITS) >> 5);
  /** By hash of the first three units: the fourth units of phrases that start so. */
  readonly nextUnits: Int32Array;
  /** Shift that makes an index into `nextUnits` of such a hash. */
  readonly nextUnitsShift: number;
  /** Open addressing, `SLOT_WORDS` words each; a slot without languages is free. */
  readonly slots: Int32Array;
  readonly mask: number;
  /**
   * Two words for each language of a slot. The node behind three units, or the accept behind one or two. Then next
   * units.
   */
  readonly entries: Int32Array;
  /** Index of the next free entry; a slot whose entries are at 0 has none yet. */
  private nextEntry = 1;

  constructor(all: readonly LanguageStarts[]) {
    const count = all.reduce((sum, { starts }) => sum + starts.length / START_WORDS, 0);
    let size = 4;
    while (2 * size < 3 * count) size *= 2;
    this.mask = size - 1;
    // A few phrases need a small filter, which leaves the cache to the text model and the graphs
    const tripleBits = Math.min(MAX_TRIPLE_BITS, Math.log2(size));
    this.nextUnits = new Int32Array(2 ** tripleBits);
    this.nextUnitsShift = 32 - tripleBits;
    this.slots = new Int32Array(SLOT_WORDS * size);
    this.entries = new Int32Array(ENTRY_WORDS * (count + 1));
    let languages = 0;
    const placed = all.map(({ language, starts }) => {
      if (starts.length > 0) languages |= 1 << language;
      return this.insert(starts, 1 << language);
    });
    this.languages = languages;
    for (const own of placed) this.placeEntries(own);
    const { slots, entries } = this;
    for (const [number, { language, starts: beginnings }] of all.entries()) {
      const own = placed[number] as Int32Array;
      for (let i = 0; i < own.length; i++) {
        const at = own[i] as number;
        const entry = entryIndex(slots[at + 2] as number, slots[at + 3] as number, 1 << language);
        entries[entry] = beginnings[START_WORDS * i + 2] as number;
        entries[entry + 1] = beginnings[START_WORDS * i + 3] as number;
      }
    }
  }

  /** Index of the slot of a phrase start, or -1. */
  find(ab: number, c: number, hash: number): number {
    const { slots, mask } = this;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = SLOT_WORDS * slot;
      if (slots[at + 2] === 0) return -1;
      if (slots[at] === ab && slots[at + 1] === c) return at;
    }
  }

  /** Reads the slots at which the next `count` look-ups begin: see `TextScratch.touched`. */
  touchSlots(hashes: Int32Array, count: number): number {
    const { slots, mask } = this;
    let sum = 0;
    for (let i = 0; i < count; i++) sum ^= slots[SLOT_WORDS * ((hashes[i] as number) & mask)] as number;
    return sum;
  }

  /** The same for the first entries of `count` slots, -1 for none. */
  touchEntries(found: Int32Array, count: number): number {
    const { slots, entries } = this;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const at = found[i] as number;
      // The first slot stands in for none
      sum ^= entries[ENTRY_WORDS * (slots[(at & ~(at >> 31)) + 3] as number)] as number;
    }
    return sum;
  }

  /** Adds the phrase starts of one language to the slots; returns the index of each. */
  private insert(starts: PhraseStarts, language: number): Int32Array {
    const { slots, mask, firstUnits, pairs, nextUnits, nextUnitsShift } = this;
    const positions = new Int32Array(starts.length / START_WORDS);
    for (let i = 0; i < positions.length; i++) {
      const ab = starts[START_WORDS * i] as number;
      const c = starts[START_WORDS * i + 1] as number;
      const hash = tripleHash(ab, c);
      let at = SLOT_WORDS * (hash & mask);
      while (slots[at + 2] !== 0 && (slots[at] !== ab || slots[at + 1] !== c))
        at = at + SLOT_WORDS === slots.length ? 0 : at + SLOT_WORDS;
      slots[at] = ab;
      slots[at + 1] = c;
      slots[at + 2] = (slots[at + 2] as number) | language;
      positions[i] = at;
      const first = ab & 0xffff;
      const isAnywhere = ((SCRIPT_OF[first] as number) & (UNSPACED | COMBINING)) === UNSPACED;
      const next = hash >>> nextUnitsShift;
      if (c !== NO_THIRD_UNIT) nextUnits[next] = (nextUnits[next] as number) | (starts[START_WORDS * i + 3] as number);
      else if (ab >>> 16 !== 0) setBit(pairs, pairHash(ab));
      const isPhrase = c === NO_THIRD_UNIT && ab >>> 16 === 0;
      firstUnits[first] =
        (firstUnits[first] as number) | STARTS | (isAnywhere ? STARTS_ANYWHERE : 0) | (isPhrase ? IS_PHRASE : 0);
    }
    return positions;
  }

  /** Assigns entry indexes to slots; slots shared by languages are assigned once. */
  private placeEntries(positions: Int32Array): void {
    const { slots } = this;
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i] as number;
      if (slots[at + 3] !== 0) continue;
      slots[at + 3] = this.nextEntry;
      this.nextEntry += countBits(slots[at + 2] as number);
    }
  }
}

/** Index in `entries` of one language's entry among those of a slot. */
export const entryIndex = (languages: number, first: number, own: number): number =>
  ENTRY_WORDS * (languages === own ? first : first + countBits(languages & (own - 1)));

function setBit(bits: Int32Array, index: number): void {
  bits[index >> 5] = (bits[index >> 5] as number) | (1 << (index & 31));
}

function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
