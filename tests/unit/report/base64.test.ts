import { describe, expect, it } from 'vitest';
import { toBase64, toBase64Url } from '../../../utils/report/base64.ts';

describe('toBase64', () => {
  it('encodes more bytes than one call takes as arguments', () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => at % 256);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });

  it('gives the form for addresses without padding', () => {
    expect(toBase64Url(Uint8Array.of(0xfb, 0xff, 0xfe, 0xff))).toBe('-__-_w');
  });
});
