/**
 * Whether a post is a translation of what its element said before. A translator of the browser replaces the words, and the
 * judge may know fewer of the other language.
 */
import * as dom from '../dom/form-safe-dom.ts';
import type { JobPost } from '../model/job-post.ts';

/** What Chromium sets on the root of a translated page. */
const TRANSLATED_ROOT = '.translated-ltr, .translated-rtl';
/** What Chromium and Edge leave in its elements. */
const TRANSLATED_PART = 'font[style*="vertical-align: inherit"], [_msttexthash]';
/** A translation keeps names of accounts and numbers: at least this many, and this share of the former ones. */
const MIN_KEPT = 2;
const MIN_SHARE = 0.6;

/** The language that a page names; a translator changes it. */
export function languageOf(element: Element): string {
  const root = rootOf(element);
  return root === null ? '' : (dom.getAttribute(root, 'lang') ?? '');
}

/** @param language that of the page when it showed the post `before` */
export function isTranslation(element: Element, language: string, before: JobPost, after: JobPost): boolean {
  const root = rootOf(element);
  if (root === null) return false;
  const isTranslated =
    dom.matches(root, TRANSLATED_ROOT) ||
    languageOf(element) !== language ||
    dom.querySelector(element, TRANSLATED_PART) !== null;
  if (!isTranslated || before.poster !== after.poster) return false;
  const former = fixedPartsOf(before);
  const latter = fixedPartsOf(after);
  const kept = [...former].filter((part) => latter.has(part)).length;
  return kept >= MIN_KEPT && kept >= former.size * MIN_SHARE;
}

function rootOf(element: Element): Element | null {
  return dom.ownerDocument(element).documentElement;
}

function fixedPartsOf({ title, text, contacts }: JobPost): Set<string> {
  const parts = new Set(contacts);
  for (const [part] of `${title}\n${text}`.matchAll(/@[\w.]{3,}|\p{Nd}[\p{Nd}.,' \u00a0\u202f]*/gu)) {
    const digits = part.startsWith('@') ? part : part.replaceAll(/\P{Nd}/gu, '');
    if (digits.length > 1) parts.add(digits);
  }
  return parts;
}
