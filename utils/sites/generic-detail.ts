/** The main post of a page about one job, on a site nobody described. */
import { childrenOf } from '../page/children-of.ts';
import { plain } from '../page/plain-words.ts';
import { readText } from '../page/read-text.ts';
import type { FinderKnowledge } from './adapter.ts';
import { hasAnyWord, hasWord } from './has-word.ts';
import { readPost } from './interpret.ts';
import type { Posting } from './json-ld.ts';
import { countLabelled, labelled, linesOf } from './labels.ts';
import { namesMoney } from './money.ts';
import { common, hasPlace, readMain, type PageSigns } from './page-signs.ts';
import { makePost, type PostOnPage } from './post-on-page.ts';

/** Shorter than this is no description of a job, in UTF-16 units; a script without letters says more in less. */
const SHORTEST = 110;
const SHORTEST_DENSE = 45;
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
/** What stands around the main text may be this many times as long before it is left out. */
const AROUND = 1.35;
/** Pages that say they are something to read, or something to buy or to do. */
const ARTICLES = ['NewsArticle', 'Article', 'BlogPosting'];
const GOODS = ['Product', 'Recipe', 'Event', 'Course'];
/** Longer than this, a text about a job has at least one word of jobs in so many UTF-16 units. */
const LONG = 3000;
const SPARSE = 1000;
/** Least score of a post; see `detailScore`. */
const LEAST = 4;

export function findDetail(
  finder: FinderKnowledge,
  signs: PageSigns,
  declared: { postings: readonly Posting[]; types: ReadonlySet<string> },
  document: Document,
  url: string,
): PostOnPage | null {
  const posting = declared.postings.length === 1 ? declared.postings[0] : undefined;
  if (posting === undefined && detailScore(finder, signs, declared.types, document, url) < LEAST) return null;
  const hints = finder.layouts.find((layout) => layout.id === 'hints');
  const main = (posting === undefined ? null : shownAt(document.body, posting.text)) ?? signs.main;
  const mainWords = main === signs.main ? signs.text : readMain(main);
  const scope = signs.title === null ? main : common(signs.title, main);
  const read = hints === undefined ? null : readPost({ ...hints, kind: 'detail' }, scope, { site: 'generic', url });
  const title = posting?.title || signs.titleText;
  if (title === '') return null;
  // The pay and the contacts of a post often stand beside its text.
  const around = readMain(scope);
  const isNear = scope !== document.body && around.length <= mainWords.length * AROUND;
  const shown = isNear ? around : mainWords;
  // Hidden words count where the page shows none of its own.
  const text = shown.length >= 200 || posting === undefined ? shown : posting.text;
  const said = labelled(linesOf(around), finder.employer);
  return makePost(
    {
      site: posting === undefined ? 'generic' : 'json-ld',
      kind: 'detail',
      url,
      title,
      company: posting?.company || said || nameIn(read?.post.company, title) || companyIn(finder, document, title),
      location: posting?.location || (read?.post.location ?? ''),
      salary: posting?.salary || nameIn(read?.post.salary, title),
      text,
      ...(posting?.postedAt ? { postedAt: posting.postedAt } : {}),
      element: isNear ? scope : main,
      anchor: signs.title,
      linksIn: [isNear ? scope : main],
    },
    new URL(url).hostname,
  );
}

/** The smallest element that shows what a posting declares; null where the page does not show it. */
function shownAt(body: Element, text: string): Element | null {
  const words = bare(text);
  if (words.length < 100) return null;
  const [start, end] = [words.slice(0, 50), words.slice(-50)];
  const shows = (element: Element): boolean => {
    const all = bare(element.textContent ?? '');
    return all.includes(start) && all.includes(end);
  };
  if (!shows(body)) return null;
  let found = body;
  for (;;) {
    const next = childrenOf(found).find((child) => !/^(?:SCRIPT|STYLE|TEMPLATE)$/u.test(child.tagName) && shows(child));
    if (next === undefined) return found;
    found = next;
  }
}

function bare(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** How much a page looks like one about a job. Below 4 it is something else. */
export function detailScore(
  finder: FinderKnowledge,
  signs: PageSigns,
  types: ReadonlySet<string>,
  document: Document,
  url: string,
): number {
  const [text, around, titleText] = [signs.text, signs.around, signs.titleText].map(plain) as [string, string, string];
  const shortest = DENSE.test(text) ? SHORTEST_DENSE : SHORTEST;
  if (around.length < shortest || signs.sells || signs.ofOthers || signs.title === null) return 0;
  if (isMostlyLinks(signs)) return 0;
  const isShort = text.length < 700;
  const distinct = signs.words.length;
  const hires = hasAnyWord(titleText.toLowerCase(), finder.hiring);
  const isArticle = ARTICLES.some((type) => types.has(type));
  // Blogs and builders of sites call every page an article.
  const isCalledSo =
    document.querySelector('meta[property="og:type"][content="article"], meta[property="article:published_time"]') !==
    null;
  const labels = countLabelled(linesOf(around), [...signs.words, ...finder.employer]);
  const applies = hasApply(finder, document);
  // Words of work alone make a guide to pay or a law, which its title says.
  const money = namesMoney(around.slice(0, 3000));
  const isGuide = hasAnyWord(titleText.toLowerCase(), signs.words);
  const { pathname } = new URL(url);
  // A start page tells of the whole house.
  const isSaid =
    pathname !== '/' &&
    ((labels >= 3 && distinct >= 4) || distinct >= 8 || (labels >= 2 && distinct >= 4 && money && !isGuide));
  if (!signs.namesJobs && !hires && !applies && !isSaid) return 0;
  const ofOne = isOfOne(finder, url, titleText);
  // Pages about working somewhere have the words of a job, and nothing that makes them one.
  const isVague = !isShort && !ofOne && !hires && !applies && labels < 2;
  const isSparse = text.length > LONG && distinct * SPARSE < text.length;
  const isAboutCode = document.querySelector('pre code, .highlight pre') !== null && !applies;
  return (
    (distinct >= (isShort ? 5 : 8) ? 3 : distinct >= (isShort ? 3 : 5) ? 2 : distinct >= (isShort ? 2 : 3) ? 1 : 0) +
    (hasPlace(finder, pathname) ? (ofOne ? 3 : 2) : signs.namesJobs ? 1 : 0) +
    (hires ? 2 : 0) +
    (labels >= 2 ? 2 : labels) +
    (applies ? 2 : 0) +
    (money ? 1 : 0) -
    (isArticle ? (hires ? 1 : 3) : isCalledSo ? (hires ? 1 : 2) : 0) -
    (GOODS.some((type) => types.has(type)) ? 4 : 0) -
    (isVague ? 3 : 0) -
    (isSparse ? 2 : 0) -
    (isAboutCode ? 4 : 0)
  );
}

/** An address of one thing: it has a number of its own, or the words of the title; not those of any list of jobs. */
function isOfOne(finder: FinderKnowledge, url: string, title: string): boolean {
  const { pathname, search } = new URL(url);
  const words = title.toLowerCase().match(/[a-z0-9]{3,}/gu) ?? [];
  const [first = '', second = first] = words.filter((word) => !hasPlace(finder, word));
  const path = pathname.toLowerCase();
  return (
    /[/_=-]\d{3,}|\/[0-9a-f-]{16,}/u.test(path + search) ||
    (first !== '' && path.includes(first) && path.includes(second))
  );
}

/** A link or a button outside of menus that leads to an application. */
function hasApply(finder: FinderKnowledge, document: Document): boolean {
  let looked = 0;
  for (const control of document.querySelectorAll('a, button, [role="button"], input[type="submit"]')) {
    if (++looked > 400) break;
    const text = (readText(control) || (control.getAttribute('value') ?? '')).toLowerCase();
    if (text.length > 40 || control.closest('nav, body > footer, [role="navigation"]') !== null) continue;
    if (finder.apply.some((word) => hasWord(text, word) && (text.startsWith(word) || text.length < 25))) return true;
    if (/\/(?:apply|application|oneclick|applications)\b/u.test(control.getAttribute('href') ?? '')) return true;
  }
  return false;
}

/** Lists and start pages are made of links; a description of a job has few. */
function isMostlyLinks(signs: PageSigns): boolean {
  let linked = 0;
  for (const link of signs.main.querySelectorAll('a')) linked += (link.textContent ?? '').trim().length;
  return linked > signs.text.length * 0.5;
}

/** A part that is named after the company may hold more than its name. */
function nameIn(value: string | undefined, title: string): string {
  return value === undefined || value.length > 90 || value.includes(title) ? '' : value;
}

/** `Cook - Example Ltd | Example Jobs`: what follows the post's title in the page's. */
function companyIn(finder: FinderKnowledge, document: Document, title: string): string {
  const whole = document.title;
  const at = whole.indexOf(title);
  const rest = at < 0 ? '' : whole.slice(at + title.length);
  const named =
    /^\s*(?:[-|｜–—·:@,／/]|\b(?:at|bei|chez|di|tại|en|w)\b)\s*([^|｜–—·]{2,80}?)\s*(?:[|｜–—·]|の(?:転職|求人)|\s-\s|$)/iu.exec(
      rest,
    )?.[1];
  if (named !== undefined) return named;
  const before = at > 0 ? /^(.{2,80}?)\s*[:|｜–—-]\s*$/u.exec(whole.slice(0, at))?.[1] : undefined;
  const seeks =
    at > 0 ? /^(.{2,60}?)\s+(?:sucht|hiring|recrute|is hiring|tuyển)\b/iu.exec(whole.slice(0, at))?.[1] : undefined;
  const site = document.querySelector('meta[property="og:site_name"]')?.getAttribute('content');
  return before ?? seeks ?? behindShorter(whole, title) ?? (site || aloneIn(finder, whole, title));
}

/** `Cook | Example Ltd` over the heading `Cook, evening shift`. */
function behindShorter(whole: string, title: string): string | undefined {
  const [first = '', second] = whole.split(/\s+[|｜–—·-]\s+/u);
  return first.length >= 5 && first.length < whole.length && title.startsWith(first) ? second : undefined;
}

/** `Example Ltd`, `Example Ltd - Careers`: a name that says neither the post nor where jobs are listed. */
function aloneIn(finder: FinderKnowledge, whole: string, title: string): string {
  const parts = whole.split(/\s+[|｜–—·:-]+\s+|[|｜]/u).map((part) => part.trim());
  const named = parts.filter((part) => part !== '' && !title.includes(part) && !hasPlace(finder, part));
  const [name = ''] = named;
  return parts.length <= 2 && named.length === 1 && name.length <= 40 && name.split(/\s+/u).length <= 4 ? name : '';
}
