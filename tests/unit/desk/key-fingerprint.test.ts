import { expect, it } from 'vitest';
import { keyFingerprint } from '../../../utils/desk/key-fingerprint.ts';

it('shows 128 bits of a key, so that a key that shares 64 bits looks different', () => {
  const key = '0123456789abcdef'.repeat(4);
  expect(keyFingerprint(key)).toBe('0123 4567 89ab cdef 0123 4567 89ab cdef');
  const alike = `${key.slice(0, 16)}${'f'.repeat(48)}`;
  expect(keyFingerprint(alike)).not.toBe(keyFingerprint(key));
});
