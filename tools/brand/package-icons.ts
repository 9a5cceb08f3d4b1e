/** The icons of a package, by file name, drawn from its logo. */
import { drawIcon, iconPixels } from './logo.ts';

const SIZES = [16, 32, 48, 128];
/** Sizes that the toolbar shows. */
const TOOLBAR_SIZES = [16, 32];

/** @param name of the logo: its ending decides the format  @returns bytes by file name */
export function drawPackageIcons(name: string, logo: Uint8Array): Record<string, Uint8Array> {
  const icons: Record<string, Uint8Array> = {};
  for (const size of SIZES) icons[`${size}.png`] = drawIcon(name, logo, { size });
  for (const size of TOOLBAR_SIZES) {
    icons[`grey-${size}.png`] = drawIcon(name, logo, { size, isGrey: true });
    icons[`${size}.rgba`] = iconPixels(name, logo, size);
  }
  return icons;
}
