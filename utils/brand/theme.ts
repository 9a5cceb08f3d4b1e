/** The brand's colours as the style sheets take them; without any, the sheets' own stand. */
import type { Brand } from './brand.ts';

/** @returns custom properties by name */
export function themeProperties({ colour, colourDark }: Pick<Brand, 'colour' | 'colourDark'>): Record<string, string> {
  return {
    ...(colour === undefined ? {} : { '--brand-light': colour }),
    ...(colourDark === undefined ? {} : { '--brand-dark': colourDark }),
  };
}

/** Colours a whole page of ours. */
export function applyTheme(root: HTMLElement, brand: Brand): void {
  for (const [name, value] of Object.entries(themeProperties(brand))) root.style.setProperty(name, value);
}
