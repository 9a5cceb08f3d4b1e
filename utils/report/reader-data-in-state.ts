/** Finds who is signed in from a page's own state: inline scripts, hidden JSON, readable cookies. */
import { decodePercent } from '../model/decode-percent.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { looksLikeSecret } from './url-parameters.ts';
import { emailsIn, phoneDigits } from './reader-data.ts';
import type { ReaderDataCollector } from './reader-data-collector.ts';

/** Names under which sites store the signed-in user. `user` alone may also be the author of a post. */
const SIGNED_IN_KEY =
  /(?:["']|\b(?:var|let|const)\s+|window\.|[;\n>]\s*|^\s*|\{\s*)(?:_{0,3}current_?user|_{0,3}current_?member|viewer|logged_?in_?(?:user|member)|session_?user|auth_?user|me|self|user_?(?:info|data|state|context|session)|candidate_?(?:info|data)?|job_?seeker|mini_?profile|CurrentUserInitialData|(?<=window\.)_{0,3}user_{0,3})["']?\s*[:=,]\s*(?:\[\s*\]\s*,\s*)?\{/giu;
const MEMBER =
  /["']?\b(name|full_?name|first_?name|last_?name|given_?name|family_?name|display_?name|short_?name|e-?mail(?:_?address)?|phone(?:_?number)?|mobile|id|user_?id|member_?id|account_?id|user_?name|login|handle|public_?identifier|screen_?name|plain_?id)\b["']?\s*:\s*("(?:[^"\\]|\\.){1,160}"|'[^'\\]{1,160}'|\d{5,20})/giu;
const MAX_SCRIPT_UNITS = 2_000_000;
const MAX_OBJECT_UNITS = 1_200;

export function collectFromState(page: Document, cookies: string, found: ReaderDataCollector): void {
  let left = MAX_SCRIPT_UNITS;
  for (const element of page.querySelectorAll('script:not([src]),code[style*="none"],textarea[hidden]')) {
    const text = dom.textContent(element).slice(0, left);
    left -= text.length;
    collectFromScript(text, found);
    if (left <= 0) break;
  }
  for (const cookie of cookies.split(';')) collectFromCookie(cookie, found);
}

function collectFromScript(text: string, found: ReaderDataCollector): void {
  for (const match of text.matchAll(SIGNED_IN_KEY)) {
    const start = match.index + match[0].length;
    collectFromMembers(objectAt(text, start), found);
  }
}

/**
 * The inside of the object that begins at `start`, `MAX_OBJECT_UNITS` UTF-16 units at most. Braces inside its strings count
 * as well.
 */
function objectAt(text: string, start: number): string {
  let depth = 1;
  for (let at = start; at < Math.min(text.length, start + MAX_OBJECT_UNITS); at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return text.slice(start, at);
  }
  return text.slice(start, start + MAX_OBJECT_UNITS);
}

function collectFromMembers(text: string, found: ReaderDataCollector): void {
  const members = new Map<string, string>();
  for (const [, key = '', raw = ''] of text.matchAll(MEMBER)) {
    const plain = key.toLowerCase().replaceAll(/[_-]/gu, '');
    const value = unquoted(raw).trim();
    // The first of each belongs to the person; later ones to nested objects.
    if (value === '' || members.has(plain)) continue;
    members.set(plain, value);
    if (/mail/u.test(plain)) for (const email of emailsIn(value)) found.emails.add(email);
    else if (/phone|mobile/u.test(plain)) {
      if (phoneDigits(value) !== '') found.phones.add(value);
    } else if (/^(?:username|login|handle|publicidentifier|screenname)$/u.test(plain)) {
      if (/^[\w.-]{4,80}$/u.test(value)) found.accounts.add(value);
    } else if (plain.endsWith('id')) {
      if (/^[\w:-]{5,80}$/u.test(value)) found.accounts.add(value);
    } else if (/^(?:name|fullname|displayname)$/u.test(plain)) found.addName(value, true);
  }
  const [first, last] = [
    members.get('firstname') ?? members.get('givenname'),
    members.get('lastname') ?? members.get('familyname'),
  ];
  if (first !== undefined && last !== undefined) {
    found.addName(`${first} ${last}`, true);
    if (/\p{Script=Han}|\p{Script=Hangul}/u.test(last)) found.addName(`${last}${first}`, true);
  }
}

function unquoted(raw: string): string {
  if (!raw.startsWith('"')) return raw.replaceAll(/^'|'$/gu, '');
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.slice(1, -1);
  }
}

function collectFromCookie(cookie: string, found: ReaderDataCollector): void {
  const at = cookie.indexOf('=');
  const [name, raw] = [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
  if (at < 0 || raw.length < 5) return;
  const value = decodePercent(raw.replaceAll(/^"|"$/gu, ''));
  for (const email of emailsIn(value)) found.emails.add(email);
  if (value.startsWith('{')) collectFromMembers(value, found);
  if (/^\d{5,20}$/u.test(value)) {
    if (/user|member|account|uid/iu.test(name)) found.accounts.add(value);
    return;
  }
  // Plain words (a city, a language) are no keys, and may occur in posts for other reasons.
  const key =
    value.length >= 8 && value.length <= 500 && !/\s/u.test(value) && (/\d/u.test(value) || /[a-z][A-Z]/u.test(value));
  if (key || looksLikeSecret(value)) {
    found.secrets.add(value);
    if (raw !== value) found.secrets.add(raw);
  }
}
