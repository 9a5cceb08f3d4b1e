import { describe, expect, it } from 'vitest';
import {
  decodeWithdrawals,
  encodeWithdrawals,
  MAX_WITHDRAWALS,
  type Withdrawal,
} from '../../../utils/indicators/withdrawals.ts';

const REMOVED: Withdrawal = { on: '2026-11-21', as: 'removed' };
const DISPUTED: Withdrawal = { on: '2026-11-22', as: 'disputed' };
const [FIRST, SECOND, THIRD] = ['0000000000000001', '0000000000000002', 'ffffffffffffffff'];

const decodeText = (text: string) => decodeWithdrawals(new TextEncoder().encode(text));
const decodeEntry = (changes: object) =>
  decodeText(JSON.stringify({ format: 1, withdrawn: [{ hash: FIRST, ...REMOVED, ...changes }] }));

describe('encodeWithdrawals', () => {
  it('writes the same bytes for the same entries in any order, and reads them back', () => {
    const entries: [string, Withdrawal][] = [
      [THIRD, REMOVED],
      [FIRST, DISPUTED],
      [SECOND, REMOVED],
    ];
    const bytes = encodeWithdrawals(new Map(entries));
    expect(encodeWithdrawals(new Map(entries.toReversed()))).toEqual(bytes);
    expect([...decodeWithdrawals(bytes)]).toEqual([
      [FIRST, DISPUTED],
      [SECOND, REMOVED],
      [THIRD, REMOVED],
    ]);
    expect(new TextDecoder().decode(bytes).endsWith('}\n')).toBe(true);
  });
});

describe('decodeWithdrawals', () => {
  it.each([
    ['a hash with a digit too many', { hash: `${FIRST}0` }, 'withdrawn.0.hash'],
    ['a hash with other signs before it', { hash: `x${FIRST}` }, 'withdrawn.0.hash'],
    ['a day with other signs after it', { on: '2026-11-211' }, 'withdrawn.0.on'],
    ['a day with other signs before it', { on: '12026-11-21' }, 'withdrawn.0.on'],
    ['another kind of withdrawal', { as: 'added' }, 'withdrawn.0.as'],
    ['an unknown field', { why: 'x' }, 'withdrawn.0.why'],
  ])('refuses %s and names the field', (_case, changes, field) => {
    expect(() => decodeEntry(changes)).toThrow(`withdrawn: ${field}: `);
  });

  it('names the file where no field is at fault, and what is wrong with text that is no JSON', () => {
    expect(() => decodeText('null')).toThrow('withdrawn: (file): ');
    expect(() => decodeText('no json')).toThrow(/^withdrawn: .*JSON/u);
  });

  it('refuses more entries than the limit', () => {
    const entry = { hash: FIRST, ...REMOVED };
    const text = (count: number) =>
      JSON.stringify({ format: 1, withdrawn: Array.from({ length: count }, () => entry) });
    expect(decodeText(text(MAX_WITHDRAWALS)).size).toBe(1);
    expect(() => decodeText(text(MAX_WITHDRAWALS + 1))).toThrow('withdrawn: withdrawn: ');
  });
});
