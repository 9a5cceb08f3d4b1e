/** Pairs of features as features of their own: the product of both values. */
import type { Column } from './fit-logistic.ts';

/** Two features by number, `a` below `b`, and in how many rows both are. */
export interface Pair {
  a: number;
  b: number;
  rows: number;
}

/** All pairs of the features that `paired` allows and that stand together in one of the `size` rows, in order. */
export function countPairs(columns: readonly Column[], paired: readonly boolean[], size: number): Pair[] {
  const present: number[][] = Array.from({ length: size }, () => []);
  for (const [number, { rows }] of columns.entries())
    if (paired[number]) for (const row of rows) present[row]!.push(number);
  const width = columns.length;
  const counts = new Uint32Array(width * width);
  for (const numbers of present)
    for (let i = 0; i < numbers.length; i++)
      for (let j = i + 1; j < numbers.length; j++) {
        const at = numbers[i]! * width + numbers[j]!;
        counts[at] = counts[at]! + 1;
      }
  const pairs: Pair[] = [];
  for (const [at, rows] of counts.entries())
    if (rows > 0) pairs.push({ a: Math.floor(at / width), b: at % width, rows });
  return pairs;
}

export function pairColumn(columns: readonly Column[], { a, b, rows: length }: Pair): Column {
  const [one, two] = [columns[a]!, columns[b]!];
  const rows = new Uint32Array(length);
  const values = new Float32Array(length);
  for (let i = 0, j = 0, at = 0; at < length;) {
    const [x, y] = [one.rows[i]!, two.rows[j]!];
    if (x === y) {
      rows[at] = x;
      values[at++] = one.values[i++]! * two.values[j++]!;
    } else if (x < y) i++;
    else j++;
  }
  return { rows, values };
}
