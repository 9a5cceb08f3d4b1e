import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { outcomeIn } from '../../../utils/report/outcomes.ts';
import { isSecret, newSecret, takeBackOf } from '../../../utils/report/take-back.ts';

const secret = newSecret((length) => new Uint8Array(length).fill(7));
const file = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));

describe('a reporter’s code', () => {
  test('is 43 characters that a relay takes', () => {
    expect(isSecret(secret)).toBe(true);
    expect(isSecret(`${secret}x`)).toBe(false);
  });

  test('gives what takes the report back, of which the relay knows the hash', async () => {
    const { withdraw, withdrawHash } = await takeBackOf(secret);
    expect(createHash('sha256').update(withdraw).digest('base64url')).toBe(withdrawHash);
    expect(withdraw).toMatch(/^[\w-]{43}$/u);
  });

  test('nothing that leaves tells of the other or of the code', async () => {
    const made = Object.values(await takeBackOf(secret));
    expect(new Set(made).size).toBe(3);
    expect(await takeBackOf(secret)).toEqual(await takeBackOf(secret));
    const others = Object.values(await takeBackOf(newSecret((length) => new Uint8Array(length).fill(8))));
    expect(others.filter((each) => made.includes(each))).toEqual([]);
  });

  test('finds its outcome and no other; a file of another form says nothing', async () => {
    const { outcome } = await takeBackOf(secret);
    const said = { outcome: 'listed', on: '2026-11-25' };
    expect(outcomeIn(file({ format: 1, outcomes: { [outcome]: said } }), outcome)).toEqual(said);
    expect(outcomeIn(file({ format: 1, outcomes: {} }), outcome)).toBeNull();
    expect(outcomeIn(file({ format: 2, outcomes: { [outcome]: said } }), outcome)).toBeNull();
    expect(outcomeIn(new Uint8Array([0x7b]), outcome)).toBeNull();
    expect(outcomeIn(null, outcome)).toBeNull();
  });
});
