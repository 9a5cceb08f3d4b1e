/** The style sheet of the overlay, in the order in which its parts override each other. */
import circumstances from './circumstances.css?inline';
import panel from './panel.css?inline';
import warning from './warning.css?inline';

export const css = warning + panel + circumstances;

export interface Styles {
  css: string;
  /** Custom properties by name. */
  theme: Record<string, string>;
}

/**
 * Gives custom properties random names. A page can register properties (`@property`), also in closed shadow roots. So
 * it could make all colours of the overlay equal.
 */
export function renameProperties(styles: Styles, secret: string = Math.random().toString(36).slice(2)): Styles {
  const rename = (text: string): string => text.replaceAll(/--(?=[a-z])/gu, `--${secret}-`);
  return {
    css: rename(styles.css),
    theme: Object.fromEntries(Object.entries(styles.theme).map(([name, value]) => [rename(name), value])),
  };
}
