/** The main post of a page about one job, on a site nobody described. */
import type { FinderKnowledge } from './adapter.ts';
import { readPost } from './interpret.ts';
import type { Posting } from './json-ld.ts';
import { hasPlace, type PageSigns } from './page-signs.ts';
import { makePost, type PostOnPage } from './post-on-page.ts';

/** Shorter than this is no description of a job, in UTF-16 units. */
const SHORTEST = 200;
/** Pages that say they are something else. */
const OTHER_TYPES = ['NewsArticle', 'Article', 'BlogPosting', 'Product', 'Recipe', 'Event'];

export function findDetail(
  finder: FinderKnowledge,
  signs: PageSigns,
  declared: { postings: readonly Posting[]; types: ReadonlySet<string> },
  document: Document,
  url: string,
): PostOnPage | null {
  const posting = declared.postings.length === 1 ? declared.postings[0] : undefined;
  if (posting === undefined && scoreOf(finder, signs, declared.types, document, url) < 4) return null;
  const hints = finder.layouts.find((layout) => layout.id === 'hints');
  const scope = signs.title === null ? signs.main : common(signs.title, signs.main);
  const read = hints === undefined ? null : readPost({ ...hints, kind: 'detail' }, scope, { site: 'generic', url });
  // Without a main heading, one that leads elsewhere is the title of another page.
  const heading = read === null || isLinked(read.anchor) ? '' : read.post.title;
  const title = posting?.title || (signs.title?.textContent ?? '').trim() || heading;
  if (title === '') return null;
  // Hidden words count where the page shows none of its own.
  const text = signs.text.length >= SHORTEST || posting === undefined ? signs.text : posting.text;
  return makePost(
    {
      site: posting === undefined ? 'generic' : 'json-ld',
      kind: 'detail',
      url,
      title,
      company: posting?.company || read?.post.company || companyIn(document, title),
      location: posting?.location || (read?.post.location ?? ''),
      salary: posting?.salary || (read?.post.salary ?? ''),
      text,
      ...(posting?.postedAt ? { postedAt: posting.postedAt } : {}),
      element: signs.main,
      anchor: signs.title,
      linksIn: [signs.main],
    },
    new URL(url).hostname,
  );
}

function scoreOf(
  finder: FinderKnowledge,
  signs: PageSigns,
  types: ReadonlySet<string>,
  document: Document,
  url: string,
): number {
  if (signs.text.length < SHORTEST || signs.sells || isMostlyLinks(signs)) return 0;
  const distinct = signs.words.length;
  const article =
    OTHER_TYPES.some((type) => types.has(type)) ||
    document.querySelector('meta[property="og:type"][content="article"], meta[property="article:published_time"]') !==
      null;
  const apply = document.querySelector(
    '[class*="apply" i], [id*="apply" i], a[href*="apply" i], [data-testid*="apply" i], a[href^="mailto:"]',
  );
  return (
    (distinct >= 8 ? 3 : distinct >= 5 ? 2 : distinct >= 3 ? 1 : 0) +
    (hasPlace(finder, new URL(url).pathname) ? 2 : signs.namesJobs ? 1 : 0) +
    (signs.title === null ? 0 : 1) +
    (apply === null ? 0 : 1) -
    (article ? 3 : 0)
  );
}

function isLinked(element: Element): boolean {
  return element.closest('a[href]') !== null || element.querySelector('a[href]') !== null;
}

/** Lists and start pages are made of links; a description of a job has few. */
function isMostlyLinks(signs: PageSigns): boolean {
  let linked = 0;
  for (const link of signs.main.querySelectorAll('a')) linked += (link.textContent ?? '').trim().length;
  return linked > signs.text.length * 0.4;
}

function common(a: Element, b: Element): Element {
  let node = a;
  while (!node.contains(b) && node.parentElement !== null) node = node.parentElement;
  return node;
}

/** `Cook - Example Ltd | Example Jobs`: what follows the post's title in the page's. */
function companyIn(document: Document, title: string): string {
  const whole = document.title;
  const at = whole.indexOf(title);
  const rest = at < 0 ? '' : whole.slice(at + title.length);
  const named = /^\s*(?:[-|–—·:@,]|\b(?:at|bei|chez|di|tại)\b)\s*([^|–—·]{2,80}?)\s*(?:[|–—·]|\s-\s|$)/iu.exec(
    rest,
  )?.[1];
  if (named !== undefined) return named;
  const before = at > 0 ? /^(.{2,80}?)\s*[:|–—-]\s*$/u.exec(whole.slice(0, at))?.[1] : undefined;
  return before ?? document.querySelector('meta[property="og:site_name"]')?.getAttribute('content') ?? '';
}
