import { describe, expect, it } from 'vitest';
import { MAX_WINDOW_UNITS, topWindows, WeightedMarks } from '../../../utils/detect/top-windows.ts';

describe('topWindows', () => {
  /** Paragraphs of 100 units. @param marks paragraph, key and weight of each */
  function windows(
    count: number,
    marks: [paragraph: number, key: number, weight: number][],
    most = 1,
    least = 0,
    joined = 0.5,
  ) {
    const weighted = new WeightedMarks(10);
    for (const [at, key, weight] of marks) weighted.add(100 * at + 50, key, weight);
    const bounds = Array.from({ length: count + 1 }, (_, at) => 100 * at);
    return topWindows(bounds, weighted, most, least, joined).map(({ start, end }) => `${start / 100}-${end / 100}`);
  }

  it('gives the heaviest paragraph, and a run of several where each adds more than it costs', () => {
    const marks: Parameters<typeof windows>[1] = [
      [0, 1, 1],
      [2, 2, 2],
      [3, 3, 1],
    ];
    expect(windows(4, marks, 1, 0, 0.8)).toEqual(['2-3', '2-4']);
    // The whole text weighs as much as its end, and begins before it.
    expect(windows(4, marks, 1, 0, 0.5)).toEqual(['2-3', '0-4']);
    expect(windows(4, marks, 1, 0, 1)).toEqual(['2-3']);
  });

  it('counts each signal once in a run, and mitigating ones against it', () => {
    const twice: Parameters<typeof windows>[1] = [
      [0, 1, 2],
      [1, 1, 2],
    ];
    expect(windows(3, twice)).toEqual(['0-1']);
    const lowered: Parameters<typeof windows>[1] = [
      [0, 1, 2],
      [0, 2, -1.5],
      [2, 3, 1],
    ];
    expect(windows(3, lowered)).toEqual(['2-3']);
  });

  it('gives no paragraph that weighs less than the least', () => {
    expect(windows(3, [[1, 1, 0.6]], 1, 0.6)).toEqual([]);
    expect(windows(3, [[1, 1, 0.7]], 1, 0.6)).toEqual(['1-2']);
    expect(windows(3, [])).toEqual([]);
  });

  it('gives as many as are requested, the heaviest first, and none with the same signals twice', () => {
    const different: Parameters<typeof windows>[1] = [
      [0, 1, 1],
      [2, 2, 3],
      [4, 3, 2],
    ];
    expect(windows(5, different, 2, 0, 5)).toEqual(['2-3', '4-5']);
    expect(windows(5, different, 5, 0, 5)).toEqual(['2-3', '4-5', '0-1']);
    const repeated: Parameters<typeof windows>[1] = [
      [0, 1, 1],
      [2, 1, 1],
      [4, 3, 0.5],
    ];
    expect(windows(5, repeated, 2, 0, 5)).toEqual(['0-1', '4-5']);
  });

  it('joins no more letters than a window has', () => {
    const runs = (first: number): string[] => {
      const weighted = new WeightedMarks(10);
      weighted.add(10, 1, 1);
      weighted.add(first + 10, 2, 1);
      return topWindows([0, first, first + 100], weighted, 1, 0, 0.1).map(({ start, end }) => `${start}-${end}`);
    };
    const most = MAX_WINDOW_UNITS - 100;
    expect(runs(most)).toEqual([`0-${most}`, `0-${MAX_WINDOW_UNITS}`]);
    expect(runs(most + 1)).toEqual([`0-${most + 1}`]);
  });
});
