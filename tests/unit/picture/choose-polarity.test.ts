import { describe, expect, it } from 'vitest';
import type { Box } from '../../../utils/picture/box.ts';
import { choosePolarity } from '../../../utils/picture/choose-polarity.ts';
import type { TextLine } from '../../../utils/picture/line-geometry.ts';

/** A line of letters, `pitch` pixels apart. */
function line(box: Box, pitch: number): TextLine {
  const components = [];
  for (let left = box.left; left + pitch <= box.right; left += pitch)
    components.push({ ...box, left, right: left + pitch - 4, label: left, area: 200 });
  return { ...box, components, letterHeight: box.bottom - box.top, slope: 0 };
}

describe('choosePolarity', () => {
  it('takes two lines of fills for outlines that touch from line to line', () => {
    const outlines = line({ left: 70, right: 1_000, top: 774, bottom: 973 }, 80);
    const fills = [
      line({ left: 92, right: 991, top: 779, bottom: 875 }, 30),
      line({ left: 84, right: 998, top: 872, bottom: 968 }, 30),
    ];
    expect(choosePolarity({ dark: [outlines], light: fills })).toEqual({ dark: [], light: fills });
    expect(choosePolarity({ dark: fills, light: [outlines] })).toEqual({ dark: fills, light: [] });
  });

  it('takes three lines of fills for outlines of which some touch over all lines', () => {
    const outlines = line({ left: 70, right: 1_000, top: 500, bottom: 590 }, 80);
    const tall = { left: 150, right: 330, top: 500, bottom: 780, label: 99, area: 5_000 };
    const joined = {
      ...outlines,
      bottom: 780,
      components: [...outlines.components.filter((one) => one.left < 600), tall],
    };
    const fills = [505, 600, 695].map((top) => line({ left: 75, right: 600, top, bottom: top + 80 }, 30));
    expect(choosePolarity({ dark: [joined], light: fills })).toEqual({ dark: [], light: fills });
  });

  it('keeps a line beside outlines that lose to the fills of another line', () => {
    const outlines = line({ left: 70, right: 870, top: 700, bottom: 800 }, 80);
    const tall = [880, 950, 1_020].map((left) => ({
      left,
      right: left + 60,
      top: 700,
      bottom: 900,
      label: left,
      area: 900,
    }));
    const joined = { ...outlines, right: 1_080, bottom: 900, components: [...outlines.components, ...tall] };
    const below = line({ left: 60, right: 1_080, top: 812, bottom: 892 }, 90);
    const fills = line({ left: 78, right: 870, top: 708, bottom: 792 }, 80);
    fills.components = outlines.components.map((one) => ({
      ...one,
      left: one.left + 8,
      right: one.right - 8,
      top: 708,
      bottom: 792,
    }));
    expect(choosePolarity({ dark: [joined], light: [below, fills] })).toEqual({ dark: [], light: [below, fills] });
  });

  it('takes letters for the holes in them', () => {
    const letters = line({ left: 70, right: 1_000, top: 700, bottom: 760 }, 60);
    const holes = [
      line({ left: 75, right: 990, top: 706, bottom: 726 }, 60),
      line({ left: 75, right: 990, top: 732, bottom: 752 }, 60),
    ];
    expect(choosePolarity({ dark: [letters], light: holes })).toEqual({ dark: [letters], light: [] });
  });
});
