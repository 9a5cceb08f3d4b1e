/** Whether two texts have passages in common: then one is a changed version of the other, not another post. */

/** UTF-16 units of a passage. Texts of different people share shorter ones by chance. */
const PASSAGE_UNITS = 20;
const MAX_PASSAGES = 40;
/** Part of the passages that must be found. */
const MIN_SHARE = 0.2;

export function sharesPassage(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length <= PASSAGE_UNITS) return long.includes(short);
  const last = short.length - PASSAGE_UNITS;
  const count = Math.min(MAX_PASSAGES, last + 1);
  let found = 0;
  for (let at = 0; at < count; at++) {
    const from = Math.floor((at * last) / Math.max(1, count - 1));
    if (long.includes(short.slice(from, from + PASSAGE_UNITS))) found++;
  }
  return found >= count * MIN_SHARE;
}
