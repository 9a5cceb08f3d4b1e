/** What a page's own state (inline scripts, hidden JSON, readable cookies) says of who is signed in. */
import { looksSecret } from './token-names.ts';
import { emailsIn, phoneDigits } from './self-values.ts';
import type { FoundOfSelf } from './found-of-self.ts';

/** Keys under which sites keep the one who is signed in; `user` alone is as often a post's author. */
const OWN_KEY =
  /(?:["']|\b(?:var|let|const)\s+|window\.|[;\n>]\s*|^\s*|\{\s*)(?:_{0,3}current_?user|_{0,3}current_?member|viewer|logged_?in_?(?:user|member)|session_?user|auth_?user|me|self|user_?(?:info|data|state|context|session)|candidate_?(?:info|data)?|job_?seeker|mini_?profile|CurrentUserInitialData|(?<=window\.)_{0,3}user_{0,3})["']?\s*[:=,]\s*(?:\[\s*\]\s*,\s*)?\{/giu;
const MEMBER =
  /["']?\b(name|full_?name|first_?name|last_?name|given_?name|family_?name|display_?name|short_?name|e-?mail(?:_?address)?|phone(?:_?number)?|mobile|id|user_?id|member_?id|account_?id|user_?name|login|handle|public_?identifier|screen_?name|plain_?id)\b["']?\s*:\s*("(?:[^"\\]|\\.){1,160}"|'[^'\\]{1,160}'|\d{5,20})/giu;
const MOST_TEXT = 2_000_000;
const SPAN = 1_200;

export function gatherFromState(page: Document, cookies: string, found: FoundOfSelf): void {
  let left = MOST_TEXT;
  for (const element of page.querySelectorAll('script:not([src]),code[style*="none"],textarea[hidden]')) {
    const text = (element.textContent ?? '').slice(0, left);
    left -= text.length;
    fromScript(text, found);
    if (left <= 0) break;
  }
  for (const cookie of cookies.split(';')) fromCookie(cookie, found);
}

function fromScript(text: string, found: FoundOfSelf): void {
  for (const match of text.matchAll(OWN_KEY)) {
    const start = match.index + match[0].length;
    fromMembers(objectAt(text, start), found);
  }
}

/** The inside of the object that begins at `start`, `SPAN` units at most; braces in its strings are taken for its own. */
function objectAt(text: string, start: number): string {
  let depth = 1;
  for (let at = start; at < Math.min(text.length, start + SPAN); at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return text.slice(start, at);
  }
  return text.slice(start, start + SPAN);
}

function fromMembers(text: string, found: FoundOfSelf): void {
  const said = new Map<string, string>();
  for (const [, key = '', raw = ''] of text.matchAll(MEMBER)) {
    const plain = key.toLowerCase().replaceAll(/[_-]/gu, '');
    const value = unquoted(raw).trim();
    // The first of each belongs to the person; later ones to what hangs below.
    if (value === '' || said.has(plain)) continue;
    said.set(plain, value);
    if (/mail/u.test(plain)) for (const email of emailsIn(value)) found.emails.add(email);
    else if (/phone|mobile/u.test(plain)) {
      if (phoneDigits(value) !== '') found.phones.add(value);
    } else if (/^(?:username|login|handle|publicidentifier|screenname)$/u.test(plain)) {
      if (/^[\w.-]{4,80}$/u.test(value)) found.accounts.add(value);
    } else if (plain.endsWith('id')) {
      if (/^[\w:-]{5,80}$/u.test(value)) found.accounts.add(value);
    } else if (/^(?:name|fullname|displayname)$/u.test(plain)) found.name(value, true);
  }
  const [first, last] = [
    said.get('firstname') ?? said.get('givenname'),
    said.get('lastname') ?? said.get('familyname'),
  ];
  if (first !== undefined && last !== undefined) {
    found.name(`${first} ${last}`, true);
    if (/\p{Script=Han}|\p{Script=Hangul}/u.test(last)) found.name(`${last}${first}`, true);
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

function fromCookie(cookie: string, found: FoundOfSelf): void {
  const at = cookie.indexOf('=');
  const [name, raw] = [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
  if (at < 0 || raw.length < 5) return;
  let value = raw.replaceAll(/^"|"$/gu, '');
  try {
    value = decodeURIComponent(value);
  } catch {
    // Not percent-encoded: as it stands.
  }
  for (const email of emailsIn(value)) found.emails.add(email);
  if (value.startsWith('{')) fromMembers(value, found);
  if (/^\d{5,20}$/u.test(value)) {
    if (/user|member|account|uid/iu.test(name)) found.accounts.add(value);
    return;
  }
  // Plain words (a city, a language) are no keys; they stand in posts for their own reasons.
  const key =
    value.length >= 8 && value.length <= 500 && !/\s/u.test(value) && (/\d/u.test(value) || /[a-z][A-Z]/u.test(value));
  if (key || looksSecret(value)) {
    found.secrets.add(value);
    if (raw !== value) found.secrets.add(raw);
  }
}
