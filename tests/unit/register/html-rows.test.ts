/** Lists of offices as web pages: very long ones, and pages that somebody wrote to break the import. */
import { expect, test } from 'vitest';
import { htmlTables } from '../../../hub/register/html-rows.ts';

test('reads a table of very many rows', () => {
  const [rows] = htmlTables(`<table>${'<tr><td>A<td>1'.repeat(130_000)}</table>`);
  expect(rows).toHaveLength(130_000);
  expect(rows?.at(-1)).toEqual({ place: 'row 130000', cells: ['A', '1'] });
});

test('reads a cell whose elements are nested without end', () => {
  const [rows] = htmlTables(`<table><tr><td>${'<div>'.repeat(20_000)}A<br>B<script>C</script></table>`);
  expect(rows?.[0]?.cells).toEqual(['A\nB']);
});

test('reads tables inside one another, and no more of them than a layout has', { timeout: 10_000 }, () => {
  const layout = '<table><tr><td>'.repeat(3);
  const tables = htmlTables(`${layout}<table><tr><td>A<td>1</table>`);
  expect(tables).toHaveLength(4);
  expect(tables.map((rows) => rows.at(-1)?.cells)).toEqual(Array.from({ length: 4 }, () => ['A', '1']));
  // A thousand took minutes and filled the memory.
  const nested = htmlTables('<table><tr><td>A'.repeat(20_000));
  expect(nested).toHaveLength(8);
  expect(nested.at(-1)).toEqual([{ place: 'row 1', cells: ['A'.repeat(10_000)] }]);
});
