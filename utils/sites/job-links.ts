/** Addresses that links on a list of jobs lead to. */
import * as dom from '../dom/form-safe-dom.ts';
import type { FinderKnowledge } from './adapter.ts';
import { hasJobListWord } from './page-features.ts';

/** The last two or three labels of a host: a board may give each employer a subdomain. */
export function registeredPart(hostname: string): string {
  const labels = hostname.split('.');
  return labels.slice((labels.at(-2)?.length ?? 0) <= 3 ? -3 : -2).join('.');
}

/** The words of a link's target: its path, and the host name where it differs from the page's. */
export function describeTarget({ hostname, pathname }: URL, url: string): string {
  return hostname === new URL(url).hostname ? pathname : `${hostname.split('.').slice(0, -1).join(' ')} ${pathname}`;
}

/** The largest number of jobs that links of one kind lead to. A card also links its company and similar jobs. */
export function jobLinkCount(card: Element, finder: FinderKnowledge, url: string): number {
  const links = dom.querySelectorAll(card, 'a[href]');
  if (links.length > 40) return 0;
  const kinds = new Map<string, Set<string>>();
  for (const link of links) {
    const href = dom.getAttribute(link, 'href') ?? '';
    const target = URL.canParse(href, url) ? new URL(href, url) : null;
    if (target === null || !hasJobListWord(finder, describeTarget(target, url))) continue;
    const kind = `${describeElement(dom.parentElement(link) ?? link)} ${dom.className(link)}`;
    const numbers = kinds.get(kind) ?? new Set();
    for (const number of idOfAddress(target)) numbers.add(number);
    kinds.set(kind, numbers);
  }
  return Math.max(0, ...[...kinds.values()].map(({ size }) => size));
}

/** Tag and classes; elements of one kind share them. '' for none. */
export function describeElement(element: Element | null): string {
  return element === null ? '' : `${dom.tagName(element)} ${dom.className(element)}`;
}

/** The last number or long alphanumeric id in an address. */
export function idOfAddress({ pathname, search }: URL): string[] {
  return (pathname + search).match(/[0-9a-f]{8}-[0-9a-f-]{20,}|(?=[a-z]*\d)[a-z\d]{16,}|\d{2,}/giu)?.slice(-1) ?? [];
}
