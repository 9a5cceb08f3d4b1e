import { describe, expect, it } from 'vitest';
import { findPictureLines } from '../../../utils/picture/picture-lines.ts';
import { drawBars } from './draw-bars.ts';

const SIZE = { width: 600, height: 400 };

describe('findPictureLines', () => {
  it('finds dark rows on a light ground, in reading order', () => {
    const lines = findPictureLines(drawBars({ ...SIZE, ground: 240, ink: 20, rows: [200, 60, 130] }));
    expect(lines.map(({ polarity, line }) => [polarity, line.top])).toEqual([
      ['dark', 60],
      ['dark', 130],
      ['dark', 200],
    ]);
  });

  it('finds light rows on a dark ground, and draws them black on white', () => {
    const [line] = findPictureLines(drawBars({ ...SIZE, ground: 30, ink: 220, rows: [100] }));
    expect(line?.polarity).toBe('light');
    const { image } = line as NonNullable<typeof line>;
    expect(image.data[0]).toBe(255);
    expect(Math.min(...image.data)).toBeLessThan(20);
  });

  it('takes the fill of outlined letters, not the outline', () => {
    const lines = findPictureLines(drawBars({ ...SIZE, ground: 130, ink: 250, outline: 5, rows: [100, 180] }));
    expect(lines.map(({ polarity }) => polarity)).toEqual(['light', 'light']);
  });

  it('draws a slanted row level', () => {
    const [line] = findPictureLines(drawBars({ ...SIZE, ground: 240, ink: 20, slope: 0.08, rows: [100] }));
    expect(line?.line.slope).toBeCloseTo(0.08, 2);
    const { image } = line as NonNullable<typeof line>;
    const rowsWithInk = Array.from({ length: image.height }, (_, y) =>
      image.data.subarray(y * image.width, (y + 1) * image.width).some((value) => value < 128),
    ).filter(Boolean).length;
    // A bar is 30 pixels high; without levelling the row would take up 70.
    expect(rowsWithInk / image.scale).toBeLessThan(38);
  });

  it('leaves out the slanted edge of a sheet, and keeps the words below it', () => {
    const slope = 0.08;
    const picture = drawBars({ ...SIZE, ground: 240, ink: 20, slope, rows: [150] });
    // Four strokes, 110 pixels long and 5 thick, as the shadow of an edge breaks.
    for (let x = 40; x < 520; x++) {
      const top = 90 + Math.round(slope * x);
      if (x % 120 < 110) for (let y = top; y < top + 5; y++) picture.data[y * SIZE.width + x] = 20;
    }
    expect(findPictureLines(picture).map(({ line }) => line.top > 140)).toEqual([true]);
  });

  it('finds nothing in an empty picture', () => {
    expect(findPictureLines(drawBars({ ...SIZE, ground: 128, ink: 128, rows: [100] }))).toEqual([]);
  });
});
