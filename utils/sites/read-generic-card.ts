/** Reads one card of a list on a site without an adapter. */
import * as dom from '../dom/form-safe-dom.ts';
import { readText } from '../dom/read-text.ts';
import type { FinderKnowledge, Layout } from './adapter.ts';
import { hasAnyWord } from './has-word.ts';
import { readPost } from './layout-reader.ts';
import { labelledValue } from './labels.ts';
import { mentionsMoney } from './mentions-money.ts';
import { hasJobListWord } from './page-features.ts';
import { absoluteUrl, makePost, type PostOnPage } from './post-on-page.ts';

/** Legal forms and words in names of companies. */
const COMPANY_NAME =
  /(?:株式会社|有限会社|合同会社|有限公司|集团|公司|주식회사|\(주\)|㈜|công ty|tnhh|บริษัท|จำกัด|ບໍລິສັດ|ក្រុមហ៊ុន|ကုမ္ပဏီ|(?:^|\s)(?:pt|cv)\.?\s|\b(?:ltd|llc|inc|gmbh|ag|co\.|corp|s\.?a\.?|s\.?r\.?l|b\.?v\.?|a\.?s|s\.r\.o|sdn|bhd|pvt|plc|ооо|оао|зао|ип|kg|oy|ab|limited|group|company)\b)/iu;
/** Elements of social posts. */
const SOCIAL_SELECTOR = '[role="article"], [class*="message" i], [class*="tweet" i], [class*="status-" i]';

export interface CardRequest {
  card: Element;
  /** The link by which the card was found; null for groups without links. */
  link: Element | null;
  hints: Layout;
  finder: FinderKnowledge;
  url: string;
  /** Lines that most cards of the group have, e.g. `See job`. Lower case. */
  commonTexts: ReadonlySet<string>;
}

/** The post of a card; null where it is a template that is not filled, or no card. */
export function readGenericCard(request: CardRequest): PostOnPage | null {
  const { card, link, hints, finder, url, commonTexts } = request;
  const context = { site: 'generic', url };
  const read = readPost(hints, card, context);
  const lines = readText(card, hints.strip).split('\n');
  const isOwn = (text: string): boolean => /\p{L}/u.test(text) && !commonTexts.has(text.toLowerCase());
  if (isSocial(card, lines)) return readSocial(card, lines, read, url);
  const linked = link === null || link === card ? [] : readText(link).split('\n');
  const aria = attributeOf(link, 'aria-label');
  const heading = isLinkTheTitle(read, linked, request)
    ? ''
    : (linkedJobTitle(read, finder, url) ?? titleOf(read, hints));
  const explicitTitle = [heading, linked.length <= 2 || heading === '' ? (linked[0] ?? '') : '', aria].find(
    (text) => isOwn(text) && text.length <= 200,
  );
  const title = explicitTitle ?? titleFromLines(lines.filter(isOwn));
  // An unfilled template, or a separator between cards.
  if (title === undefined || title.includes('{{')) return null;
  const anchor = explicitTitle !== undefined && explicitTitle === read?.post.title ? read.anchor : link;
  const own = (anchor == null ? null : linkAt(anchor)) ?? link ?? dom.querySelector(card, 'a[href]');
  const at = lines.findIndex((line) => line.includes(title));
  const linesAfterTitle = lines.slice(at + 1);
  const location = read?.post.location ?? '';
  // Not a place, a date, a sentence or the title.
  const mayBeCompany = (line: string): boolean =>
    line.length < 80 &&
    isOwn(line) &&
    !mentionsMoney(line) &&
    !isDate(line.replace(/^[^:：]{2,30}[:：]\s*/u, '')) &&
    !/[.…]$|^https?:/u.test(line) &&
    !isSameText(line, title) &&
    !isSameText(line, location);
  const company =
    companyOf(read?.post.company, title) ||
    labelledValue(lines, finder.employer) ||
    (lines.find((line) => line !== title && line.length < 80 && COMPANY_NAME.test(line)) ??
      lines.find((line) => line !== title && logoNames(card).has(line)) ??
      (explicitTitle === undefined && at > 0 ? lines[0] : undefined) ??
      linesAfterTitle.find(mayBeCompany));
  return makePost(
    {
      ...context,
      kind: 'card',
      url: absoluteUrl(attributeOf(own, 'href'), url),
      title,
      company: company ?? '',
      location,
      salary:
        salaryOf(read?.post.salary, title) ||
        (linesAfterTitle.find((line) => line.length < 60 && mentionsMoney(line)) ?? ''),
      text: lines.join('\n'),
      element: card,
      anchor: anchor === null || anchor === undefined || anchor === card ? (link ?? card) : anchor,
    },
    new URL(url).hostname,
  );
}

/** The title of a card without a heading: one of the first two lines; the other is the company. */
function titleFromLines(lines: readonly string[]): string | undefined {
  const [first, second] = lines.filter((line) => line.length >= 2 && !mentionsMoney(line) && line.length < 200);
  if (first === undefined || second === undefined) return first;
  if (COMPANY_NAME.test(first) !== COMPANY_NAME.test(second)) return COMPANY_NAME.test(first) ? second : first;
  return second.length > first.length * 1.6 && second.length < 60 ? second : first;
}

/** Whether the link is the job's title and a heading outside of it names the department. */
function isLinkTheTitle(
  read: PostOnPage | null,
  linked: readonly string[],
  { link, finder, url }: CardRequest,
): boolean {
  const heading = read?.anchor;
  const href = attributeOf(link, 'href');
  if (link === null || heading == null || dom.contains(heading, link) || dom.contains(link, heading)) return false;
  const isJob = URL.canParse(href, url) && hasJobListWord(finder, new URL(href, url).pathname);
  const [first = ''] = linked;
  return isJob && linked.length <= 3 && first.length >= 5 && !hasAnyWord(first.toLowerCase(), finder.apply);
}

/** The text of the only job link inside a heading, which may also contain badges and the company. */
function linkedJobTitle(read: PostOnPage | null, finder: FinderKnowledge, url: string): string | undefined {
  if (read === null) return undefined;
  const jobs = [...dom.querySelectorAll(read.anchor, 'a[href]')].filter((link) => {
    const href = dom.getAttribute(link, 'href') ?? '';
    return URL.canParse(href, url) && /\d{3,}/u.test(href) && hasJobListWord(finder, new URL(href, url).pathname);
  });
  const text = jobs.length === 1 ? readText(jobs[0]!) : '';
  return text.length >= 5 && !text.includes('\n') && !hasAnyWord(text.toLowerCase(), finder.apply) ? text : undefined;
}

/** The title; of a heading around title, company and place the first line. */
function titleOf(read: PostOnPage | null, hints: Layout): string {
  const whole = read?.post.title ?? '';
  if (read?.anchor == null) return whole;
  const [first = '', ...rest] = readText(read.anchor, hints.strip).split('\n');
  return rest.length > 0 && first.length >= 3 && whole.startsWith(first) && whole.length > first.length ? first : whole;
}

/** Alternative texts of the images of a card: a logo has the company's name. */
function logoNames(card: Element): Set<string> {
  const names = [...dom.querySelectorAll(card, 'img[alt]')].map((image) =>
    (dom.getAttribute(image, 'alt') ?? '').replaceAll(/\b(?:company )?logo\b|^logo (?:of|de|von) /giu, '').trim(),
  );
  return new Set(names.filter((name) => name.length >= 2));
}

/** Whether a line is a date such as `10 Jul 2026` or `2026-07-10`. */
function isDate(line: string): boolean {
  return line.length < 30 && /^\p{Nd}{1,4}[\s./年-]+\S+[\s./月-]+\p{Nd}{1,4}\P{L}*$/u.test(line);
}

function isSameText(line: string, other: string): boolean {
  return other !== '' && (line.includes(other) || (line.length > 4 && other.includes(line)));
}

/** The company without the title: an element with a class for the company may contain both. */
function companyOf(value: string | undefined, title: string): string {
  const at = value?.indexOf(title) ?? -1;
  return value === undefined || value === title ? '' : at < 0 ? value : value.slice(at + title.length).trim();
}

/** The salary without the title: an element with a class for the salary may contain both. */
function salaryOf(value: string | undefined, title: string): string {
  const rest = value?.startsWith(title) === true ? value.slice(title.length).trim() : (value ?? '');
  return /\p{Nd}/u.test(rest) || rest.length < 40 ? rest : '';
}

/** Whether a card is a post of a person in a feed or group. */
function isSocial(card: Element, lines: readonly string[]): boolean {
  return (
    (dom.matches(card, SOCIAL_SELECTOR) || dom.querySelector(card, ':scope > [role="article"]') !== null) &&
    lines.some((line) => line.length >= 70)
  );
}

function readSocial(card: Element, lines: readonly string[], read: PostOnPage | null, url: string): PostOnPage {
  const poster = read?.post.title ?? '';
  const at = lines.findIndex((line) => line.includes(poster));
  return makePost(
    {
      site: 'generic',
      kind: 'social',
      url: '',
      poster,
      text: lines.filter((_, index) => poster === '' || index !== at).join('\n'),
      element: card,
      anchor: read?.anchor ?? card,
    },
    new URL(url).hostname,
  );
}

function attributeOf(element: Element | null, name: string): string {
  return (element === null ? null : dom.getAttribute(element, name)) ?? '';
}

/** The link around an element, or the first one inside of it. */
function linkAt(element: Element): Element | null {
  return dom.closest(element, 'a[href]') ?? dom.querySelector(element, 'a[href]');
}
