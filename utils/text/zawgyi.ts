/**
 * Burmese encoded for Zawgyi fonts, which use the code points of Unicode for other letters and in another order. It was
 * common in Myanmar until 2019 and is still posted. The package rabbit-node converts it.
 */
import rabbit from 'rabbit-node';

export interface UnicodeText {
  text: string;
  /** By UTF-16 unit of `text`: offset in the original. */
  offsets: Uint32Array;
}

/** Signs that Zawgyi writes before their letter (vowel e, medial ra), letters, and signs after a letter. */
const PREFIX_SIGNS = String.raw`\u1031\u103b\u107e-\u1084`;
const BASE_LETTERS = String.raw`\u1000-\u102a\u103f\u104e\u106a\u106b\u106e\u106f\u1086\u108f-\u1092\u1097`;
const SUFFIX_SIGNS = String.raw`\u102b-\u1030\u1032-\u103a\u103c\u103d\u105a\u1060-\u1069\u106c\u106d\u1070-\u107d\u1085\u1087-\u108e\u1093-\u1096`;
const CLUSTER = new RegExp(`[${PREFIX_SIGNS}]{0,3}[${BASE_LETTERS}][${SUFFIX_SIGNS}]{0,8}`, 'gu');

/** Sequences of Zawgyi only: e or ra at a word's start or after a vowel sign, its own letters, asat as U+1039. */
const ZAWGYI_ONLY = new RegExp(
  [
    String.raw`(?:^|[^\u1000-\u109f])[\u1031\u103b]`,
    String.raw`[\u102b-\u1030\u1032\u1038\u1039][\u1031\u103b]`,
    String.raw`[\u1060-\u1064\u106a\u107d-\u108a\u108e-\u1090\u1094\u1095]`,
    String.raw`\u1039(?![\u1000-\u1021])`,
  ].join('|'),
  'gu',
);
/** Sequences of Unicode only: asat as U+103A, e after medials, U+1039 between stacked letters, medial ha as U+103E. */
const UNICODE_ONLY = new RegExp(
  [
    String.raw`[\u1000-\u1021]\u103a`,
    String.raw`[\u103b-\u103e]\u1031`,
    String.raw`[\u1000-\u1021]\u1039[\u1000-\u1021]`,
    String.raw`\u103e`,
  ].join('|'),
  'gu',
);

/** UTF-16 units that are examined to detect the encoding. */
const DETECTION_UNITS = 1_000;
/** New clusters converted in one text; ordinary texts have hundreds. */
const MAX_NEW_CLUSTERS = 2_000;
/** Clusters kept from text to text; a pure cache, as one conversion costs 40 us. */
const MAX_CACHED_CLUSTERS = 20_000;
const clusterCache = new Map<string, string>();

/** Whether a text has more sequences of Zawgyi than of Unicode. */
export function isZawgyi(source: string): boolean {
  const first = source.search(/[\u1000-\u109f]/u);
  if (first < 0) return false;
  const part = source.slice(Math.max(0, first - 1), first + DETECTION_UNITS);
  return countMatches(part, ZAWGYI_ONLY) > countMatches(part, UNICODE_ONLY);
}

function countMatches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Converts a text to Unicode, cluster by cluster, with the offset of every letter in the original. */
export function zawgyiToUnicode(source: string): UnicodeText {
  if (clusterCache.size > MAX_CACHED_CLUSTERS) clusterCache.clear();
  const maxCached = clusterCache.size + MAX_NEW_CLUSTERS;
  const parts: string[] = [];
  const offsets: number[] = [];
  let done = 0;
  const keep = (to: number): void => {
    parts.push(source.slice(done, to));
    for (; done < to; done++) offsets.push(done);
  };
  for (const match of source.matchAll(CLUSTER)) {
    const [cluster] = match;
    let unicode = clusterCache.get(cluster);
    if (unicode === undefined) {
      if (clusterCache.size >= maxCached) break;
      clusterCache.set(cluster, (unicode = rabbit.zg2uni(cluster)));
    }
    keep(match.index);
    parts.push(unicode);
    done += cluster.length;
    // The last letter maps to the end of the cluster, so that a quote includes all of it
    for (let i = 1; i <= unicode.length; i++) {
      offsets.push(i === unicode.length ? done - 1 : Math.min(done - 1, match.index + i - 1));
    }
  }
  keep(source.length);
  return { text: parts.join(''), offsets: Uint32Array.from(offsets) };
}
