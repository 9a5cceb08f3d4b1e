import { describe, expect, it } from 'vitest';
import { bearerToken, generateToken, hashToken, matchesToken } from '../../../hub/relay/tokens.ts';

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
