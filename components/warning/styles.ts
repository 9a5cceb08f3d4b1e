/** What is drawn in pages, as one text, in the order in which its parts override each other. */
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
 * A page can register custom properties (`@property`), and that reaches into closed roots: all of our colours could be
 * one. So in a page they have names that it cannot know.
 */
export function renameProperties(styles: Styles, secret: string = Math.random().toString(36).slice(2)): Styles {
  const rename = (text: string): string => text.replaceAll(/--(?=[a-z])/gu, `--${secret}-`);
  return {
    css: rename(styles.css),
    theme: Object.fromEntries(Object.entries(styles.theme).map(([name, value]) => [rename(name), value])),
  };
}
