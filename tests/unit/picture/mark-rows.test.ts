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

test('two marks of different lines that touch are cut between the lines', () => {
  const upperMark = component(310, 142, 14, 22);
  const touching = component(348, 141, 24, 42);
  const lines = findTextLines([...line(100), ...line(190), upperMark, touching], 1080, 1080);
  expect(lines.map(({ top, bottom }) => [top, bottom])).toEqual([
    [100, 164],
    [162, 224],
  ]);
  const parts = lines.map(({ components }) => components.find((one) => one.label === touching.label));
  expect(parts.map((part) => [part?.top, part?.bottom])).toEqual([
    [141, 162],
    [162, 183],
  ]);
});

test('a letter three times as high as the others belongs to its line', () => {
  const letters = line(100).filter(({ left }) => left < 350 || left > 430);
  const tall = component(360, 76, 70, 92);
  const lines = findTextLines([...letters, tall, ...line(190)], 1080, 1080);
  expect(lines).toHaveLength(2);
  const [first] = lines.toSorted((a, b) => a.top - b.top);
  expect(first?.components).toContainEqual(tall);
});

test('a letter that touches the next line does not join both lines', () => {
  const letters = line(100).filter(({ left }) => left < 350 || left > 430);
  const both = component(360, 100, 60, 124);
  const below = line(190).filter(({ left }) => left < 350 || left > 430);
  const lines = findTextLines([...letters, ...below, both], 1080, 1080);
  expect(lines.map(({ top, bottom }) => [top, bottom])).toEqual([
    [100, 162],
    [162, 224],
  ]);
});

test('the size of the letters below keeps a descender from being cut', () => {
  const descender = component(348, 100, 24, 66);
  const small = Array.from({ length: 12 }, (_, at) => component(70 + at * 40, 160, 20, 20));
  const [first] = findTextLines([...line(100), descender, ...small], 1080, 1080).toSorted((a, b) => a.top - b.top);
  expect(first?.components).toContainEqual(descender);
});
