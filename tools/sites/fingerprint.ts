/**
 * Fingerprints of posts on saved pages, whose words may not be published. Titles and companies become short hashes. A
 * text becomes a 64-bit simhash, in which few bits differ where few words differ, and its number of words.
 */
import { createHash } from 'node:crypto';
import type { JobPost } from '../../utils/model/job-post.ts';

export interface Fingerprint {
  title: string;
  company: string;
  /** 16 hexadecimal digits. */
  text: string;
  words: number;
}

/** Differences within which two texts count as the same: bits of 64, and share of the number of words. */
const MAX_DIFFERENT_BITS = 9;
const MAX_WORD_DIFFERENCE = 0.12;

export function fingerprintOf(post: JobPost): Fingerprint {
  const words = wordsOf(post.text);
  return { title: shortHash(post.title), company: shortHash(post.company), text: simhash(words), words: words.length };
}

export function isSameText(a: Fingerprint, b: Fingerprint): boolean {
  const maxDifference = Math.max(2, MAX_WORD_DIFFERENCE * Math.max(a.words, b.words));
  return Math.abs(a.words - b.words) <= maxDifference && distance(a.text, b.text) <= MAX_DIFFERENT_BITS;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Eight hexadecimal digits; '' for an empty text. */
function shortHash(text: string): string {
  const plain = wordsOf(text).join(' ');
  return plain === '' ? '' : createHash('sha256').update(plain).digest('hex').slice(0, 8);
}

function simhash(words: readonly string[]): string {
  const weights = Array.from({ length: 64 }, () => 0);
  for (const word of new Set(words)) {
    const hash = createHash('sha256').update(word).digest().readBigUInt64BE();
    for (let bit = 0; bit < 64; bit++) weights[bit]! += (hash >> BigInt(bit)) & 1n ? 1 : -1;
  }
  return weights
    .reduce((sum, weight, bit) => (weight > 0 ? sum | (1n << BigInt(bit)) : sum), 0n)
    .toString(16)
    .padStart(16, '0');
}

function distance(a: string, b: string): number {
  const differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  return differing.toString(2).replaceAll('0', '').length;
}
