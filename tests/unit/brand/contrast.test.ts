import { describe, expect, it } from 'vitest';
import { contrastFault, lowestContrast, readableShade } from '../../../tools/brand/contrast.ts';

describe('contrast of a brand’s colour', () => {
  it('is measured against the backgrounds of the style sheet', () => {
    expect(lowestContrast('#000000', 'light').ratio).toBeGreaterThan(15);
    expect(lowestContrast('#ffffff', 'light')).toMatchObject({ ratio: 1 });
    expect(lowestContrast('#ffffff', 'dark').ratio).toBeGreaterThan(10);
  });

  it('is high enough for the default blue in both themes', () => {
    expect(contrastFault('#0b57d0', 'light')).toBeNull();
    expect(contrastFault('#8ab4f8', 'dark')).toBeNull();
  });

  it.each([
    ['#ffcc00', 'light'],
    ['#ff69b4', 'light'],
    ['#7f7f7f', 'light'],
    ['#102030', 'dark'],
    ['#0b57d0', 'dark'],
    ['#000000', 'dark'],
  ] as const)('%s cannot be read in the %s theme, and the one that is offered can', (colour, theme) => {
    const near = readableShade(colour, theme);
    expect(contrastFault(colour, theme)).toContain(near);
    expect(near).toMatch(/^#[0-9a-f]{6}$/u);
    expect(contrastFault(near, theme)).toBeNull();
  });

  it('stays unchanged when it is high enough', () => {
    expect(readableShade('#0d5c63', 'light')).toBe('#0d5c63');
  });
});
