/**
 * Can a brand's colours be read? Links and words on buttons must stand out 4.5 to 1 (WCAG 2.2, 1.4.3) from every ground of the
 * pages, light and dark. The grounds are those of `components/ui/colours.css`.
 */
import { readFileSync } from 'node:fs';
import Color from 'colorjs.io';

const SHEET = 'components/ui/colours.css';
const MIN_CONTRAST = 4.5;
/** Where links stand, and what stands on a button of the colour. */
const BACKGROUNDS = ['paper', 'ground', 'caution-paper', 'danger-paper', 'on-button'];

export type Theme = 'light' | 'dark';

/** The sheet's colours of a theme, by their names. */
function coloursOf(theme: Theme): Map<string, string> {
  const [light = '', dark = ''] = readFileSync(SHEET, 'utf8').split('prefers-color-scheme: dark');
  const part = (theme === 'light' ? light : dark).split('}')[0] ?? '';
  return new Map([...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/gu)].map(([, name = '', hex = '']) => [name, hex]));
}

export interface Contrast {
  /** Name of the ground in the sheet. */
  ground: string;
  ratio: number;
}

/** The lowest contrast of a colour in a theme. */
export function lowestContrast(colour: string, theme: Theme): Contrast {
  const sheet = coloursOf(theme);
  const found = BACKGROUNDS.map((ground) => {
    const hex = sheet.get(ground);
    if (hex === undefined) throw new Error(`${SHEET} has no colour --${ground} for the ${theme} theme.`);
    return { ground, ratio: new Color(colour).contrastWCAG21(hex) };
  });
  return found.reduce((least, each) => (each.ratio < least.ratio ? each : least));
}

/** The nearest colour of the same hue that can be read: darker for the light theme, lighter for the dark one. */
export function readableShade(colour: string, theme: Theme): string {
  let hex = colour;
  const shade = new Color(colour).to('oklch');
  for (let step = 0; step < 100 && lowestContrast(hex, theme).ratio < MIN_CONTRAST; step += 1) {
    shade.set('l', (lightness) => lightness + (theme === 'light' ? -0.01 : 0.01));
    hex = shade.to('srgb').toGamut().toString({ format: 'hex', collapse: false });
  }
  return hex;
}

/** What is wrong with the colour, with the one to take instead; null when it can be read. */
export function contrastFault(colour: string, theme: Theme): string | null {
  const { ground, ratio } = lowestContrast(colour, theme);
  if (ratio >= MIN_CONTRAST) return null;
  return `${colour} stands out ${ratio.toFixed(2)} to 1 from ${ground} in the ${theme} theme; ${MIN_CONTRAST} is the least. ${readableShade(colour, theme)} is near and can be read.`;
}
