// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packagedBrand } from '../../../utils/brand/packaged-brand.ts';
import { applyTheme, themeProperties } from '../../../utils/brand/theme.ts';

describe('a brand’s colours', () => {
  test('are set on the page, and only those that it has', () => {
    const root = document.createElement('div');
    applyTheme(root, { ...packagedBrand, colour: '#0d5c63', colourDark: '#7ad1c9' });
    expect(root.style.getPropertyValue('--brand-light')).toBe('#0d5c63');
    expect(root.style.getPropertyValue('--brand-dark')).toBe('#7ad1c9');
    expect(themeProperties({})).toEqual({});
  });

  test.each(['components/ui/colours.css', 'components/warning/warning.css'])('are what %s draws with', (file) => {
    const sheet = readFileSync(file, 'utf8');
    for (const part of ['link', 'button'])
      for (const theme of ['light', 'dark'])
        expect(sheet).toMatch(new RegExp(`--${part}: var\\(--brand-${theme}, #`, 'u'));
  });

  test('a page cannot put its own in their place: the warning sets both anew', () => {
    const sheet = readFileSync('components/warning/warning.css', 'utf8');
    expect(sheet).toMatch(/\.all \{[^}]*--brand-light: initial;\s*--brand-dark: initial;/u);
  });
});
