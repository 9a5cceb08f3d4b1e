/**
 * The 64-bit hash by which an indicator is looked up. Two 32-bit lanes over the UTF-16 units of `kind:value`, without
 * BigInt or a joined string.
 *
 * The hash serves size and speed, not secrecy: all phone numbers can be tried in minutes. It does not resist collisions
 * on purpose either; the publisher's tool refuses an indicator whose hash equals a protected name's. Each step is a
 * bijection on the 64 bits of state: texts of one length collide only by their differences.
 */
import { INDICATOR_KINDS, type Indicator, type IndicatorKind } from '../model/indicator.ts';

/** High and low half, each 0..2^32-1. */
export type Hash64 = Uint32Array;

const PLUS = 0x2b;

/** State after `kind:`: high and low half by kind. */
const initialState = Object.fromEntries(
  INDICATOR_KINDS.map((kind) => [kind, absorb(0x6a6f626c, 0x616e7465, `${kind}:`)]),
) as Record<IndicatorKind, Int32Array>;

/** The kind under which an indicator is hashed. Every E.164 value is hashed as `phone`: a number is the same in every app. */
export function hashKind({ kind, value }: Indicator): IndicatorKind {
  return value.charCodeAt(0) === PLUS ? 'phone' : kind;
}

/** Writes the indicator's hash to `out` (two elements). */
export function hashInto(out: Hash64, indicator: Indicator): void {
  const { value } = indicator;
  const start = initialState[hashKind(indicator)];
  // Inlined `absorb`: local numbers halve the time.
  let high = (start[0] ?? 0) | 0;
  let low = (start[1] ?? 0) | 0;
  for (let at = 0; at < value.length; at++) {
    high = Math.imul(high ^ value.charCodeAt(at), 0xcc9e2d51);
    high = (((high << 13) | (high >>> 19)) + low) | 0;
    low = Math.imul(low ^ high, 0x1b873593);
    low = (low << 17) | (low >>> 15);
  }
  // The finalizer of MurmurHash3 on both lanes, mixed with each other.
  high ^= value.length;
  low = (low + high) | 0;
  high = finalMix((high + Math.imul(low, 0x9e3779b1)) | 0);
  low = finalMix(low);
  out[0] = high + low;
  out[1] = low ^ Math.imul(high, 0x85ebca77);
}

export function hashOf(indicator: Indicator): Hash64 {
  const out = new Uint32Array(2);
  hashInto(out, indicator);
  return out;
}

/** Returns 16 lower-case hexadecimal digits, high half first. */
export function hashText(hash: Hash64): string {
  return [hash[0] ?? 0, hash[1] ?? 0].map((half) => half.toString(16).padStart(8, '0')).join('');
}

function absorb(high: number, low: number, text: string): Int32Array {
  const state = Int32Array.of(high, low);
  for (let at = 0; at < text.length; at++) {
    let [one = 0, two = 0] = state;
    one = Math.imul(one ^ text.charCodeAt(at), 0xcc9e2d51);
    one = (((one << 13) | (one >>> 19)) + two) | 0;
    two = Math.imul(two ^ one, 0x1b873593);
    state.set([one, (two << 17) | (two >>> 15)]);
  }
  return state;
}

function finalMix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
