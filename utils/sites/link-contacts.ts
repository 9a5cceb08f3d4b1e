/** Reads contacts that only the links of a post name, such as t.me behind "Chat with us". */
import { decodePercent } from '../model/decode-percent.ts';
import * as dom from '../dom/form-safe-dom.ts';

/** Hosts of messengers and forms, and of link shorteners. */
export const CONTACT_HOSTS: ReadonlySet<string> = new Set(
  't.me telegram.me telegram.dog wa.me api.whatsapp.com chat.whatsapp.com whatsapp.com line.me lin.ee zalo.me m.me u.wechat.com weixin.qq.com qm.qq.com discord.gg forms.gle docs.google.com bit.ly tinyurl.com linktr.ee cutt.ly s.id'.split(
    ' ',
  ),
);
/** Query parameters that hold the target of a redirect. */
const REDIRECT_PARAMETERS = ['url', 'u', 'q', 'target', 'to'];
const MAX_CONTACTS = 20;

/** Contacts in the links of these elements that `text` does not contain, at most `MAX_CONTACTS`. */
export function linkContacts(elements: readonly Element[], text: string, pageHost: string): string[] {
  const found = new Set<string>();
  for (const element of elements) {
    for (const link of dom.querySelectorAll(element, 'a[href]')) {
      const contact = contactOf(dom.getAttribute(link, 'href') ?? '', pageHost);
      if (contact !== null && !text.includes(contact)) found.add(contact);
      if (found.size >= MAX_CONTACTS) return [...found];
    }
  }
  return [...found];
}

/** The contact of a link; null for a link inside the site or a share link. */
export function contactOf(href: string, pageHost: string): string | null {
  const trimmed = href.trim().slice(0, 2000);
  const scheme = /^(mailto|tel|sms|tg|line|whatsapp|weixin|zalo|viber):/iu.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === 'mailto' || scheme === 'tel' || scheme === 'sms') {
    const rest = decodePercent(trimmed.slice(scheme.length + 1).split('?')[0] ?? '').trim();
    return rest === '' ? null : rest;
  }
  if (scheme !== undefined) return trimmed;
  const target = unwrapRedirect(trimmed);
  if (target === null || isShareLink(target)) return null;
  const host = target.hostname.toLowerCase().replace(/^www\./u, '');
  if (!CONTACT_HOSTS.has(host) && isSameSite(host, pageHost)) return null;
  return `${host}${target.pathname === '/' ? '' : target.pathname}${CONTACT_HOSTS.has(host) ? target.search : ''}`;
}

/** The final address of a link that a site wraps in a redirect; null when it is not an http(s) address. */
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
