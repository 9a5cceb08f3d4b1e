/** Small parts of the relay: tokens, options, counts, and when a flood asks for work. */
import { describe, expect, it } from 'vitest';
import { createFloodGuard, type FloodGuard } from '../../../hub/relay/flood-guard.ts';
import { createMetrics } from '../../../hub/relay/metrics.ts';
import { parseWholeNumber, requireOption } from '../../../hub/relay/options.ts';
import { REFUSALS } from '../../../hub/relay/refusals.ts';
import { bearerToken, generateToken, hashToken, matchesToken } from '../../../hub/relay/tokens.ts';
import { solvePuzzle } from '../../../utils/report/puzzle.ts';

describe('tokens', () => {
  it('fit their own hash among several, and no other', () => {
    const [first, second] = [generateToken(), generateToken()];
    const hashes = [first, second].map(hashToken);
    expect([first, second].map((token) => matchesToken(token, hashes))).toEqual([true, true]);
    expect(matchesToken(generateToken(), hashes)).toBe(false);
    expect(matchesToken(first, [])).toBe(false);
  });

  it('are read from a header of exactly one form', () => {
    const token = generateToken();
    expect(bearerToken(`Bearer ${token}`)).toBe(token);
    for (const header of [
      undefined,
      '',
      token,
      `bearer ${token}`,
      `Bearer  ${token}`,
      `Bearer ${token}x`,
      `x Bearer ${token}`,
    ])
      expect(bearerToken(header), header).toBeNull();
  });
});

describe('options', () => {
  it('must be there when they are needed', () => {
    expect(requireOption({ url: 'x' }, 'url')).toBe('x');
    expect(() => requireOption({ url: '' }, 'url')).toThrow('--url is needed');
    expect(() => requireOption({ url: undefined }, 'url')).toThrow('--url is needed');
  });

  it('are whole numbers up to their limit', () => {
    expect(parseWholeNumber(undefined, 'port', 8787, 65_535)).toBe(8787);
    expect(parseWholeNumber('0', 'port', 8787, 65_535)).toBe(0);
    expect(parseWholeNumber('65535', 'port', 8787, 65_535)).toBe(65_535);
    for (const text of ['65536', '-1', '1.5', '', ' 1', '1x', '0x10', '1e3'])
      expect(() => parseWholeNumber(text, 'port', 8787, 65_535), text).toThrow(
        '--port must be a whole number up to 65535',
      );
  });
});

describe('metrics', () => {
  it('count answers by outcome, in order of their names, beside what the store holds', () => {
    const metrics = createMetrics();
    for (const outcome of ['stored', 'full', 'stored']) metrics.count(outcome);
    const lines = metrics.render({ bytes: 70, reports: 2 }, 100, true).split('\n');
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
      'relay_answers_total{outcome="full"} 1',
      'relay_answers_total{outcome="stored"} 2',
      'relay_reports_held 2',
      'relay_bytes_held 70',
      'relay_bytes_capacity 100',
      'relay_flooded 1',
      '',
    ]);
    for (const name of ['reports_held', 'bytes_held', 'bytes_capacity', 'flooded']) {
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^# HELP relay_${name} \\w+`, 'u')));
      expect(lines).toContain(`# TYPE relay_${name} gauge`);
    }
    expect(lines).toContain('# TYPE relay_answers_total counter');
    expect(createMetrics().render({ bytes: 0, reports: 0 }, 100, false)).toContain('\nrelay_flooded 0\n');
  });
});

describe('refusals', () => {
  it('have a status that says who is at fault', () => {
    const statuses = Object.fromEntries(Object.entries(REFUSALS).map(([key, [status]]) => [key, status]));
    expect(statuses).toEqual({
      'no-key': 400,
      'bad-withdraw': 400,
      'not-sealed': 400,
      'wrong-size': 413,
      'key-reused': 409,
      puzzle: 428,
      'too-many': 429,
      full: 507,
      'no-token': 401,
      'not-found': 404,
      internal: 500,
    });
  });
});

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

  it('counts nothing away when the clock goes back', () => {
    const guard = after(174);
    expect(bitsOf(guard, -10 * MINUTE)).toBe(15);
    expect(bitsOf(guard, 0)).toBe(15);
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

  it('takes an answer for ten minutes, and from a clock that is up to a minute ahead', () => {
    const guard = createFloodGuard({ perMinute: 0 }, SECRET);
    const now = 100 * MINUTE;
    const puzzle = guard.currentPuzzle({ now, fill: 0, networkDoublings: null })!;
    const [key, digest] = ['k'.repeat(32), new Uint8Array(32)];
    const header = `${puzzle.challenge}:${solvePuzzle(puzzle, key, digest, 0, 2 ** 20)}`;
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
