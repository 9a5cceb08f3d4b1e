import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findOutcome } from '../../../utils/report/outcomes.ts';
import { isReportCode, newReportCode, deriveCodeHashes } from '../../../utils/report/report-code.ts';

const secret = newReportCode((length) => new Uint8Array(length).fill(7));
const file = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));

describe('a reporter’s code', () => {
  test('is 43 characters that a relay takes', () => {
    expect(isReportCode(secret)).toBe(true);
    expect(isReportCode(`${secret}x`)).toBe(false);
  });

  test('replaces the signs of Base64 that an address cannot carry', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, at) => (at % 2 === 0 ? 0xfb : 0xff));
    const code = newReportCode((length) => bytes.slice(0, length));
    expect(code).toBe(Buffer.from(bytes).toString('base64url'));
    expect(code).toMatch(/-.*_|_.*-/u);
    expect(isReportCode(code)).toBe(true);
    expect(isReportCode(`x${code}`)).toBe(false);
  });

  test('derives each value as the format says', async () => {
    const sha256 = (text: string) => createHash('sha256').update(text);
    const withdrawSecret = sha256(`withdraw${secret}`).digest('base64url');
    expect(await deriveCodeHashes(secret)).toEqual({
      withdrawSecret,
      withdrawHash: sha256(withdrawSecret).digest('base64url'),
      outcome: sha256(sha256(`outcome${secret}`).digest('hex')).digest('hex'),
    });
  });

  test('gives what takes the report back, of which the relay knows the hash', async () => {
    const { withdrawSecret, withdrawHash } = await deriveCodeHashes(secret);
    expect(createHash('sha256').update(withdrawSecret).digest('base64url')).toBe(withdrawHash);
    expect(withdrawSecret).toMatch(/^[\w-]{43}$/u);
  });

  test('no value that leaves the device reveals the other value or the code', async () => {
    const made = Object.values(await deriveCodeHashes(secret));
    expect(new Set(made).size).toBe(3);
    expect(await deriveCodeHashes(secret)).toEqual(await deriveCodeHashes(secret));
    const others = Object.values(await deriveCodeHashes(newReportCode((length) => new Uint8Array(length).fill(8))));
    expect(others.filter((each) => made.includes(each))).toEqual([]);
  });

  test('finds its outcome and no other; a file of another form says nothing', async () => {
    const { outcome } = await deriveCodeHashes(secret);
    const published = { outcome: 'listed', on: '2026-11-25' };
    expect(findOutcome(file({ format: 1, outcomes: { [outcome]: published } }), outcome)).toEqual(published);
    expect(findOutcome(file({ format: 1, outcomes: {} }), outcome)).toBeNull();
    expect(findOutcome(file({ format: 2, outcomes: { [outcome]: published } }), outcome)).toBeNull();
    expect(findOutcome(new Uint8Array([0x7b]), outcome)).toBeNull();
    expect(findOutcome(null, outcome)).toBeNull();
  });
});
