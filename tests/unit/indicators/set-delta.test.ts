import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import { buildSet, indexOf, openSet } from '../../../utils/indicators/indicator-set.ts';
import { applySetDelta, decodeSetDelta, diffSets, encodeSetDelta } from '../../../utils/indicators/set-delta.ts';

const pairs = (...numbers: [high: number, low: number][]): Uint32Array => Uint32Array.from(numbers.flat());
const setOf = (...numbers: [number, number][]) => openSet(buildSet(pairs(...numbers)));
const NONE = new Uint32Array(0);

describe('diffSets', () => {
  it('names removed entries by their index and added ones by their hash', () => {
    const before = pairs([1, 1], [1, 2], [3, 0], [9, 9]);
    const after = pairs([1, 2], [2, 0], [3, 0], [3, 1]);
    expect(diffSets(before, after)).toEqual({
      baseCount: 4,
      removed: Uint32Array.of(0, 3),
      added: pairs([2, 0], [3, 1]),
    });
  });

  it('is empty between equal sets, and whole from and to an empty one', () => {
    const set = pairs([1, 1], [2, 2]);
    expect(diffSets(set, set)).toEqual({ baseCount: 2, removed: NONE, added: NONE });
    expect(diffSets(NONE, set)).toEqual({ baseCount: 0, removed: NONE, added: set });
    expect(diffSets(set, NONE)).toEqual({ baseCount: 2, removed: Uint32Array.of(0, 1), added: NONE });
  });
});

describe('applySetDelta', () => {
  const base = [
    [1, 1],
    [5, 5],
    [9, 9],
  ] as [number, number][];
  const applied = (removed: number[], added: [number, number][]): Uint32Array =>
    applySetDelta(setOf(...base), {
      baseCount: 3,
      removed: Uint32Array.from(removed),
      added: pairs(...added),
    }).set.pairs;

  it.each<[string, number[], [number, number][], [number, number][]]>([
    ['nothing', [], [], base],
    ['an entry before the first', [], [[0, 7]], [[0, 7], ...base]],
    ['an entry after the last', [], [[9, 10]], [...base, [9, 10]]],
    [
      'an entry in the place of the removed one',
      [1],
      [[5, 4]],
      [
        [1, 1],
        [5, 4],
        [9, 9],
      ],
    ],
    [
      'an entry behind the removed one',
      [1],
      [[5, 6]],
      [
        [1, 1],
        [5, 6],
        [9, 9],
      ],
    ],
    ['the removal of all', [0, 1, 2], [], []],
    ['the removal of the first and last', [0, 2], [], [[5, 5]]],
  ])('applies %s', (_case, removed, added, expected) => {
    expect(applied(removed, added)).toEqual(pairs(...expected));
  });

  it('refuses a delta from another number of entries, and an entry that is there already', () => {
    const set = setOf(...base);
    expect(() => applySetDelta(set, { baseCount: 2, removed: NONE, added: NONE })).toThrow(
      'starts from 2 entries, not 3',
    );
    expect(() => applySetDelta(set, { baseCount: 3, removed: NONE, added: pairs([5, 5]) })).toThrow(
      'adds what is there',
    );
    expect(() => applySetDelta(set, { baseCount: 3, removed: NONE, added: pairs([5, 5]) })).toThrow(FormatError);
    expect(
      applied(
        [],
        [
          [5, 4],
          [6, 5],
        ],
      ),
    ).toHaveLength(10);
  });

  it('finds what was added and nothing that was removed, with and without a new layout', () => {
    for (const count of [40, 100, 255, 256]) {
      const entries = Array.from({ length: count }, (_, at): [number, number] => [at * 0x10_00_00, at * 7 + 1]);
      const added: [number, number][] = [[0x07_00_01, 3]];
      const { set } = applySetDelta(setOf(...entries), {
        baseCount: count,
        removed: Uint32Array.of(0, count - 1),
        added: pairs(...added),
      });
      const after = [...entries.slice(1, -1), ...added].sort((a, b) => a[0] - b[0]);
      expect(new Uint32Array(set.filter)).toEqual(new Uint32Array(setOf(...after).filter));
      expect(new Uint32Array(set.starts)).toEqual(new Uint32Array(setOf(...after).starts));
      for (const [at, hash] of after.entries()) expect(indexOf(set, Uint32Array.from(hash))).toBe(at);
      for (const hash of [entries[0], entries.at(-1)]) expect(indexOf(set, Uint32Array.from(hash!))).toBe(-1);
    }
  });
});

describe('decodeSetDelta', () => {
  const delta = { baseCount: 300, removed: Uint32Array.of(0, 7, 299), added: pairs([1, 1], [2, 2]) };
  const good = encodeSetDelta(delta);
  /** The delta with another number at this word. */
  const changed = (word: number, value: number): Uint8Array => {
    const bytes = good.slice();
    new DataView(bytes.buffer).setUint32(4 * word, value, true);
    return bytes;
  };

  it('reads what was written, also out of a larger buffer', () => {
    expect(decodeSetDelta(good)).toEqual(delta);
    const within = new Uint8Array(good.length + 8);
    within.set(good, 4);
    expect(decodeSetDelta(within.subarray(4, 4 + good.length))).toEqual(delta);
    const empty = { baseCount: 0, removed: NONE, added: NONE };
    expect(decodeSetDelta(encodeSetDelta(empty))).toEqual(empty);
    const all = { baseCount: 2, removed: Uint32Array.of(0, 1), added: NONE };
    expect(decodeSetDelta(encodeSetDelta(all))).toEqual(all);
  });

  it.each([
    ['another head', changed(0, 7), 'unknown format'],
    ['less than its head', good.subarray(0, 11), 'unknown format'],
    ['more removals than entries', changed(2, 301), 'removes more than there is'],
    ['more removals than it holds', changed(2, 299), 'removes more than there is'],
  ])('refuses %s', (_case, bytes, message) => {
    expect(() => decodeSetDelta(bytes)).toThrow(FormatError);
    expect(() => decodeSetDelta(bytes)).toThrow(message);
  });

  it('refuses indices beyond the old set', () => {
    const beyond = encodeSetDelta({ ...delta, removed: Uint32Array.of(0, 7, 300) });
    expect(() => decodeSetDelta(beyond)).toThrow('not ascending');
  });
});
