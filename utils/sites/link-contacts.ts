/**
 * Contacts that stand in a link's target and not in its words: "Chat with us" that leads to t.me, a mailto button.
 * They belong to the post as much as a number in its text.
 */

/** Hosts that are a way to reach somebody, or that hide where a link goes. */
export const CONTACT_HOSTS: ReadonlySet<string> = new Set(
  't.me telegram.me telegram.dog wa.me api.whatsapp.com chat.whatsapp.com whatsapp.com line.me lin.ee zalo.me m.me u.wechat.com weixin.qq.com qm.qq.com discord.gg forms.gle docs.google.com bit.ly tinyurl.com linktr.ee cutt.ly s.id'.split(
    ' ',
  ),
);
/** Parameters in which sites carry the address that a wrapped link leads to. */
const REDIRECT_PARAMETERS = ['url', 'u', 'q', 'target', 'to'];
const MAX_CONTACTS = 20;

/** Link targets inside the elements that `text` does not show, as a person would write them. */
export function linkContacts(elements: readonly Element[], text: string, pageHost: string): string[] {
  const found = new Set<string>();
  for (const element of elements) {
    for (const link of element.querySelectorAll('a[href]')) {
      const contact = contactOf(link.getAttribute('href') ?? '', pageHost);
      if (contact !== null && !text.includes(contact)) found.add(contact);
      if (found.size >= MAX_CONTACTS) return [...found];
    }
  }
  return [...found];
}

/** The contact a link leads to, or null for a link inside the site or one that shares the page. */
export function contactOf(href: string, pageHost: string): string | null {
  const trimmed = href.trim().slice(0, 2000);
  const scheme = /^(mailto|tel|sms|tg|line|whatsapp|weixin|zalo|viber):/iu.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === 'mailto' || scheme === 'tel' || scheme === 'sms') {
    const rest = decode(trimmed.slice(scheme.length + 1).split('?')[0] ?? '').trim();
    return rest === '' ? null : rest;
  }
  if (scheme !== undefined) return trimmed;
  const target = unwrapRedirect(trimmed);
  if (target === null || isShareLink(target)) return null;
  const host = target.hostname.toLowerCase().replace(/^www\./u, '');
  if (!CONTACT_HOSTS.has(host) && isSameSite(host, pageHost)) return null;
  return `${host}${target.pathname === '/' ? '' : target.pathname}${CONTACT_HOSTS.has(host) ? target.search : ''}`;
}

/** The address that a link really leads to, out of a site's own wrapping; null when it is no web address. */
export function unwrapRedirect(href: string): URL | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  for (const name of REDIRECT_PARAMETERS) {
    const inner = url.searchParams.get(name);
    if (inner !== null && /^https?:\/\//u.test(inner) && URL.canParse(inner)) return new URL(inner);
  }
  return url;
}

function isShareLink(url: URL): boolean {
  return /\/(?:share|sharer|sharing|intent|dialog)\b/u.test(url.pathname);
}

/** Same host but for the leftmost name: `in.example.com` and `www.example.com`. */
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

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
