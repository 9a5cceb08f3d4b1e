import { describe, expect, it } from 'vitest';
import { createFloodGuard, type FloodGuard } from '../../../hub/relay/flood-guard.ts';
import { solvePuzzle } from '../../../utils/report/puzzle.ts';

describe('a flood guard', () => {
  const SECRET = new Uint8Array(32).fill(3);
  const MINUTE = 60_000;
  const bitsOf = (guard: FloodGuard, now: number, fill = 0): number =>
    guard.currentPuzzle({ now, fill, networkDoublings: null })?.bits ?? 0;
  const after = (reports: number, perMinute = 60): FloodGuard => {
    const guard = createFloodGuard({ perMinute }, SECRET);
    for (let count = 0; count < reports; count += 1) guard.count(0);
    return guard;
  };

  it('halves its count each minute', () => {
    // 174 reports at once count as 120.6 a minute.
    const guard = after(174);
    expect(bitsOf(guard, 0)).toBe(15);
    expect(bitsOf(guard, MINUTE)).toBe(14);
    expect(bitsOf(guard, MINUTE + 1_000)).toBe(0);
  });

  it('counts nothing away when the clock goes back, and goes on from there', () => {
    const guard = after(174);
    const year = 525_600 * MINUTE;
    expect(bitsOf(guard, -year)).toBe(15);
    expect(bitsOf(guard, MINUTE - year)).toBe(14);
    for (let minute = 2; minute < 300; minute += 1) guard.count(minute * MINUTE - year);
    expect(bitsOf(guard, 300 * MINUTE - year)).toBe(0);
  });

  it('asks sooner while the store fills: above one half, from a tenth of the rate', () => {
    expect([0.5, 0.51, 0.7, 1].map((fill) => bitsOf(after(20), 0, fill))).toEqual([0, 14, 16, 19]);
    expect(bitsOf(after(8), 0, 0.9)).toBe(0);
    expect(bitsOf(after(9), 0, 0.9)).toBe(18);
  });

  it('always asks at a rate of 0, and never at an infinite one', () => {
    expect(bitsOf(after(0, 0), 0)).toBe(14);
    expect(bitsOf(after(1_000, Infinity), 0, 1)).toBe(0);
  });

  it('asks a network above its allowance at any rate, for the harder of the two puzzles', () => {
    const bits = (guard: FloodGuard, networkDoublings: number): number =>
      guard.currentPuzzle({ now: 0, fill: 0, networkDoublings })?.bits ?? 0;
    expect([0, 1, 3, 4, 100].map((doublings) => bits(after(0), doublings))).toEqual([16, 17, 19, 20, 20]);
    // 696 reports at once count as 482 a minute: eight times the rate.
    expect(bits(after(696), 0)).toBe(17);
    expect(bits(after(696), 2)).toBe(18);
    expect(bits(after(0, Infinity), 0)).toBe(16);
  });

  it('takes an answer that is up to two bits easier, to a puzzle of its own store only', () => {
    const [key, digest] = ['k'.repeat(32), new Uint8Array(32)];
    const guard = after(174);
    const puzzle = guard.currentPuzzle({ now: 0, fill: 0, networkDoublings: null })!;
    expect(puzzle.bits).toBe(15);
    const header = `${puzzle.challenge}:${solvePuzzle(puzzle, { key, digest }, 0, 2 ** 20)}`;
    const accepts = (bits: number, by = guard): boolean =>
      by.accepts({ header, key, digest }, { challenge: '', bits }, 0);
    expect([15, 16, 17, 18].map((bits) => accepts(bits))).toEqual([true, true, true, false]);
    expect(accepts(15, createFloodGuard({ perMinute: 60 }, new Uint8Array(32).fill(4)))).toBe(false);
    expect(guard.accepts({ header, key: 'j'.repeat(32), digest }, puzzle, 0)).toBe(false);
    expect(guard.accepts({ header, key, digest: new Uint8Array(32).fill(1) }, puzzle, 0)).toBe(false);
  });

  it('takes an answer for ten minutes, and from a clock that is up to a minute ahead', () => {
    const guard = createFloodGuard({ perMinute: 0 }, SECRET);
    const now = 100 * MINUTE;
    const puzzle = guard.currentPuzzle({ now, fill: 0, networkDoublings: null })!;
    const [key, digest] = ['k'.repeat(32), new Uint8Array(32)];
    const header = `${puzzle.challenge}:${solvePuzzle(puzzle, { key, digest }, 0, 2 ** 20)}`;
    const accepts = (at: number, given = header): boolean => guard.accepts({ header: given, key, digest }, puzzle, at);
    expect([now - MINUTE, now, now + 10 * MINUTE].map((at) => accepts(at))).toEqual([true, true, true]);
    expect([now - MINUTE - 1, now + 10 * MINUTE + 1].map((at) => accepts(at))).toEqual([false, false]);
    for (const other of [
      `x${header}`,
      `${header}x`,
      header.toUpperCase(),
      header.replace('.', ''),
      `${header}0000000000`,
    ])
      expect(accepts(now, other), other).toBe(false);
  });
});
