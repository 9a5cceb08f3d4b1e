/** Finds the main post of a page about one job, on a site without an adapter. */
import { isHiddenByStyle } from '../dom/hidden-by-style.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { normalizeText } from '../dom/normalize-text.ts';
import { readText } from '../dom/read-text.ts';
import type { FinderKnowledge } from './adapter.ts';
import { hasAnyWord, hasWord } from './has-word.ts';
import { readPost } from './layout-reader.ts';
import type { DeclaredPosting } from './read-json-ld.ts';
import { countLabelledLines, labelledValue, splitLabelledLines } from './labels.ts';
import { mentionsMoney } from './mentions-money.ts';
import { commonAncestor, hasJobListWord, readMainText, type PageFeatures } from './page-features.ts';
import { makePost, type PostOnPage } from './post-on-page.ts';

/** Shortest description of a job, UTF-16 units; scripts such as Han need fewer. */
const MIN_UNITS = 110;
const MIN_DENSE_UNITS = 45;
const DENSE_SCRIPT = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
/** The text around the main element is used up to this multiple of the main text's length. */
const MAX_SURROUNDING_RATIO = 1.35;
/** schema.org types of articles, and of goods and events. */
const ARTICLE_TYPES = ['NewsArticle', 'Article', 'BlogPosting'];
const PRODUCT_TYPES = ['Product', 'Recipe', 'Event', 'Course'];
/** Texts longer than `LONG_UNITS` need one job word in each `UNITS_PER_JOB_WORD` UTF-16 units. */
const LONG_UNITS = 3000;
const UNITS_PER_JOB_WORD = 1000;
/** Smallest score of a post; see `detailScore`. */
const MIN_SCORE = 4;

/** A page on a site without an adapter, as far as it is read. */
interface GenericPage {
  finder: FinderKnowledge;
  features: PageFeatures;
  /** What its JSON-LD declares. */
  declared: { postings: readonly DeclaredPosting[]; types: ReadonlySet<string> };
  document: Document;
  url: string;
}

/** The main post of the page; null when the page is about something else. */
export function findGenericDetail(page: GenericPage): PostOnPage | null {
  const { finder, features, declared, document, url } = page;
  const posting = declared.postings.length === 1 ? declared.postings[0] : undefined;
  if (posting === undefined && detailScore(page) < MIN_SCORE) return null;
  const hints = finder.layouts.find((layout) => layout.id === 'hints');
  const main = (posting === undefined ? null : elementShowing(document.body, posting.text)) ?? features.main;
  const mainWords = main === features.main ? features.text : readMainText(main);
  const scope = features.title === null ? main : commonAncestor(features.title, main);
  const read = hints === undefined ? null : readPost({ ...hints, kind: 'detail' }, scope, { site: 'generic', url });
  const title = posting?.title || features.titleText;
  if (title === '') return null;
  // Pay and contacts are often beside the main text.
  const around = readMainText(scope);
  const isNear = scope !== document.body && around.length <= mainWords.length * MAX_SURROUNDING_RATIO;
  const shown = isNear ? around : mainWords;
  // The declared text is used where the page shows little text itself.
  const text = shown.length >= 200 || posting === undefined ? shown : posting.text;
  const labelledCompany = labelledValue(splitLabelledLines(around), finder.employer);
  return makePost(
    {
      site: posting === undefined ? 'generic' : 'json-ld',
      kind: 'detail',
      url,
      title,
      company:
        posting?.company ||
        labelledCompany ||
        shortName(read?.post.company, title) ||
        companyFromTitle(finder, document, title),
      location: posting?.location || (read?.post.location ?? ''),
      salary: posting?.salary || shortName(read?.post.salary, title),
      text,
      ...(posting?.postedAt ? { postedAt: posting.postedAt } : {}),
      element: isNear ? scope : main,
      anchor: features.title,
      linksIn: [isNear ? scope : main],
    },
    new URL(url).hostname,
  );
}

/** The smallest element that shows the declared text; null where the page does not show it, or hides it. */
function elementShowing(body: Element, text: string): Element | null {
  const words = lettersAndDigits(text);
  if (words.length < 100) return null;
  const [start, end] = [words.slice(0, 50), words.slice(-50)];
  const shows = (element: Element): boolean => {
    const all = lettersAndDigits(dom.textContent(element));
    return all.includes(start) && all.includes(end);
  };
  if (!shows(body)) return null;
  let found = body;
  for (;;) {
    const showing = [...dom.children(found)].filter(
      (child) => !/^(?:SCRIPT|STYLE|TEMPLATE)$/u.test(dom.tagName(child)) && shows(child),
    );
    const next = showing.find((child) => !isHiddenByStyle(child));
    if (next === undefined) return showing.length > 0 ? null : found;
    found = next;
  }
}

function lettersAndDigits(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** Score of how much a page looks like one about a single job; `MIN_SCORE` and above counts as a post. */
function detailScore({ finder, features, declared: { types }, document, url }: GenericPage): number {
  const [text, around, titleText] = [features.text, features.surroundingText, features.titleText].map(
    normalizeText,
  ) as [string, string, string];
  const shortest = DENSE_SCRIPT.test(text) ? MIN_DENSE_UNITS : MIN_UNITS;
  if (around.length < shortest || features.isShop || features.isProfileOrWiki || features.title === null) return 0;
  if (isMostlyLinks(features)) return 0;
  const isShort = text.length < 700;
  const jobWordCount = features.words.length;
  const mentionsHiring = hasAnyWord(titleText.toLowerCase(), finder.hiring);
  const isArticle = ARTICLE_TYPES.some((type) => types.has(type));
  // Blogs and site builders declare every page as an article.
  const isDeclaredArticle =
    document.querySelector('meta[property="og:type"][content="article"], meta[property="article:published_time"]') !==
    null;
  const labels = countLabelledLines(splitLabelledLines(around), [...features.words, ...finder.employer]);
  const hasApply = hasApplyControl(finder, document);
  // A page with job words in its title may be a guide to pay or a law.
  const money = mentionsMoney(around.slice(0, 3000));
  const isGuide = hasAnyWord(titleText.toLowerCase(), features.words);
  const { pathname } = new URL(url);
  // A home page describes the whole company.
  const isDescribedAsJob =
    pathname !== '/' &&
    ((labels >= 3 && jobWordCount >= 4) ||
      jobWordCount >= 8 ||
      (labels >= 2 && jobWordCount >= 4 && money && !isGuide));
  if (!features.mentionsJobs && !mentionsHiring && !hasApply && !isDescribedAsJob) return 0;
  const isOneJob = isAddressOfOneJob(finder, url, titleText);
  // Pages about working at a company have job words, but no sign of a single job.
  const isVague = !isShort && !isOneJob && !mentionsHiring && !hasApply && labels < 2;
  const isSparse = text.length > LONG_UNITS && jobWordCount * UNITS_PER_JOB_WORD < text.length;
  const isAboutCode = document.querySelector('pre code, .highlight pre') !== null && !hasApply;
  return (
    (jobWordCount >= (isShort ? 5 : 8)
      ? 3
      : jobWordCount >= (isShort ? 3 : 5)
        ? 2
        : jobWordCount >= (isShort ? 2 : 3)
          ? 1
          : 0) +
    (hasJobListWord(finder, pathname) ? (isOneJob ? 3 : 2) : features.mentionsJobs ? 1 : 0) +
    (mentionsHiring ? 2 : 0) +
    (labels >= 2 ? 2 : labels) +
    (hasApply ? 2 : 0) +
    (money ? 1 : 0) -
    (isArticle ? (mentionsHiring ? 1 : 3) : isDeclaredArticle ? (mentionsHiring ? 1 : 2) : 0) -
    (PRODUCT_TYPES.some((type) => types.has(type)) ? 4 : 0) -
    (isVague ? 3 : 0) -
    (isSparse ? 2 : 0) -
    (isAboutCode ? 4 : 0)
  );
}

/** Whether the address is that of one job: it contains an id or the words of the title. */
function isAddressOfOneJob(finder: FinderKnowledge, url: string, title: string): boolean {
  const { pathname, search } = new URL(url);
  const words = title.toLowerCase().match(/[a-z0-9]{3,}/gu) ?? [];
  const [first = '', second = first] = words.filter((word) => !hasJobListWord(finder, word));
  const path = pathname.toLowerCase();
  return (
    /[/_=-]\d{3,}|\/[0-9a-f-]{16,}/u.test(path + search) ||
    (first !== '' && path.includes(first) && path.includes(second))
  );
}

/** Whether a link or button outside of menus leads to an application. */
function hasApplyControl(finder: FinderKnowledge, document: Document): boolean {
  let count = 0;
  for (const control of document.querySelectorAll('a, button, [role="button"], input[type="submit"]')) {
    if (++count > 400) break;
    const text = (readText(control) || (dom.getAttribute(control, 'value') ?? '')).toLowerCase();
    if (text.length > 40 || dom.closest(control, 'nav, body > footer, [role="navigation"]') !== null) continue;
    if (finder.apply.some((word) => hasWord(text, word) && (text.startsWith(word) || text.length < 25))) return true;
    if (/\/(?:apply|application|oneclick|applications)\b/u.test(dom.getAttribute(control, 'href') ?? '')) return true;
  }
  return false;
}

/** Whether more than half of the main text is links, as in lists and on home pages. */
function isMostlyLinks(features: PageFeatures): boolean {
  let linked = 0;
  for (const link of dom.querySelectorAll(features.main, 'a')) linked += dom.textContent(link).trim().length;
  return linked > features.text.length * 0.5;
}

/** A field value that is short and does not contain the title; '' otherwise. */
function shortName(value: string | undefined, title: string): string {
  return value === undefined || value.length > 90 || value.includes(title) ? '' : value;
}

/** The company in the page's title, e.g. in `Cook - Example Ltd | Example Jobs`. */
function companyFromTitle(finder: FinderKnowledge, document: Document, title: string): string {
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
  return before ?? seeks ?? companyAfterShortTitle(whole, title) ?? (site || onlyName(finder, whole, title));
}

/** The company in `Cook | Example Ltd` where the heading is longer: `Cook, evening shift`. */
function companyAfterShortTitle(whole: string, title: string): string | undefined {
  const [first = '', second] = whole.split(/\s+[|｜–—·-]\s+/u);
  return first.length >= 5 && first.length < whole.length && title.startsWith(first) ? second : undefined;
}

/** The company in `Example Ltd` or `Example Ltd - Careers`: the only part that is neither the job nor a list. */
function onlyName(finder: FinderKnowledge, whole: string, title: string): string {
  const parts = whole.split(/\s+[|｜–—·:-]+\s+|[|｜]/u).map((part) => part.trim());
  const named = parts.filter((part) => part !== '' && !title.includes(part) && !hasJobListWord(finder, part));
  const [name = ''] = named;
  return parts.length <= 2 && named.length === 1 && name.length <= 40 && name.split(/\s+/u).length <= 4 ? name : '';
}
