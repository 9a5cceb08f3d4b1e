/** The brand's colours as custom properties of the style sheets; the sheets have defaults. */
import type { Brand } from './brand.ts';

/** @returns custom properties by name */
export function themeProperties({ colour, colourDark }: Pick<Brand, 'colour' | 'colourDark'>): Record<string, string> {
  return {
    ...(colour === undefined ? {} : { '--brand-light': colour }),
    ...(colourDark === undefined ? {} : { '--brand-dark': colourDark }),
  };
}

/** Sets the brand's colours on a page of the extension. */
export function applyTheme(root: HTMLElement, brand: Brand): void {
  for (const [name, value] of Object.entries(themeProperties(brand))) root.style.setProperty(name, value);
}
