import { expect, test } from 'vitest';
import type { Component } from '../../../utils/picture/components.ts';
import { findTextLines } from '../../../utils/picture/text-lines.ts';

let label = 0;
const component = (left: number, top: number, width: number, height: number): Component => ({
  label: ++label,
  left,
  top,
  right: left + width,
  bottom: top + height,
  area: Math.round((width * height) / 2),
});

/** A line as Burmese is written: broad letters of 34 pixels, and pairs of dots between them. */
function line(top: number): Component[] {
  return Array.from({ length: 12 }, (_, at) => [
    component(70 + at * 70, top, 40, 34),
    component(115 + at * 70, top, 12, 12),
    component(115 + at * 70, top + 22, 12, 12),
  ]).flat();
}

test('a row of marks above the letters is no line of its own, and joins the line below it', () => {
  const marks = [component(310, 72, 24, 23), component(348, 72, 24, 23)];
  const lines = findTextLines([...line(100), ...line(190), ...marks], 1080, 1080);
  expect(lines).toHaveLength(2);
  const [first] = lines.toSorted((a, b) => a.top - b.top);
  expect(first?.components).toEqual(expect.arrayContaining(marks));
});
