import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ChannelCrypto } from '../../../utils/channel/channel-crypto.ts';
import { checkExpiry } from '../../../utils/channel/check-expiry.ts';
import { verifyLengthAndHashes } from '../../../utils/channel/verify-length-and-hashes.ts';
import type { TrustedMetadata } from '../../../utils/channel/trusted-metadata.ts';

const fault = (name: string, detail = '') =>
  expect.objectContaining({ fault: name, detail: expect.stringContaining(detail) });

describe('checkExpiry', () => {
  const at = (expires: string): TrustedMetadata => ({ roots: [{ signed: { expires } }], timestamp: null }) as never;
  const NOW = Date.parse('2026-11-25T00:00:00Z');
  const DAY = 86_400_000;
  const check = (ms: number) => () => checkExpiry(at(new Date(NOW + ms).toISOString()), 'root', NOW);

  it('refuses at the very moment, and suspects the clock after 400 days', () => {
    expect(check(1)).not.toThrow();
    expect(check(0)).toThrow(fault('expired', 'root.json: valid until 2026-11-25'));
    expect(check(-400 * DAY)).toThrow(fault('expired'));
    expect(check(-400 * DAY - 1)).toThrow(fault('clock', 'the device clock says 2026-11-25'));
    expect(() => checkExpiry(at('2020-01-01T00:00:00Z'), 'timestamp', NOW)).not.toThrow();
  });
});

describe('verifyLengthAndHashes', () => {
  const crypto = {
    sha256: async (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest()),
  } as ChannelCrypto;
  const bytes = new TextEncoder().encode('abc');
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  it('compares what was signed, and nothing that was not', async () => {
    const verify = (expected: object): Promise<void> => verifyLengthAndHashes('x', bytes, expected, crypto);
    for (const expected of [{}, { length: 3 }, { hashes: { sha256 } }, { length: 3, hashes: { sha256 } }])
      await verify(expected);
    await expect(verify({ length: 2 })).rejects.toEqual(fault('wrong-length', 'x: 3 bytes where 2 were signed'));
    await expect(verify({ hashes: { sha256: 'a'.repeat(64) } })).rejects.toEqual(fault('wrong-hash'));
    await expect(verify({ length: 0, hashes: { sha256 } })).rejects.toEqual(fault('wrong-length'));
  });
});
