// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packagedBrand } from '../../../utils/brand/packaged-brand.ts';
import { applyTheme, themeProperties } from '../../../utils/brand/theme.ts';

describe('applyTheme', () => {
  it('sets only the colours that the brand has', () => {
    const root = document.createElement('div');
    applyTheme(root, { ...packagedBrand, colour: '#0d5c63', colourDark: '#7ad1c9' });
    expect(root.style.getPropertyValue('--brand-light')).toBe('#0d5c63');
    expect(root.style.getPropertyValue('--brand-dark')).toBe('#7ad1c9');
    expect(themeProperties({})).toEqual({});
  });

  it.each(['components/ui/colours.css', 'components/warning/warning.css'])(
    'sets the properties that %s uses',
    (file) => {
      const sheet = readFileSync(file, 'utf8');
      for (const part of ['link', 'button'])
        for (const theme of ['light', 'dark'])
          expect(sheet).toMatch(new RegExp(`--${part}: var\\(--brand-${theme}, #`, 'u'));
    },
  );

  it('is not affected by properties of the page, because the warning sets both', () => {
    const sheet = readFileSync('components/warning/warning.css', 'utf8');
    expect(sheet).toMatch(/\.all \{[^}]*--brand-light: initial;\s*--brand-dark: initial;/u);
  });
});
