/** The fonts by which every language of the interface can be drawn and looked at. */
import { ensurePackages } from './debian-packages.ts';

const FONTS = ['fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];

/** True when all are there, as packages of Debian or Ubuntu. */
export function ensureFonts(log: (line: string) => void): boolean {
  return ensurePackages(FONTS, log);
}
