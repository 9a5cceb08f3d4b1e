/**
 * Finds what a page shows about its reader. It looks at account menu, greeting, filled-in fields, meta and state data,
 * and readable cookies. It runs in the page when the reader clicks "Report". The result goes no further than
 * `redactPost`.
 *
 * A hostile page can name its recruiter's contacts as the reader's, to have them removed. The report form shows that, and
 * the page could have left them out anyway. Nothing in the post itself counts as the reader's, except filled-in fields.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { ReaderDataCollector } from './reader-data-collector.ts';
import { isCased } from './person-name.ts';
import { emailsIn, phoneDigits, type ReaderData } from './reader-data.ts';
import { collectFromState } from './reader-data-in-state.ts';

/** Bars of a site, which hold the account menu. */
const NAVIGATION_BARS = 'header,nav,[role="banner"],[role="navigation"]';
/** The same by their names, and side bars. Lists in them show other people. */
const SIDE_BARS =
  'aside,[role="complementary"],[id*="header" i],[class*="header" i],[class*="navbar" i],[class*="topbar" i],[class*="sidebar" i],[class*="menu" i]';
const CONTENT = 'main,article,[role="main"],[role="article"],[role="feed"]';
/** Elements that show other people. */
const OTHER_PEOPLE = ['author', 'review', 'recruiter', 'employer', 'company', 'poster', 'commenter']
  .flatMap((word) => ['class', 'id', 'data-test', 'data-testid'].map((name) => `[${name}*="${word}" i]`))
  .join(',');
const ATTRIBUTES = ['class', 'id', 'data-testid', 'data-test', 'data-qa', 'data-automation', 'aria-label', 'title'];
const HINTS = [
  'account',
  'avatar',
  'profile',
  'user',
  'nav__me',
  'me-photo',
  'member',
  'signed',
  'logged',
  'greeting',
  'welcome',
  'identity',
];
const HINTED_ELEMENTS = ATTRIBUTES.flatMap((name) => HINTS.map((hint) => `[${name}*="${hint}" i]`)).join(',');
/** Hints that name the reader even outside the site's bars. */
const SURE_HINT =
  /account[-_ ]?(?:menu|name|switcher|button)|signed[-_ ]?in|logged[-_ ]?in|user[-_ ]?(?:menu|name|nav|info|email|greeting)|nav[-_]?(?:user|me)\b|nav__me|current[-_ ]?user|my[-_ ]?(?:account|profile)|greeting|welcome/iu;
const NAME_HINT = /name|greeting|welcome|signed|logged|identity/iu;
const FIELD_HINT =
  /e-?mail|phone|mobile|\btel|first.?name|last.?name|full.?name|given.?name|family.?name|user.?name|^name$/iu;
const NOT_READER_FIELD =
  /company|employer|recruiter|job|position|keyword|search|query|location|city|to.?email|contact.?email|coupon/iu;
/** "Signed in as A B", anywhere in the page. */
const SIGNED_IN =
  /(?:signed in as|logged in as|applying as|welcome back,?|登录为|登入為)\s*[:：]?\s*([^\n|(<]{2,60})/giu;
const PROFILE_PATH =
  /\/(?:in|u|user|users|profile|profiles|member|members|people|candidate)\/([^/?#]{4,80})|\/@([\w.]{3,40})|profile\.php\?(?:.*&)?id=(\d{5,20})/iu;
const NOT_A_PROFILE =
  /^(?:me|edit|settings|view|login|sign-?in|sign-?up|logout|create|register|jobs?|saved|home|notifications?|messages?)$/iu;
const MAX_ELEMENTS = 400;
const MAX_CANDIDATES = 10_000;

/**
 * @param post the element of the reported post; null when unknown
 * @param cookies `document.cookie`
 */
export function collectReaderData(page: Document, post: Element | null, cookies: string): ReaderData {
  const found = new ReaderDataCollector();
  // The slowest search of all is made once: the links below need it, too.
  const hinted = new Set(page.querySelectorAll(HINTED_ELEMENTS));
  const elements = [...hinted].slice(0, MAX_CANDIDATES);
  const readers = elements.filter((element) => belongsToReader(element, post)).slice(0, MAX_ELEMENTS);
  for (const element of readers) collectFromAccountElement(element, found);
  const inBars = new Set(page.querySelectorAll(`:is(${NAVIGATION_BARS}) a[href]`));
  const outside = new Set<Element>();
  const links = [...page.querySelectorAll('a[href]')].filter(
    (link) => inBars.has(link) || isWithin(hinted, link, outside),
  );
  for (const link of links.slice(0, MAX_CANDIDATES)) {
    if (belongsToReader(link, post) && (dom.closest(link, NAVIGATION_BARS) !== null || SURE_HINT.test(hintText(link))))
      collectFromProfileLink(link, found);
  }
  for (const image of page.querySelectorAll(`:is(${NAVIGATION_BARS}) img[alt]`)) {
    const drawn = /flag|logo|icon|brand|banner|\.svg/iu.test(dom.getAttribute(image, 'src') ?? '');
    if (!drawn && belongsToReader(image, post)) found.addName(dom.getAttribute(image, 'alt') ?? '', false);
  }
  for (const input of page.querySelectorAll('input')) collectFromField(input, found);
  collectFromMeta(page, found);
  for (const match of (page.body?.textContent ?? '').slice(0, 300_000).matchAll(SIGNED_IN)) {
    const signedInText = (match[1] ?? '').trim();
    for (const email of emailsIn(signedInText)) found.emails.add(email);
    // The text may go on: "Nadia Example Log out". The longest beginning that is a name counts.
    const words = signedInText.split(/\s+/u).slice(0, 4);
    for (let count = words.length; count > 0; count -= 1)
      if (found.addName(words.slice(0, count).join(' '), true)) break;
  }
  collectFromState(page, cookies, found);
  return found.toReaderData();
}

/** Whether an element is one of these or lies in one. @param outside elements that do not, filled so that none is climbed twice */
function isWithin(elements: ReadonlySet<Element>, element: Element, outside: Set<Element>): boolean {
  const climbed: Element[] = [];
  for (let each: Element | null = element; each !== null && !outside.has(each); each = dom.parentElement(each)) {
    if (elements.has(each)) return true;
    climbed.push(each);
  }
  for (const each of climbed) outside.add(each);
  return false;
}

function belongsToReader(element: Element, post: Element | null): boolean {
  if (post !== null && (dom.contains(post, element) || dom.contains(element, post))) return false;
  if (dom.closest(element, CONTENT) !== null || dom.closest(element, OTHER_PEOPLE) !== null) return false;
  if (dom.closest(element, NAVIGATION_BARS) !== null) return true;
  if (dom.closest(element, 'li,[role="listitem"]') !== null) return false;
  return dom.closest(element, SIDE_BARS) !== null || SURE_HINT.test(hintText(element));
}

function hintText(element: Element): string {
  return ATTRIBUTES.map((name) => dom.getAttribute(element, name) ?? '').join(' ');
}

function collectFromAccountElement(element: Element, found: ReaderDataCollector): void {
  for (const name of ['aria-label', 'title', 'alt']) {
    const label = dom.getAttribute(element, name) ?? '';
    // One word of a script without capitals may be a name or not. It changes the report only when the post has it too.
    found.addName(label, dom.matches(element, 'img') || !isCased(label));
  }
  for (const { name, value } of dom.attributes(element)) {
    if (/^data-.*(?:user|member|account|email|login|phone)/iu.test(name) && value.length <= 120)
      found.addValue(value, true);
  }
  const images = dom.matches(element, 'img')
    ? []
    : [...dom.querySelectorAll(element, 'img[alt],[role="img"][aria-label]')];
  for (const image of images.slice(0, 5)) {
    found.addName(dom.getAttribute(image, 'alt') ?? dom.getAttribute(image, 'aria-label') ?? '', true);
  }
  const texts = textsIn(element);
  const text = texts.join(' ');
  if (texts.length > 12 || text.length > 300) return;
  for (const email of emailsIn(text)) found.emails.add(email);
  for (const match of text.matchAll(/(?<![\w@.])@([\w.]{3,40})/gu)) found.accounts.add(match[1] as string);
  for (const part of texts) if (phoneDigits(part) !== '') found.phones.add(part);
  const named = NAME_HINT.test(hintText(element));
  if (!found.addName(text, named)) for (const part of texts) found.addName(part, false);
}

/** A profile link in the site's bars belongs to the reader. A link to another site leads to the company's page there. */
function collectFromProfileLink(link: Element, found: ReaderDataCollector): void {
  const href = dom.getAttribute(link, 'href') ?? '';
  const here = dom.ownerDocument(link).location.href;
  if (!URL.canParse(href, here) || baseDomain(new URL(href, here).hostname) !== baseDomain(new URL(here).hostname))
    return;
  const match = PROFILE_PATH.exec(href);
  const slug = match?.[1] ?? match?.[2] ?? match?.[3];
  if (slug === undefined || NOT_A_PROFILE.test(slug)) return;
  found.accounts.add(slug);
  found.addName(textsIn(link).join(' '), true);
}

/** Enough to see that www. and m. belong to one site. */
function baseDomain(host: string): string {
  return host.split('.').slice(-2).join('.');
}

/** The texts of an element's text nodes, without empty ones; 20 at most. */
function textsIn(element: Element): string[] {
  const walker = dom.ownerDocument(element).createTreeWalker(element, 4 /* text nodes */);
  const texts: string[] = [];
  while (texts.length < 20 && walker.nextNode() !== null) {
    const parent = dom.parentElement(walker.currentNode);
    const text = (walker.currentNode.nodeValue ?? '').trim();
    const isCode = parent !== null && dom.matches(parent, 'script,style,template,noscript');
    if (text !== '' && !isCode) texts.push(text);
  }
  return texts;
}

function collectFromField(input: HTMLInputElement, found: ReaderDataCollector): void {
  const value = input.value.trim();
  if (!/^(?:text|email|tel|hidden)$/u.test(input.type) || value.length < 2 || value.length > 120) return;
  const hints = [input.name, dom.id(input), input.autocomplete, dom.getAttribute(input, 'aria-label') ?? ''];
  if (hints.some((hint) => NOT_READER_FIELD.test(hint))) return;
  const typed = input.type === 'email' || input.type === 'tel' || /name|email|tel/u.test(input.autocomplete);
  if (typed || hints.some((hint) => FIELD_HINT.test(hint))) found.addValue(value, true);
}

function collectFromMeta(page: Document, found: ReaderDataCollector): void {
  for (const meta of page.querySelectorAll('meta[content]')) {
    const name = dom.getAttribute(meta, 'name') ?? dom.getAttribute(meta, 'property') ?? '';
    if (
      !/user|member|viewer|login|account|email/iu.test(name) ||
      /agent|scal|style|color|site|app|google|verif|publisher/iu.test(name)
    )
      continue;
    found.addValue(dom.getAttribute(meta, 'content') ?? '', true);
  }
  for (const element of [page.documentElement, page.body]) {
    for (const { name, value } of element?.attributes ?? []) {
      if (/^data-.*(?:user|member|viewer|account|email|login)/iu.test(name)) found.addValue(value, true);
    }
  }
}
