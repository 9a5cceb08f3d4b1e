import { describe, expect, it } from 'vitest';
import {
  deltaChain,
  isDelta,
  listTargets,
  type DeltaTarget,
  type ListTargets,
} from '../../../utils/channel/list-targets.ts';

const fault = (name: string, detail = '') =>
  expect.objectContaining({ fault: name, detail: expect.stringContaining(detail) });

describe('the targets of a list', () => {
  const digest = (digit: string): string => digit.repeat(64);
  const file = (length: number, custom?: object) => ({
    length,
    hashes: { sha256: digest('f') },
    ...(custom === undefined ? {} : { custom }),
  });
  const list = (digit: string) => ({ pairs: digest(digit), listings: digest(digit) });
  const delta = (from: string, to: string, length = 1): DeltaTarget => ({
    name: `delta.${from}`,
    file: file(length),
    from: list(from),
    to: list(to),
  });
  const signed = (deltas: DeltaTarget[], to: string): ListTargets => ({
    hashes: { ...file(60) },
    listings: { length: 40, hashes: { sha256: digest(to) } },
    pairs: digest(to),
    deltas,
  });

  it('are both or none, with the deltas that are signed as such', () => {
    const good = { delta: { from: list('a'), to: list('b') } };
    const files = new Map([
      ['indicators.hashes', file(60, { pairs: digest('c') })],
      ['indicators.listings', file(40)],
      ['delta.1', file(5, good)],
      ['other.json', file(5)],
    ]);
    const found = listTargets(files);
    expect(found).toMatchObject({ pairs: digest('c'), deltas: [{ name: 'delta.1', from: list('a'), to: list('b') }] });
    expect(found?.deltas).toHaveLength(1);
    expect([isDelta(file(5, good)), isDelta(file(5)), isDelta(file(5, { delta: { from: list('a') } }))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(listTargets(new Map([['other.json', file(5)]]))).toBeNull();
    const one = (name: string) => () => listTargets(new Map([[name, file(5)]]));
    expect(one('indicators.hashes')).toThrow(fault('malformed', 'indicators.listings is missing'));
    expect(one('indicators.listings')).toThrow(fault('malformed', 'indicators.hashes is missing'));
    expect(
      listTargets(
        new Map([
          ['indicators.hashes', file(1)],
          ['indicators.listings', file(1)],
        ]),
      )?.pairs,
    ).toBeNull();
  });

  it('lead from the stored list to the signed one by deltas, where that is less to fetch', () => {
    const names = (from: string, targets: ListTargets): string[] | null =>
      deltaChain(list(from), targets)?.map(({ name }) => name) ?? null;
    const steps = [delta('b', 'c'), delta('a', 'b')];
    expect(names('a', signed(steps, 'c'))).toEqual(['delta.a', 'delta.b']);
    expect(names('c', signed(steps, 'c'))).toEqual([]);
    expect(names('d', signed(steps, 'c'))).toBeNull();
    expect(names('a', signed([delta('a', 'b', 99)], 'b'))).toEqual(['delta.a']);
    expect(names('a', signed([delta('a', 'b', 100)], 'b'))).toBeNull();
    // A circle ends.
    expect(names('a', signed([delta('a', 'b'), delta('b', 'a')], 'c'))).toBeNull();
    const mixed = { ...list('a'), listings: digest('b') };
    expect(deltaChain(mixed, signed(steps, 'c'))).toBeNull();
  });

  it('are sixteen deltas at most', () => {
    const digits = '0123456789abcdef'.split('');
    const steps = digits.map((digit, at) => ({
      ...delta(digit, digits[at + 1] ?? 'x'),
      to: list(digits[at + 1] ?? 'x'),
    }));
    expect(deltaChain(list('0'), signed(steps, 'x'))).toHaveLength(16);
    const start = { ...delta('0', '0'), from: list('y') };
    expect(deltaChain(list('y'), signed([start, ...steps], 'x'))).toBeNull();
  });
});
