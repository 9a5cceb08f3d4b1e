/**
 * The structure of a page that could not be read, for the maintainer of its adapter. It has tags, classes, attribute names,
 * and the selectors that match nothing. No words, no addresses, and no value that occurs only once, because it could name
 * somebody.
 */
import * as dom from '../dom/form-safe-dom.ts';
import type { SiteAdapter } from '../sites/adapter.ts';
import { layoutsAt, select } from '../sites/layout-reader.ts';

export interface PageOutline {
  /** The adapter's id, or the host when there is none. */
  site: string;
  outline: string;
}

const MAX_LINES = 260;
const MAX_DEPTH = 16;
/** Classes written for one element. */
const MAX_CLASSES = 4;
const SKIPPED = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE SVG PATH IFRAME LINK META'.split(' '));
/** Attributes whose values name parts of a page. */
const STRUCTURAL_ATTRIBUTES = new Set(
  'role itemprop itemtype data-testid data-test data-automation data-qa data-at data-cy data-view-name'.split(' '),
);
/** A name: words joined by hyphens or underscores; no numbers and no person's handle. */
const PART_NAME = /^[a-z][a-z_:/.-]{1,50}$/iu;

export function outlinePage(document: Document, adapters: readonly SiteAdapter[], url: string): PageOutline {
  const { hostname, pathname } = new URL(url);
  const repeatedValues = valuesSeenTwice(document);
  const lines = [`path: ${pathShape(pathname, adapters)}`, ...unmatchedSelectors(document, adapters, url)];
  const walk = (element: Element, depth: number): void => {
    if (lines.length >= MAX_LINES || depth > MAX_DEPTH) return;
    let last = '';
    let times = 1;
    for (const child of dom.children(element)) {
      if (SKIPPED.has(dom.tagName(child).toUpperCase())) continue;
      const line = `${' '.repeat(depth)}${describeElement(child, repeatedValues)}`;
      // Of equal neighbours only the first is written in full.
      if (line === last) {
        times++;
        continue;
      }
      if (times > 1) lines.push(`${' '.repeat(depth)}× ${times}`);
      if (lines.length >= MAX_LINES) return;
      lines.push(line);
      last = line;
      times = 1;
      walk(child, depth + 1);
    }
    if (times > 1) lines.push(`${' '.repeat(depth)}× ${times}`);
  };
  if (document.body !== null) walk(document.body, 0);
  return { site: adapters[0]?.id ?? hostname, outline: lines.join('\n') };
}

/** Selectors of the layouts that apply to this address and match nothing. */
function unmatchedSelectors(document: Document, adapters: readonly SiteAdapter[], url: string): string[] {
  return adapters.flatMap(({ id, layouts }) =>
    layoutsAt(layouts, url).flatMap((layout) => {
      if (select(document, layout.root).length === 0) return [`nothing: ${id}.${layout.id}.root`];
      return Object.entries(layout.fields).flatMap(([field, sources]) =>
        sources.some(({ css }) => css === ':scope' || select(document, css).length > 0)
          ? []
          : [`nothing: ${id}.${layout.id}.${field}`],
      );
    }),
  );
}

/** Values that occur at two or more elements: these name a part of the page. */
function valuesSeenTwice(document: Document): Set<string> {
  const count = new Map<string, number>();
  for (const element of document.querySelectorAll('*')) {
    const values = [...dom.classList(element)];
    for (const { name, value } of dom.attributes(element)) if (STRUCTURAL_ATTRIBUTES.has(name)) values.push(value);
    for (const value of new Set(values)) count.set(value, (count.get(value) ?? 0) + 1);
  }
  return new Set([...count].filter(([, times]) => times > 1).map(([value]) => value));
}

function describeElement(element: Element, repeatedValues: ReadonlySet<string>): string {
  const classes = [...dom.classList(element)]
    .filter((name) => PART_NAME.test(name) && repeatedValues.has(name))
    .slice(0, MAX_CLASSES);
  const attributes = [...dom.attributes(element)].flatMap(({ name, value }) => {
    if (STRUCTURAL_ATTRIBUTES.has(name))
      return [PART_NAME.test(value) && repeatedValues.has(value) ? `[${name}=${value}]` : `[${name}]`];
    return name.startsWith('data-') && PART_NAME.test(name) ? [`[${name}]`] : [];
  });
  return [dom.tagName(element).toLowerCase(), ...classes.map((name) => `.${name}`), ...attributes.slice(0, 6)].join('');
}

/** Words from the adapter's own routes stay. The rest becomes `#` or `*`, because it could name somebody. */
function pathShape(pathname: string, adapters: readonly SiteAdapter[]): string {
  const routes = adapters.flatMap(({ expected, layouts }) => [
    ...(expected ?? []),
    ...layouts.flatMap(({ urls }) => urls ?? []),
  ]);
  const own = new Set(routes.flatMap((route) => route.split('/')));
  return pathname
    .split('/')
    .map((part) => (part === '' || own.has(part) ? part : /^\d+$/u.test(part) ? '#' : '*'))
    .join('/');
}
