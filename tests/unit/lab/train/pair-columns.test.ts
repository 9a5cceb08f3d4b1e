/** Which features stand together in a row, and what both are worth there. */
import { expect, it } from 'vitest';
import type { Column } from '../../../../tools/lab/train/fit-logistic.ts';
import { countPairs, pairColumn } from '../../../../tools/lab/train/pair-columns.ts';

const column = (rows: number[], values: number[]): Column => ({
  rows: Uint32Array.from(rows),
  values: Float32Array.from(values),
});
const columns = [column([0, 2, 3], [1, 0.5, 1]), column([1, 2, 3], [1, 2, 1]), column([0, 1, 2, 3], [1, 1, 1, 1])];

it('counts the rows of each two features that may pair', () => {
  expect(countPairs(columns, [true, true, true], 4)).toEqual([
    { a: 0, b: 1, rows: 2 },
    { a: 0, b: 2, rows: 3 },
    { a: 1, b: 2, rows: 3 },
  ]);
  expect(countPairs(columns, [true, false, true], 4)).toEqual([{ a: 0, b: 2, rows: 3 }]);
  expect(countPairs([columns[0]!, column([1], [1])], [true, true], 4)).toEqual([]);
});

it('multiplies the values of both', () => {
  expect(pairColumn(columns, { a: 0, b: 1, rows: 2 })).toEqual(column([2, 3], [1, 1]));
  expect(pairColumn(columns, { a: 0, b: 2, rows: 3 })).toEqual(column([0, 2, 3], [1, 0.5, 1]));
});
