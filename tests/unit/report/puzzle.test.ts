import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFloodGuard, type Load } from '../../../hub/relay/flood-guard.ts';
import { isSolution, solvePuzzle } from '../../../utils/report/puzzle.ts';

const digest = createHash('sha256').update('sealed').digest();
const other = createHash('sha256').update('another').digest();
const KEY = 'k'.repeat(32);
const SECRET = new Uint8Array(32).fill(7);
const MINUTE = 60_000;
const quiet = (now: number): Load => ({ now, fill: 0, networkDoublings: null });

function solved(challenge: string, bits: number): string {
  const number = solvePuzzle({ challenge, bits }, { key: KEY, digest }, 0, 2 ** (bits + 6));
  if (number === null) throw new Error('unlucky beyond reason');
  return `${challenge}:${number}`;
}

describe('a puzzle', () => {
  it('is answered by work, and the answer fits one report under one key', () => {
    const puzzle = { challenge: 'c', bits: 10 };
    const number = solvePuzzle(puzzle, { key: KEY, digest }, 0, 100_000) as number;
    expect(isSolution(puzzle, { key: KEY, digest }, number)).toBe(true);
    expect(isSolution(puzzle, { key: `${KEY}x`, digest }, number)).toBe(false);
    expect(isSolution(puzzle, { key: KEY, digest: other }, number)).toBe(false);
    expect(isSolution({ ...puzzle, challenge: 'd' }, { key: KEY, digest }, number)).toBe(false);
  });

  it('counts the zero bits that begin the SHA-256 of challenge, key, report and number', () => {
    const zeroBits = (number: number): number => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(BigInt(number));
      const hash = createHash('sha256').update(`c1.x\n${KEY}\n`).update(digest).update(bytes).digest('hex');
      return 256 - BigInt(`0x${hash}`).toString(2).length;
    };
    const numbers = Array.from({ length: 600 }, (_, at) => (at < 300 ? at : 2 ** 32 - 150 + at));
    for (const number of [...numbers, 2 ** 52]) {
      const bits = zeroBits(number);
      expect(isSolution({ challenge: 'c1.x', bits }, { key: KEY, digest }, number), String(number)).toBe(true);
      expect(isSolution({ challenge: 'c1.x', bits: bits + 1 }, { key: KEY, digest }, number), String(number)).toBe(
        false,
      );
    }
    expect(Math.max(...numbers.map(zeroBits))).toBeGreaterThan(8);
    const first = numbers.find((number) => zeroBits(number) >= 6)!;
    expect(solvePuzzle({ challenge: 'c1.x', bits: 6 }, { key: KEY, digest }, 0, 300)).toBe(first);
  });

  it('can be taken up where it was left', () => {
    const puzzle = { challenge: 'c', bits: 10 };
    const number = solvePuzzle(puzzle, { key: KEY, digest }, 0, 100_000) as number;
    expect(solvePuzzle(puzzle, { key: KEY, digest }, 0, number)).toBeNull();
    expect(solvePuzzle(puzzle, { key: KEY, digest }, number, 1)).toBe(number);
  });
});

describe('a flood', () => {
  it('is noticed above the rate, and over when it is quiet again', () => {
    const flood = createFloodGuard({ perMinute: 60 }, SECRET);
    for (let i = 0; i < 40; i++) flood.count(i * 1000);
    expect(flood.currentPuzzle(quiet(40_000))).toBeNull();
    for (let i = 0; i < 400; i++) flood.count(40_000);
    expect(flood.currentPuzzle(quiet(40_000))?.bits).toBeGreaterThanOrEqual(14);
    expect(flood.currentPuzzle(quiet(40_000 + 5 * MINUTE))).toBeNull();
  });

  it('makes puzzles harder as it grows and as the store fills, up to what a phone can do', () => {
    const bitsAt = (reports: number, fill: number): number => {
      const flood = createFloodGuard({ perMinute: 60 }, SECRET);
      for (let i = 0; i < reports; i++) flood.count(0);
      return flood.currentPuzzle({ now: 0, fill, networkDoublings: null })?.bits ?? 0;
    };
    expect([bitsAt(100, 0), bitsAt(1_000, 0), bitsAt(100, 0.9)]).toEqual([14, 17, 18]);
    expect(bitsAt(1_000_000, 1)).toBe(20);
    expect(bitsAt(0, 0.99)).toBe(0);
  });

  it('asks a network above its allowance for a puzzle, also while all else is quiet', () => {
    const flood = createFloodGuard({ perMinute: 60 }, SECRET);
    const bits = [0, 1, 2, 9].map((networkDoublings) => flood.currentPuzzle({ ...quiet(0), networkDoublings })?.bits);
    expect(bits).toEqual([16, 17, 18, 20]);
  });

  it('takes an answer in time, of its own challenge, and not an easy one', () => {
    const flood = createFloodGuard({ perMinute: 0 }, SECRET);
    flood.count(0);
    const response = flood.currentPuzzle(quiet(0)) ?? { challenge: '', bits: 0 };
    const answer = solved(response.challenge, response.bits);
    const fits = (text: string, now = MINUTE, bits = response.bits): boolean =>
      flood.accepts({ header: text, key: KEY, digest }, { ...response, bits }, now);
    expect(fits(answer)).toBe(true);
    expect(fits(answer, 11 * MINUTE)).toBe(false);
    expect(fits(answer, MINUTE, response.bits + 2)).toBe(true);
    expect(fits(answer, MINUTE, response.bits + 3)).toBe(false);
    expect(fits(answer.replace(/^0\.\d+/u, '0.1'))).toBe(false);
    expect(fits(answer.replace(/:\d+$/u, ':1'))).toBe(false);
    expect(fits('')).toBe(false);
    // Another relay of the same store takes it too; one of another store does not
    expect(
      createFloodGuard({ perMinute: 0 }, SECRET).accepts({ header: answer, key: KEY, digest }, response, MINUTE),
    ).toBe(true);
    expect(
      createFloodGuard({ perMinute: 0 }, new Uint8Array(32)).accepts(
        { header: answer, key: KEY, digest },
        response,
        MINUTE,
      ),
    ).toBe(false);
  });
});
