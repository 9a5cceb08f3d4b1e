/**
 * Fingerprints of a text, by which copies with small edits are recognised.
 *
 * The folded text is cut into overlapping shingles of five letters. Each is hashed into one of 40 bins, and each bin
 * keeps its smallest hash (one-permutation MinHash: Li, Owen and Zhang 2012). Two texts that share the fraction J of
 * their shingles agree in a bin with probability J. Four bins make a band, one fingerprint. A text matches when two of
 * its ten bands are listed. The probability is 0.99 at J = 0.85 (a name, a number and a word changed in a short post).
 * It is 0.00000005 at J = 0.1 (two honest ads of one trade).
 */
const SHINGLE_LENGTH = 5;
const BINS = 40;
const BINS_PER_BAND = 4;
/** Shortest text that has fingerprints, in letters and digits. */
export const MIN_TEXT_UNITS = 100;
/** Number of bands of one listed text that must match. */
export const MIN_MATCHING_BANDS = 2;
const EMPTY = 0xffffffff;

/**
 * Returns up to ten values of kind `text`, 16 hexadecimal digits each; none for a short text.
 * @param units letters and digits of the folded text
 * @param from first unit @param to end (exclusive)
 */
export function textFingerprints(units: ArrayLike<number>, from: number, to: number): string[] {
  if (to - from < MIN_TEXT_UNITS) return [];
  const bins = new Uint32Array(BINS).fill(EMPTY);
  for (let at = from; at + SHINGLE_LENGTH <= to; at++) {
    let hash = 0x811c9dc5;
    for (let step = 0; step < SHINGLE_LENGTH; step++) hash = Math.imul(hash ^ (units[at + step] ?? 0), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = (hash ^ (hash >>> 13)) >>> 0;
    const bin = hash % BINS;
    if (hash < (bins[bin] ?? EMPTY)) bins[bin] = hash;
  }
  const values: string[] = [];
  for (let band = 0; band < BINS / BINS_PER_BAND; band++) {
    const value = bandValue(bins, band);
    if (value !== null) values.push(value);
  }
  return values;
}

/** Returns null when a bin of the band is empty: the text is then too short for this band. */
function bandValue(bins: Uint32Array, band: number): string | null {
  let high = 0x9e3779b9 ^ band;
  let low = 0x85ebca6b + band;
  for (let at = band * BINS_PER_BAND; at < (band + 1) * BINS_PER_BAND; at++) {
    const hash = bins[at] ?? EMPTY;
    if (hash === EMPTY) return null;
    high = Math.imul(high ^ hash, 0xcc9e2d51);
    high = (high << 13) | (high >>> 19);
    low = (Math.imul(low ^ hash, 0x1b873593) + high) | 0;
    low = (low << 17) | (low >>> 15);
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
