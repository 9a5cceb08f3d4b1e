/**
 * Finds names that look like a protected one: `amazon-hiring.com`, `hr@amazon.com`, `@arnazon_jobs`. Most are impersonation;
 * some are the employer itself under a name that the protected list lacks. A person checks each before it is signed.
 */
import { parse } from 'tldts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import type { ProtectedNames } from './protected-names.ts';

export interface LookAlikeIndex {
  /** Returns the protected name that the indicator looks like, or null. */
  lookAlikeOf(indicator: Indicator): string | null;
}

/** Lengths in characters. Shorter names are part of too many words. */
const MIN_PART_LENGTH = 6;
const MIN_WORD_LENGTH = 4;
const MAX_LABEL_LENGTH = 24;

/** Protected names that are also common words: they would match too much. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  `ambition archive asean astro bangkok baike canada care carnival dana dialog dice emigrate europa freelancer globe
  immigration job jobs karir loker maya minor momo monster noon princess rabota recruit reed reliance robota sands seek
  slack smart state travel trip true visa wing wise work world`.split(/\s+/u),
);

/** Kinds whose values hold no name. */
const NAMELESS_KINDS: ReadonlySet<string> = new Set(['phone', 'whatsapp', 'wallet', 'text', 'qq']);

export function lookAlikeIndex(names: ProtectedNames): LookAlikeIndex {
  const labels = new Map<string, string>();
  for (const { kind, value } of names.values()) {
    const label = foldLookAlikes(kind === 'domain' ? labelOf(value) : value);
    if (label.length >= MIN_WORD_LENGTH && !COMMON_WORDS.has(label) && !labels.has(label)) labels.set(label, value);
  }
  const find = (word: string): string | null => {
    const whole = labels.get(word);
    if (whole !== undefined) return whole;
    for (let size = Math.min(MAX_LABEL_LENGTH, word.length - 1); size >= MIN_PART_LENGTH; size--) {
      const inside = labels.get(word.slice(0, size)) ?? labels.get(word.slice(-size));
      if (inside !== undefined) return inside;
    }
    return null;
  };
  return {
    lookAlikeOf({ kind, value }) {
      if (NAMELESS_KINDS.has(kind) || value.startsWith('+')) return null;
      for (const word of wordsOf(kind, value)) {
        const found = find(foldLookAlikes(word));
        if (found !== null) return found;
      }
      return null;
    },
  };
}

function wordsOf(kind: string, value: string): string[] {
  const name = kind === 'domain' ? labelOf(value) : kind === 'email' ? labelOf(value.split('@').at(-1) ?? '') : value;
  return name.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= MIN_WORD_LENGTH);
}

/** `www.amazon.co.uk/x` -> `amazon` */
function labelOf(domain: string): string {
  return parse(domain, { allowPrivateDomains: true }).domainWithoutSuffix ?? domain;
}

/** Replaces digits and pairs of letters by the letter that they look like. */
function foldLookAlikes(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('3', 'e')
    .replaceAll('5', 's')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
