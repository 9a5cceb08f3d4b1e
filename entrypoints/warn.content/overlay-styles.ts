/** The style sheet of the overlay in this page, and the values of its custom properties. */
import { css, renameProperties } from '../../components/warning/styles.ts';
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import { themeProperties } from '../../utils/brand/theme.ts';
import type { Rectangle } from '../../utils/dom/rectangle.ts';

const secret = Math.random().toString(36).slice(2);
const styles = renameProperties({ css, theme: themeProperties(packagedBrand) }, secret);

export const overlayCss = styles.css;

/** @param visibleArea part of the window that the reader sees; null for all of it */
export function overlayTheme(visibleArea: Rectangle | null, { innerHeight }: Window): Record<string, string> {
  if (visibleArea === null) return styles.theme;
  const theme = {
    '--view': `${visibleArea.height}px`,
    '--below': `${Math.max(0, innerHeight - visibleArea.y - visibleArea.height)}px`,
  };
  return { ...styles.theme, ...renameProperties({ css: '', theme }, secret).theme };
}
