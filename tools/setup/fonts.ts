/** Fonts for every language of the interface. */
import { ensurePackages } from './debian-packages.ts';

const FONTS = ['fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];

/** Installs the missing ones from Debian or Ubuntu; true when all are installed. */
export function ensureFonts(log: (line: string) => void): boolean {
  return ensurePackages(FONTS, log);
}
