/** The window variants in which every state is checked. */
import type { BrowserContextOptions } from 'playwright-core';

/** Options of a gallery window. `letters`: size in CSS px that the reader's browser is set to, 16 by default. */
export interface WindowOptions extends BrowserContextOptions {
  letters?: number;
}

const phone = { width: 320, height: 640 };
const handset = { width: 360, height: 720 };
const desktop = { width: 1280, height: 900 };

/** 320 CSS px equals 1280 px at a zoom of 400 %; 640 CSS px at two device pixels equals 1280 px at 200 %. */
export const VARIANTS = {
  'phone-light': { viewport: phone, colorScheme: 'light' },
  'phone-dark': { viewport: phone, colorScheme: 'dark' },
  'desktop-light': { viewport: desktop, colorScheme: 'light' },
  'desktop-dark': { viewport: desktop, colorScheme: 'dark' },
  'zoom-200': { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2, colorScheme: 'light' },
  'forced-colours': { viewport: phone, forcedColors: 'active', colorScheme: 'dark' },
  // Chromium's "very large" is 24 px; some phones double all letters.
  'large-letters': { viewport: handset, letters: 32, colorScheme: 'dark' },
} as const satisfies Record<string, WindowOptions>;

export type Variant = keyof typeof VARIANTS;
export const VARIANT_NAMES = Object.keys(VARIANTS) as Variant[];

/** One language of each script. */
export const SCRIPT_LANGUAGES = [
  'en',
  'th',
  'ar',
  'my',
  'zh-Hans',
  'km',
  'lo',
  'hi',
  'bn',
  'si',
  'ta',
  'am',
  'ru',
  'ja',
  'ko',
] as const;

/** The window variants of screenshots: a common phone and a desktop. */
export const PICTURE_WINDOWS = {
  'phone-light': { viewport: handset, colorScheme: 'light' },
  'phone-dark': { viewport: handset, colorScheme: 'dark' },
  'desktop-light': { viewport: desktop, colorScheme: 'light' },
  'desktop-dark': { viewport: desktop, colorScheme: 'dark' },
} as const satisfies Record<string, WindowOptions>;
