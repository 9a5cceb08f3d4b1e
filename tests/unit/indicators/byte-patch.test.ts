import { describe, expect, it } from 'vitest';
import { applyPatch, makePatch } from '../../../utils/indicators/byte-patch.ts';
import { FormatError } from '../../../utils/indicators/format-error.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const HEAD = [0x4a, 0x4c, 0x50, 0x31];
/** A patch for a file of `length` bytes, with these steps. */
const patchOf = (length: number, ...steps: number[]): Uint8Array => Uint8Array.of(...HEAD, length, 0, 0, 0, ...steps);
const apply = (base: string, patch: Uint8Array, maxBytes = 100): string =>
  new TextDecoder().decode(applyPatch(bytes(base), patch, maxBytes));

describe('makePatch', () => {
  it('writes what stays as ranges and what is new as bytes', () => {
    const patch = makePatch(bytes('xxBCyyFG'), [
      { from: 1, to: 3, at: 2 },
      { from: 5, to: 7, at: 6 },
    ]);
    expect([...patch]).toEqual([...HEAD, 8, 0, 0, 0, 0, 0, 2, ...bytes('xx'), 1, 2, 2, ...bytes('yy'), 2, 2, 0]);
    expect(apply('ABCDEFGH', patch)).toBe('xxBCyyFG');
  });

  it('joins ranges that are neighbours in both files, and drops empty ones', () => {
    const whole = makePatch(bytes('ABCD'), [{ from: 0, to: 4, at: 0 }]);
    const parts = [
      { from: 0, to: 2, at: 0 },
      { from: 2, to: 3, at: 2 },
      { from: 3, to: 4, at: 3 },
    ];
    expect(makePatch(bytes('ABCD'), parts)).toEqual(whole);
    expect(
      makePatch(bytes('ABCD'), [
        { from: 0, to: 0, at: 0 },
        { from: 1, to: 1, at: 2 },
      ]),
    ).toEqual(makePatch(bytes('ABCD'), []));
    // Neighbours in the old file only.
    const moved = [
      { from: 0, to: 2, at: 0 },
      { from: 2, to: 4, at: 3 },
    ];
    expect(apply('ABCD', makePatch(bytes('AB-CD'), moved))).toBe('AB-CD');
    // Neighbours in the new file only.
    const cut = [
      { from: 0, to: 2, at: 0 },
      { from: 3, to: 5, at: 2 },
    ];
    expect(apply('ABCDE', makePatch(bytes('ABDE'), cut))).toBe('ABDE');
  });

  it('leaves the ranges that it is given as they are', () => {
    const kept = [
      { from: 0, to: 2, at: 0 },
      { from: 2, to: 4, at: 2 },
    ];
    makePatch(bytes('ABCD'), kept);
    expect(kept[0]).toEqual({ from: 0, to: 2, at: 0 });
  });

  it('writes numbers above 127 in several bytes', () => {
    const base = 'x'.repeat(40_000);
    for (const [from, length] of [
      [127, 128],
      [128, 127],
      [16_383, 16_384],
      [16_384, 300],
    ] as const) {
      const next = base.slice(from, from + length);
      const patch = makePatch(bytes(next), [{ from, to: from + length, at: 0 }]);
      expect(patch.length).toBeLessThan(20);
      expect(apply(base, patch, length)).toBe(next);
    }
  });
});

describe('applyPatch', () => {
  it('makes an empty file from a patch without steps', () => {
    expect(apply('AB', patchOf(0))).toBe('');
  });

  it.each([
    ['is too short for its head', Uint8Array.of(...HEAD, 0, 0, 0), 'unknown format'],
    ['has another head', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0), 'unknown format'],
    ['makes more than is allowed', patchOf(101), 'makes 101 bytes, more than 100'],
    ['makes less than it says', patchOf(3, 0, 2, 0), 'makes 2 bytes, not 3'],
    ['makes more than it says', patchOf(1, 0, 2, 0), 'does not fit'],
    ['copies beyond the end of the old file', patchOf(3, 0, 3, 0), 'does not fit'],
    ['skips beyond the end of the old file', patchOf(1, 2, 1, 0), 'does not fit'],
    ['inserts more than it holds', patchOf(2, 0, 0, 2, 0x41), 'does not fit'],
    ['ends within a step', patchOf(2, 0, 2), 'broken number'],
    ['ends within a number', patchOf(2, 0x80), 'broken number'],
    ['has a number of six bytes', patchOf(2, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 2, 0), 'broken number'],
  ])('refuses a patch that %s', (_case, patch, message) => {
    expect(() => apply('AB', patch)).toThrow(FormatError);
    expect(() => apply('AB', patch)).toThrow(message);
  });

  it('goes to the last byte of both files', () => {
    expect(apply('AB', patchOf(2, 0, 2, 0), 2)).toBe('AB');
    expect(apply('AB', patchOf(3, 1, 1, 2, 0x43, 0x44), 3)).toBe('BCD');
    expect(apply('AB', patchOf(2, 0x80, 0x80, 0x80, 0x80, 0, 2, 0))).toBe('AB');
  });
});
