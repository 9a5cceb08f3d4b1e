/** Reads posts from a page by the layouts of an adapter. */
import * as dom from '../dom/form-safe-dom.ts';
import { readText, tidyWhitespace } from '../dom/read-text.ts';
import type { AdapterField, AlternativeTexts, FieldSource, Layout } from './adapter.ts';
import { matchesAddress } from './glob.ts';
import { quotedWords } from './quoted-words.ts';
import { absoluteUrl, makePost, type PostOnPage } from './post-on-page.ts';

export interface PageContext {
  /** Id of the adapter; becomes `site` of the posts. */
  site: string;
  /** The page's address. */
  url: string;
  /** How the site describes pictures. */
  alternativeTexts?: AlternativeTexts | undefined;
}

/** The layouts that apply at an address. */
export function layoutsAt(layouts: readonly Layout[], url: string): Layout[] {
  return layouts.filter((layout) => layout.urls === undefined || matchesAddress(layout.urls, url));
}

/** The outermost post elements of a layout at or under `root`. Empty when the browser cannot parse the selector. */
export function rootsOf(layout: Layout, root: ParentNode): Element[] {
  const elements = select(root, layout.root);
  if (dom.nodeType(root) === 1 && matches(root as Element, layout.root)) elements.unshift(root as Element);
  const kept: Element[] = [];
  for (const element of elements) {
    if (layout.not !== undefined && matches(element, layout.not)) continue;
    const last = kept.at(-1);
    if (last === undefined || !dom.contains(last, element)) kept.push(element);
  }
  return kept;
}

/** Reads one post; null when its element is not filled yet. */
export function readPost(layout: Layout, element: Element, page: PageContext): PostOnPage | null {
  const values: Partial<Record<AdapterField, string>> = {};
  let anchor: Element | null = null;
  for (const [field, sources] of Object.entries(layout.fields) as [AdapterField, FieldSource[]][]) {
    if (field === 'text') continue;
    const hit = firstValue(element, sources, layout.strip);
    if (hit === null) continue;
    values[field] = withoutRepetition(hit.value);
    if (field === 'title') anchor = hit.element;
  }
  // A template that no script has filled
  if (values.title?.includes('{{') === true) return null;
  const body = layout.fields.text;
  const { text: written, elements } =
    body === undefined
      ? { text: readText(element, layout.strip), elements: [element] }
      : allValues(element, body, layout.strip);
  const text = [written, ...pictureWords(layout, element, page.alternativeTexts)]
    .filter((part) => part !== '')
    .join('\n');
  const isFilled = (field: AdapterField): boolean => (field === 'text' ? text : (values[field] ?? '')) !== '';
  // An element without any expected field is a placeholder that is filled later.
  if (!layout.expect.some(isFilled)) return null;
  const link = layout.link === undefined ? null : firstValue(element, layout.link.map(linkSource), undefined);
  if (layout.anchor !== undefined) anchor = select(element, layout.anchor)[0] ?? anchor;
  return makePost(
    {
      ...values,
      site: page.site,
      kind: layout.kind,
      url: link === null ? (layout.kind === 'detail' ? page.url : '') : absoluteUrl(link.value, page.url),
      text,
      element,
      anchor,
      linksIn: layout.kind === 'card' ? [element] : elements,
      isComplete: layout.expect.every(isFilled),
    },
    new URL(page.url).hostname,
  );
}

/** Words on the post's pictures, as their alternative texts quote them; none twice. */
function pictureWords({ pictures }: Layout, element: Element, texts: AlternativeTexts | undefined): string[] {
  if (pictures === undefined) return [];
  const alternativeTexts = select(element, pictures).map((image) => dom.getAttribute(image, 'alt') ?? '');
  return [...new Set(alternativeTexts.map((text) => quotedWords(text, texts)))];
}

/** Elements that match a selector from data; none when the browser cannot parse it. */
export function select(root: ParentNode, css: string): Element[] {
  try {
    return [...dom.querySelectorAll(root, css)];
  } catch {
    return [];
  }
}

function matches(element: Element, css: string): boolean {
  try {
    return dom.matches(element, css);
  } catch {
    return false;
  }
}

function matchesIn(element: Element, source: FieldSource): Element[] {
  return source.css === ':scope' ? [element] : select(element, source.css);
}

function firstValue(
  element: Element,
  sources: readonly FieldSource[],
  strip: string | undefined,
): { value: string; element: Element } | null {
  for (const source of sources) {
    for (const candidate of matchesIn(element, source)) {
      const value = valueOf(candidate, source, strip);
      if (value !== '') return { value, element: candidate };
    }
  }
  return null;
}

/** The joined text of all matches of the first source with text; nested matches count once. */
function allValues(
  element: Element,
  sources: readonly FieldSource[],
  strip: string | undefined,
): { text: string; elements: Element[] } {
  for (const source of sources) {
    const elements: Element[] = [];
    for (const candidate of matchesIn(element, source)) {
      if (!elements.some((other) => dom.contains(other, candidate))) elements.push(candidate);
    }
    const text = tidyWhitespace(
      [...new Set(elements.map((candidate) => valueOf(candidate, source, strip)))].join('\n'),
    );
    if (text !== '') return { text, elements };
  }
  return { text: '', elements: [] };
}

function valueOf(element: Element, source: FieldSource, strip: string | undefined): string {
  const both = [strip, source.strip].filter((css) => css !== undefined).join(',');
  let value =
    source.attr === undefined
      ? readText(element, both || undefined)
      : tidyWhitespace(dom.getAttribute(element, source.attr) ?? '');
  for (const end of source.cutEnd ?? []) {
    if (value.endsWith(end)) value = value.slice(0, -end.length).trim();
  }
  return value;
}

function linkSource(source: FieldSource): FieldSource {
  return source.attr === undefined ? { ...source, attr: 'href' } : source;
}

/** `Cook Cook` becomes `Cook`: sites repeat a title for screen readers. */
function withoutRepetition(value: string): string {
  const half = value.length >> 1;
  const first = value.slice(0, half);
  return value.length % 2 === 1 && /\s/u.test(value[half] ?? '') && first === value.slice(half + 1) ? first : value;
}
