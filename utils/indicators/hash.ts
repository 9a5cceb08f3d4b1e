/**
 * The 64-bit hash by which an indicator is looked up: two 32-bit lanes over the UTF-16 units of `kind:value`, computed in
 * place, without a BigInt or a joined string.
 *
 * The hash is for size and speed, not for secrecy: every phone number can be tried in minutes. Nor does it resist
 * somebody who looks for a collision; the publisher's tool refuses an indicator whose hash equals a protected name's.
 * Each step is one-to-one on the 64 bits of state, so that texts of one length collide only by what they differ in.
 */
import { INDICATOR_KINDS, type Indicator, type IndicatorKind } from '../model/indicator.ts';

/** High and low half, each 0..2^32-1. */
export type Hash64 = Uint32Array;

/** State after `kind:`. */
const begun = Object.fromEntries(
  INDICATOR_KINDS.map((kind) => {
    const state = Uint32Array.of(0x6a6f626c, 0x616e7465);
    absorb(state, `${kind}:`);
    return [kind, { high: state[0] ?? 0, low: state[1] ?? 0 }];
  }),
) as Record<IndicatorKind, { high: number; low: number }>;

/** The kind an indicator is hashed under. A number is the same number in whatever app: every E.164 value is a `phone`. */
export function keyKind({ kind, value }: Indicator): IndicatorKind {
  return value.startsWith('+') ? 'phone' : kind;
}

/** Writes the indicator's hash into `out` (two elements). */
export function hashInto(out: Hash64, indicator: Indicator): void {
  const { high, low } = begun[keyKind(indicator)];
  out[0] = high;
  out[1] = low;
  absorb(out, indicator.value);
  finish(out, indicator.value.length);
}

export function hashOf(indicator: Indicator): Hash64 {
  const out = new Uint32Array(2);
  hashInto(out, indicator);
  return out;
}

/** 16 lower-case hexadecimal digits, high half first. */
export function hashText(hash: Hash64): string {
  return [hash[0] ?? 0, hash[1] ?? 0].map((half) => half.toString(16).padStart(8, '0')).join('');
}

function absorb(state: Hash64, text: string): void {
  let high = state[0] ?? 0;
  let low = state[1] ?? 0;
  for (let at = 0; at < text.length; at++) {
    high = Math.imul(high ^ text.charCodeAt(at), 0xcc9e2d51);
    high = (((high << 13) | (high >>> 19)) + low) | 0;
    low = Math.imul(low ^ high, 0x1b873593);
    low = (low << 17) | (low >>> 15);
  }
  state[0] = high;
  state[1] = low;
}

/** The end of MurmurHash3, on both lanes, each taking in the other. */
function finish(state: Hash64, length: number): void {
  let high = (state[0] ?? 0) ^ length;
  let low = (state[1] ?? 0) + high;
  high = mix(high + Math.imul(low, 0x9e3779b1));
  low = mix(low);
  state[0] = high + low;
  state[1] = low ^ Math.imul(high, 0x85ebca77);
}

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
