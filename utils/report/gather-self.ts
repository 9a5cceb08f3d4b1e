/**
 * Finds what a page shows of its reader: in its account menu and greeting, in filled-in fields, in its meta and state data
 * and in the cookies it can read. Runs in the page when the reader clicks on "Report", so that what is found goes no
 * further than `redactPost`.
 *
 * A page can lie here, to have its recruiter's contacts taken out; that shows in the report form, and the same page could
 * have left them out to begin with. What stands in the post itself is never taken for the reader's, save filled-in fields.
 */
import { FoundOfSelf } from './found-of-self.ts';
import { isCased } from './person-name.ts';
import { emailsIn, phoneDigits, type SelfValues } from './self-values.ts';
import { gatherFromState } from './self-in-state.ts';

/** Bars of a site, where the account menu stands. */
const BARS = 'header,nav,[role="banner"],[role="navigation"]';
/** The same by their looks, and side bars; lists in them show other people. */
const SIDES =
  'aside,[role="complementary"],[id*="header" i],[class*="header" i],[class*="navbar" i],[class*="topbar" i],[class*="sidebar" i],[class*="menu" i]';
const CONTENT = 'main,article,[role="main"],[role="article"],[role="feed"]';
/** Places of other people. */
const OTHERS = ['author', 'review', 'recruiter', 'employer', 'company', 'poster', 'commenter']
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
const HINTED = ATTRIBUTES.flatMap((name) => HINTS.map((hint) => `[${name}*="${hint}" i]`)).join(',');
/** Hints that tell of the reader even outside the site's bars. */
const SURE =
  /account[-_ ]?(?:menu|name|switcher|button)|signed[-_ ]?in|logged[-_ ]?in|user[-_ ]?(?:menu|name|nav|info|email|greeting)|nav[-_]?(?:user|me)\b|nav__me|current[-_ ]?user|my[-_ ]?(?:account|profile)|greeting|welcome/iu;
const NAME_HINT = /name|greeting|welcome|signed|logged|identity/iu;
const FIELD_HINT =
  /e-?mail|phone|mobile|\btel|first.?name|last.?name|full.?name|given.?name|family.?name|user.?name|^name$/iu;
const NOT_THE_READERS =
  /company|employer|recruiter|job|position|keyword|search|query|location|city|to.?email|contact.?email|coupon/iu;
/** "Signed in as A B": anywhere, also beside the post. */
const SIGNED_IN =
  /(?:signed in as|logged in as|applying as|welcome back,?|登录为|登入為)\s*[:：]?\s*([^\n|(<]{2,60})/giu;
const PROFILE_PATH =
  /\/(?:in|u|user|users|profile|profiles|member|members|people|candidate)\/([^/?#]{4,80})|\/@([\w.]{3,40})|profile\.php\?(?:.*&)?id=(\d{5,20})/iu;
const NOT_A_SLUG =
  /^(?:me|edit|settings|view|login|sign-?in|sign-?up|logout|create|register|jobs?|saved|home|notifications?|messages?)$/iu;
const MOST_ELEMENTS = 400;
const MOST_LOOKED_AT = 10_000;

/** @param post the element of the post that is reported; null when unknown  @param cookies `document.cookie` */
export function gatherSelf(page: Document, post: Element | null, cookies: string): SelfValues {
  const found = new FoundOfSelf();
  const elements = [...page.querySelectorAll(HINTED)].slice(0, MOST_LOOKED_AT);
  const readers = elements.filter((element) => isReaders(element, post)).slice(0, MOST_ELEMENTS);
  for (const element of readers) fromAccount(element, found);
  const links = [...page.querySelectorAll(`:is(${BARS},${HINTED}) a[href],a[href]:is(${HINTED})`)];
  for (const link of links.slice(0, MOST_LOOKED_AT)) {
    if (isReaders(link, post) && (link.closest(BARS) !== null || SURE.test(hintsOf(link))))
      fromProfileLink(link, found);
  }
  for (const image of page.querySelectorAll(`:is(${BARS}) img[alt]`)) {
    const drawn = /flag|logo|icon|brand|banner|\.svg/iu.test(image.getAttribute('src') ?? '');
    if (!drawn && isReaders(image, post)) found.name(image.getAttribute('alt') ?? '', false);
  }
  for (const input of page.querySelectorAll('input')) fromField(input, found);
  fromMeta(page, found);
  for (const match of (page.body?.textContent ?? '').slice(0, 300_000).matchAll(SIGNED_IN)) {
    const said = (match[1] ?? '').trim();
    for (const email of emailsIn(said)) found.emails.add(email);
    // The text may run on: "Nadia Example Log out". The longest beginning that is a name counts.
    const words = said.split(/\s+/u).slice(0, 4);
    for (let count = words.length; count > 0; count -= 1) if (found.name(words.slice(0, count).join(' '), true)) break;
  }
  gatherFromState(page, cookies, found);
  return found.values();
}

function isReaders(element: Element, post: Element | null): boolean {
  if (post !== null && (post.contains(element) || element.contains(post))) return false;
  if (element.closest(CONTENT) !== null || element.closest(OTHERS) !== null) return false;
  if (element.closest(BARS) !== null) return true;
  if (element.closest('li,[role="listitem"]') !== null) return false;
  return element.closest(SIDES) !== null || SURE.test(hintsOf(element));
}

function hintsOf(element: Element): string {
  return ATTRIBUTES.map((name) => element.getAttribute(name) ?? '').join(' ');
}

function fromAccount(element: Element, found: FoundOfSelf): void {
  for (const name of ['aria-label', 'title', 'alt']) {
    const label = element.getAttribute(name) ?? '';
    // One word of a script without capitals is as often a name as a word; it does no harm unless the post has it too.
    found.name(label, element.matches('img') || !isCased(label));
  }
  for (const { name, value } of element.attributes) {
    if (/^data-.*(?:user|member|account|email|login|phone)/iu.test(name) && value.length <= 120)
      found.value(value, true);
  }
  const images = element.matches('img') ? [] : [...element.querySelectorAll('img[alt],[role="img"][aria-label]')];
  for (const image of images.slice(0, 5)) {
    found.name(image.getAttribute('alt') ?? image.getAttribute('aria-label') ?? '', true);
  }
  const texts = textsOf(element);
  const text = texts.join(' ');
  if (texts.length > 12 || text.length > 300) return;
  for (const email of emailsIn(text)) found.emails.add(email);
  for (const match of text.matchAll(/(?<![\w@.])@([\w.]{3,40})/gu)) found.accounts.add(match[1] as string);
  for (const part of texts) if (phoneDigits(part) !== '') found.phones.add(part);
  const named = NAME_HINT.test(hintsOf(element));
  if (!found.name(text, named)) for (const part of texts) found.name(part, named && texts.length === 1);
}

/** A link to a person on this site, in its bars, leads to the reader; one to another site to the company's page there. */
function fromProfileLink(link: Element, found: FoundOfSelf): void {
  const href = link.getAttribute('href') ?? '';
  const here = link.ownerDocument.location?.href ?? 'https://here.invalid/';
  if (!URL.canParse(href, here) || siteOf(new URL(href, here).hostname) !== siteOf(new URL(here).hostname)) return;
  const match = PROFILE_PATH.exec(href);
  const slug = match?.[1] ?? match?.[2] ?? match?.[3];
  if (slug === undefined || NOT_A_SLUG.test(slug)) return;
  found.accounts.add(slug);
  found.name(textsOf(link).join(' '), true);
}

/** Near enough to tell www. from m. of one site. */
function siteOf(host: string): string {
  return host.split('.').slice(-2).join('.');
}

/** The texts in an element, one for each text node, the empty ones left out; twenty at most. */
function textsOf(element: Element): string[] {
  const walker = element.ownerDocument.createTreeWalker(element, 4 /* text nodes */);
  const texts: string[] = [];
  while (texts.length < 20 && walker.nextNode() !== null) {
    const parent = walker.currentNode.parentElement;
    const text = (walker.currentNode.nodeValue ?? '').trim();
    if (text !== '' && parent?.matches('script,style,template,noscript') !== true) texts.push(text);
  }
  return texts;
}

function fromField(input: HTMLInputElement, found: FoundOfSelf): void {
  const value = input.value.trim();
  if (!/^(?:text|email|tel|hidden)$/u.test(input.type) || value.length < 2 || value.length > 120) return;
  const hints = [input.name, input.id, input.autocomplete, input.getAttribute('aria-label') ?? ''];
  if (hints.some((hint) => NOT_THE_READERS.test(hint))) return;
  const typed = input.type === 'email' || input.type === 'tel' || /name|email|tel/u.test(input.autocomplete);
  if (typed || hints.some((hint) => FIELD_HINT.test(hint))) found.value(value, true);
}

function fromMeta(page: Document, found: FoundOfSelf): void {
  for (const meta of page.querySelectorAll('meta[content]')) {
    const name = meta.getAttribute('name') ?? meta.getAttribute('property') ?? '';
    if (
      !/user|member|viewer|login|account|email/iu.test(name) ||
      /agent|scal|style|color|site|app|google|verif|publisher/iu.test(name)
    )
      continue;
    found.value(meta.getAttribute('content') ?? '', true);
  }
  for (const element of [page.documentElement, page.body]) {
    for (const { name, value } of element?.attributes ?? []) {
      if (/^data-.*(?:user|member|viewer|account|email|login)/iu.test(name)) found.value(value, true);
    }
  }
}
