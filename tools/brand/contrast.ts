/**
 * Contrast of a brand's colours against every background of the pages, light and dark. It is at least 4.5 to 1 (WCAG
 * 2.2, 1.4.3). The backgrounds are those of `components/ui/colours.css`.
 */
import { readFileSync } from 'node:fs';
import Color from 'colorjs.io';

const SHEET = 'components/ui/colours.css';
const MIN_CONTRAST = 4.5;
/** Backgrounds of links, and the text on a button of the colour. */
const BACKGROUNDS = ['paper', 'ground', 'caution-paper', 'danger-paper', 'on-button'];

export type Theme = 'light' | 'dark';

/** Colours of the style sheet for a theme, by name. */
function coloursOf(theme: Theme): Map<string, string> {
  const [light = '', dark = ''] = readFileSync(SHEET, 'utf8').split('prefers-color-scheme: dark');
  const part = (theme === 'light' ? light : dark).split('}')[0] ?? '';
  return new Map([...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/gu)].map(([, name = '', hex = '']) => [name, hex]));
}

export interface Contrast {
  /** Name of the background in the style sheet. */
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

/** The nearest colour of the same hue with enough contrast: darker for the light theme, lighter for the dark one. */
export function readableShade(colour: string, theme: Theme): string {
  let hex = colour;
  const shade = new Color(colour).to('oklch');
  for (let step = 0; step < 100 && lowestContrast(hex, theme).ratio < MIN_CONTRAST; step += 1) {
    shade.set('l', (lightness) => lightness + (theme === 'light' ? -0.01 : 0.01));
    hex = shade.to('srgb').toGamut().toString({ format: 'hex', collapse: false });
  }
  return hex;
}

/** The fault of a colour, with a readable one near it; null when its contrast is enough. */
export function contrastFault(colour: string, theme: Theme): string | null {
  const { ground, ratio } = lowestContrast(colour, theme);
  if (ratio >= MIN_CONTRAST) return null;
  return `${colour} has a contrast of ${ratio.toFixed(2)} to 1 with ${ground} in the ${theme} theme; at least ${MIN_CONTRAST} is needed. ${readableShade(colour, theme)} is near it and readable.`;
}
