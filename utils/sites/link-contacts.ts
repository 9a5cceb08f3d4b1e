/** Reads contacts that only the links of a post name, such as t.me behind "Chat with us". */
import { decodePercent } from '../model/decode-percent.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { originalOf } from '../dom/original-of.ts';

/** Hosts of messengers and forms, and of link shorteners. */
export const CONTACT_HOSTS: ReadonlySet<string> = new Set(
  't.me telegram.me telegram.dog wa.me api.whatsapp.com chat.whatsapp.com whatsapp.com line.me lin.ee zalo.me m.me u.wechat.com weixin.qq.com qm.qq.com discord.gg forms.gle docs.google.com bit.ly tinyurl.com linktr.ee cutt.ly s.id'.split(
    ' ',
  ),
);
/** Query parameters that hold the target of a redirect. */
const REDIRECT_PARAMETERS = ['url', 'u', 'q', 'target', 'to'];
const MAX_CONTACTS = 20;
/** Links of HTML and SVG, and what a script opens. */
const LINK_SELECTOR = 'a, area[href], [onclick]';
/** Addresses in a short script. */
const SCRIPTED_ADDRESS = /\b[a-z][a-z+.-]{1,14}:[^\s'"`<>)]{3,}/giu;
const MESSENGER_SCHEME = /^(?:tg|line|whatsapp|weixin|zalo|viber):/iu;
const MAX_SCRIPT_UNITS = 500;
const MAX_ADDRESS_UNITS = 2000;

/** Contacts in the links of these elements that `text` does not contain, at most `MAX_CONTACTS`. */
export function linkContacts(elements: readonly Element[], text: string, pageHost: string): string[] {
  const found = new Set<string>();
  for (const element of elements) {
    for (const link of dom.querySelectorAll(element, LINK_SELECTOR)) {
      for (const address of addressesOf(link)) {
        const contact = contactOf(address, pageHost);
        if (contact !== null && !text.includes(contact)) found.add(contact);
        if (found.size >= MAX_CONTACTS) return [...found];
      }
    }
  }
  return [...found];
}

/**
 * The address of a link, and those of messengers that its script names. A short address (`//t.me/x`, or any below a `<base>`)
 * is made whole where it leads to a messenger.
 */
export function addressesOf(link: Element): string[] {
  const href = dom.getAttribute(link, 'href') ?? dom.getAttribute(link, 'xlink:href') ?? '';
  const script = `${/^\s*javascript:/iu.test(href) ? href : ''} ${dom.getAttribute(link, 'onclick') ?? ''}`;
  const named = script.length > 1 ? (script.slice(0, MAX_SCRIPT_UNITS).match(SCRIPTED_ADDRESS) ?? []) : [];
  return [...(href === '' ? [] : [wholeAddress(href, link)]), ...named.filter(isOfMessenger)];
}

/** The whole form of a short address that leads to a messenger; any other address as it is. */
export function wholeAddress(href: string, element: Element): string {
  const address = href.trim().slice(0, MAX_ADDRESS_UNITS);
  if (URL.canParse(address)) return address;
  const { baseURI, URL: own } = dom.ownerDocument(originalOf(element));
  if (!URL.canParse(address, baseURI)) return address;
  const whole = new URL(address, baseURI);
  // The pages of a messenger link to one another.
  const isInside = URL.canParse(own) && new URL(own).host === whole.host;
  return !isInside && isOfMessenger(whole.href) ? whole.href : address;
}

function isOfMessenger(address: string): boolean {
  if (MESSENGER_SCHEME.test(address)) return true;
  const target = unwrapRedirect(address);
  return target !== null && CONTACT_HOSTS.has(hostOf(target));
}

function hostOf({ hostname }: URL): string {
  return hostname.toLowerCase().replace(/^www\./u, '');
}

/** The contact of a link; null for a link inside the site or a share link. */
export function contactOf(href: string, pageHost: string): string | null {
  const trimmed = href.trim().slice(0, MAX_ADDRESS_UNITS);
  const scheme = /^(mailto|tel|sms|tg|line|whatsapp|weixin|zalo|viber):/iu.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === 'mailto' || scheme === 'tel' || scheme === 'sms') {
    const rest = decodePercent(trimmed.slice(scheme.length + 1).split('?')[0] ?? '').trim();
    return rest === '' ? null : rest;
  }
  if (scheme !== undefined) return trimmed;
  const target = unwrapRedirect(trimmed);
  if (target === null || isShareLink(target)) return null;
  const host = hostOf(target);
  if (!CONTACT_HOSTS.has(host) && isSameSite(host, pageHost)) return null;
  return `${host}${target.pathname === '/' ? '' : target.pathname}${CONTACT_HOSTS.has(host) ? target.search : ''}`;
}

/** The final address of a link that a site wraps in a redirect. Null when it is not an http(s) address. */
export function unwrapRedirect(href: string): URL | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.search === '') return url;
  for (const name of REDIRECT_PARAMETERS) {
    const inner = url.searchParams.get(name);
    if (inner !== null && /^https?:\/\//u.test(inner) && URL.canParse(inner)) return new URL(inner);
  }
  return url;
}

function isShareLink(url: URL): boolean {
  return /\/(?:share|sharer|sharing|intent|dialog)\b/u.test(url.pathname);
}

/** Whether two hosts differ only in the leftmost label: `in.example.com` and `www.example.com`. */
function isSameSite(host: string, pageHost: string): boolean {
  const page = pageHost.replace(/^www\./u, '');
  return (
    host === page ||
    host.endsWith(`.${parentDomain(page)}`) ||
    parentDomain(host) === page ||
    page.endsWith(`.${parentDomain(host)}`)
  );
}

function parentDomain(host: string): string {
  const labels = host.split('.');
  return labels.length > 2 ? labels.slice(1).join('.') : host;
}
