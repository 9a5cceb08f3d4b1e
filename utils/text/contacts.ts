/**
 * Finds the contacts of a text: e-mail and web addresses, phone numbers and chat accounts. Also those obfuscated to
 * evade filters ("T e l e : @ab_c", "name (at) mail (dot) com", "nine nine 5550"). Linear: every search starts at a
 * sign, a digit or a chat service's name. It reads a bounded part around it.
 */
import { parse } from 'tldts';
import type { Span, UnitIndex, UnitSpan } from '../model/span.ts';
import {
  BOUNDARY,
  CLAUSE_BREAK,
  MARK_BREAK,
  SYMBOL_BREAK,
  SPACE_BREAK,
  SENTENCE_BREAK,
  type FoldedText,
} from './folded-text.ts';
import { DIGIT, SCRIPT_MASK, SCRIPT_OF } from './scripts.ts';

export type ContactKind =
  | 'email'
  | 'phone'
  | 'domain'
  | 'telegram'
  | 'whatsapp'
  | 'line'
  | 'wechat'
  | 'zalo'
  | 'qq'
  | 'facebook'
  | 'instagram'
  | 'chat';

/** A contact and its span in the source field. */
export interface Contact extends Span {
  kind: ContactKind;
  /** As written. */
  raw: string;
  /** Written to evade filters. */
  obfuscated: boolean;
}

/** The name of a chat service and its span in the source field. */
export interface ChatServiceWord extends Span {
  service: string;
  obfuscated: boolean;
}

const MAX_CONTACTS = 500;
const CHAT_HOSTS: readonly (readonly [RegExp, ContactKind])[] = [
  [/^(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)\//u, 'telegram'],
  [/^(?:wa\.me|api\.whatsapp\.com|chat\.whatsapp\.com|wa\.link)\//u, 'whatsapp'],
  [/^(?:line\.me|lin\.ee)\//u, 'line'],
  [/^(?:zalo\.me|chat\.zalo\.me)\//u, 'zalo'],
  [/^(?:www\.|m\.|web\.)?(?:facebook\.com|fb\.com|m\.me|fb\.me)\//u, 'facebook'],
  [/^(?:www\.)?(?:instagram\.com|instagr\.am)\//u, 'instagram'],
];
const CHAT_KINDS: ReadonlySet<string> = new Set([
  'telegram',
  'whatsapp',
  'line',
  'wechat',
  'zalo',
  'qq',
  'facebook',
  'instagram',
]);

/** One field: the original, its folded units, and the names of chat services in it, in order. */
export interface ContactSource {
  source: string;
  text: FoldedText;
  units: UnitSpan;
  serviceWords: readonly ChatServiceWord[];
}

/** The contacts of one field in order of their start, at most 500 of each kind of search. */
export function findContacts(field: ContactSource): Contact[] {
  const { source, serviceWords } = field;
  const found: Contact[] = [];
  findAddresses(source, found);
  findWebAddresses(source, found);
  findSpelledOutAddresses(source, found);
  findPhones(field, found);
  findHandles(source, serviceWords, found);
  return found.length > 1 ? found.sort((a, b) => a.start - b.start) : found;
}

const isWordUnit = (c: number): boolean =>
  (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || c === 0x5f;
const isLocalPartUnit = (c: number): boolean => isWordUnit(c) || c === 0x2e || c === 0x2d || c === 0x2b;
const isHostUnit = (c: number): boolean => isWordUnit(c) || c === 0x2e || c === 0x2d;

/** Offset of the first unit from `at` in direction `step` that `accepts` refuses, at most `maxUnits` away. */
function scanWhile(
  source: string,
  at: number,
  step: 1 | -1,
  maxUnits: number,
  accepts: (c: number) => boolean,
): number {
  let i = at;
  for (let n = 0; n < maxUnits && i >= 0 && i < source.length && accepts(source.charCodeAt(i)); n++) i += step;
  return i;
}

/** E-mail addresses and @accounts. */
function findAddresses(source: string, found: Contact[]): void {
  for (const sign of AT_SIGNS) {
    for (let at = source.indexOf(sign); at >= 0; at = source.indexOf(sign, at + 1)) {
      if (found.length >= MAX_CONTACTS) return;
      addAddress(source, at, found);
    }
  }
}

const AT_SIGNS = ['@', '＠'];

function addAddress(source: string, at: number, found: Contact[]): void {
  const left = scanWhile(source, at - 1, -1, 64, isLocalPartUnit) + 1;
  let right = scanWhile(source, at + 1, 1, 128, isHostUnit);
  while (right > at + 1 && !isWordUnit(source.charCodeAt(right - 1))) right--;
  if (left < at) {
    const host = source.slice(at + 1, right);
    if (!host.includes('.') || !isDomain(host)) return;
    found.push({ kind: 'email', raw: source.slice(left, right), start: left, end: right, obfuscated: false });
    return;
  }
  const name = /^[A-Za-z0-9_.-]{3,40}/u.exec(source.slice(at + 1, at + 41))?.[0].replace(/[.-]+$/u, '') ?? '';
  if (name.length < 3 || !/[A-Za-z]/u.test(name)) return;
  found.push({ kind: 'chat', raw: `@${name}`, start: at, end: at + 1 + name.length, obfuscated: false });
}

/** Links and bare domains; links of chat services get the kind of their service. */
function findWebAddresses(source: string, found: Contact[]): void {
  const mails = found.filter((each) => each.kind === 'email').sort((a, b) => a.start - b.start);
  let mail = 0;
  for (let dot = source.indexOf('.'); dot >= 0 && found.length < MAX_CONTACTS; dot = source.indexOf('.', dot + 1)) {
    if (!isWordUnit(source.charCodeAt(dot - 1)) || !isWordUnit(source.charCodeAt(dot + 1))) continue;
    const left = scanWhile(source, dot - 1, -1, 80, isHostUnit) + 1;
    const right = scanWhile(source, dot + 1, 1, 120, isHostUnit);
    if (!endsLikeHost(source, dot, right)) {
      dot = right - 1;
      continue;
    }
    while (mail < mails.length && (mails[mail]?.end ?? 0) <= left) mail++;
    const overlapping = mails[mail];
    if (overlapping !== undefined && overlapping.start < right && overlapping.end > left) {
      dot = Math.max(dot, overlapping.end - 1);
      continue;
    }
    let host = source
      .slice(left, right)
      .replace(/[.-]+$/u, '')
      .toLowerCase();
    if (host.startsWith('.') || !isDomain(host) || isNoAddress(source, left, host)) {
      dot = right - 1;
      continue;
    }
    const path =
      /^(?:\/[\w@+%.~?=&#-]*){1,4}/u.exec(source.slice(left + host.length, left + host.length + 160))?.[0] ?? '';
    const end = left + host.length + path.replace(/[.?]+$/u, '').length;
    const raw = source.slice(left, end);
    host = raw.toLowerCase();
    const chat = CHAT_HOSTS.find(([pattern]) => pattern.test(host));
    found.push({ kind: chat?.[1] ?? 'domain', raw, start: left, end, obfuscated: false });
    dot = Math.max(dot, end - 1);
  }
}

/** Degrees ("B.Com", "M.Sc") and products ("ASP.NET") in lower case: they look like hosts. */
export const DEGREE_OR_PRODUCT = /^(?:[bdm]\.(?:com|tech|sc|design|ba|bus|law|music)|(?:asp|vb|ado)\.net)$/u;
/** Two sentences without a space between them ("a good job.No fee"). */
const NEXT_SENTENCE = /[a-z]{3}\.(?:No|In|Is|It|My|So|At|Be|To|As|Am|Us|We)$/u;

function isNoAddress(source: string, left: number, host: string): boolean {
  if (source.startsWith('//', left - 2)) return false;
  return DEGREE_OR_PRODUCT.test(host) || NEXT_SENTENCE.test(source.slice(left, left + host.length));
}

/** A host ends with a label of two characters or more that starts with a letter: "1.500" and "e.g." are none. */
function endsLikeHost(source: string, dot: number, to: number): boolean {
  let end = to;
  while (end > dot && !isWordUnit(source.charCodeAt(end - 1))) end--;
  const label = source.lastIndexOf('.', end - 1) + 1;
  const first = source.charCodeAt(label) | 0x20;
  return end - label >= 2 && first >= 0x61 && first <= 0x7a;
}

function isDomain(host: string): boolean {
  if (host.length > 253 || !/[a-z]/iu.test(host)) return false;
  const { isIcann, domain, publicSuffix } = parse(host, { extractHostname: false });
  if (domain === null || publicSuffix === null) return false;
  return isIcann === true || publicSuffix === 'example' || publicSuffix === 'test';
}

/** "name (at) mail (dot) com", "name at gmail dot com". */
function findSpelledOutAddresses(source: string, found: Contact[]): void {
  if (!/dot/iu.test(source) && !holdsBracketedAt(source)) return;
  const pattern = /[([{]\s?at\s?[)\]}]|\sat\s(?=[a-z]{3,20}\s?(?:dot|\(dot\)|\[dot\])\s)/giu;
  for (const match of source.matchAll(pattern)) {
    const left = /[\w.+-]{2,64}\s?$/u.exec(source.slice(Math.max(0, match.index - 66), match.index));
    const after = match.index + match[0].length;
    const right = /^\s?[\w-]{2,40}(?:\s?(?:\.|dot|[([{]\s?dot\s?[)\]}])\s?[a-z]{2,10}){1,3}/iu.exec(
      source.slice(after, after + 100),
    );
    if (left === null || right === null) continue;
    const start = match.index - left[0].length;
    const end = after + right[0].length;
    const host = right[0].replaceAll(/\s?[([{]?\s?dot\s?[)\]}]?\s?/giu, '.').replaceAll(/\s/gu, '');
    if (!isDomain(host)) continue;
    found.push({ kind: 'email', raw: `${left[0].trim()}@${host}`, start, end, obfuscated: true });
  }
}

/** Whether "(at" or "[ at" occurs: a cheap test before the full search. */
function holdsBracketedAt(source: string): boolean {
  for (const bracket of BRACKETS) {
    for (let at = source.indexOf(bracket); at >= 0; at = source.indexOf(bracket, at + 1)) {
      if ((source.charCodeAt(at + 1) | 0x20) === 0x61 || (source.charCodeAt(at + 2) | 0x20) === 0x61) return true;
    }
  }
  return false;
}

const BRACKETS = ['(', '[', '{'];

/** Seven to fifteen digits with separators only between; spelled-out digits count beside digits. */
function findPhones(field: ContactSource, found: Contact[]): void {
  const { digitBounds, units } = field.text;
  const { start: from, end: to } = field.units;
  let next = from;
  for (let index = 0; index < digitBounds.length && found.length < MAX_CONTACTS; index += 2) {
    const begin = Math.max(next, digitBounds[index] as number);
    const end = digitBounds[index + 1] as number;
    if (begin >= to) return;
    if (end <= begin || (end - begin < MIN_PHONE_DIGITS && units[end] !== LETTER_X)) continue;
    for (let first = begin; first < end && found.length < MAX_CONTACTS; first = next) {
      next = addPhone(field, first, found);
    }
  }
}

const MIN_PHONE_DIGITS = 7;
const MAX_PHONE_DIGITS = 15;
const LETTER_X = 0x78;

/** Reads the number that starts at unit `first`. Returns the unit behind it, whether it is a phone number or not. */
function addPhone(field: ContactSource, first: UnitIndex, found: Contact[]): UnitIndex {
  const { source, text, serviceWords } = field;
  const to = field.units.end;
  let breaks = 0;
  let symbolBreaks = 0;
  let next = first + 1;
  for (; next < to && isPhoneDigit(text, next) && continuesPhone(text, source, next); next++) {
    const flag = text.flags[next] ?? 0;
    if ((flag & BOUNDARY) !== 0) breaks++;
    if ((flag & SYMBOL_BREAK) !== 0) symbolBreaks++;
  }
  const digits = next - first;
  if (digits < MIN_PHONE_DIGITS || digits > MAX_PHONE_DIGITS) return next;
  let start = text.offsets[first] ?? 0;
  const end = (text.offsets[next - 1] ?? 0) + 1;
  const before = source.slice(Math.max(0, start - 3), start);
  const plus = /[+＋][\s(]*$/u.exec(before);
  if (plus !== null) start -= plus[0].length;
  else if (before.endsWith('(')) start--;
  if (isMoneyOrDate(source, start, end)) return next;
  const obfuscated = breaks >= digits - 2 || symbolBreaks > 1;
  const service = serviceBefore(serviceWords, source, start);
  const raw = source.slice(start, end);
  if (service !== null) found.push({ kind: contactKindOf(service), raw, start, end, obfuscated });
  if (service !== 'qq') found.push({ kind: 'phone', raw, start, end, obfuscated });
  return next;
}

function isDigit(text: FoldedText, i: number): boolean {
  return ((SCRIPT_OF[text.units[i] ?? 0] ?? 0) & SCRIPT_MASK) === DIGIT;
}

/** A digit, or the letter x for a digit in masked numbers ("01X-555 0199"). */
function isPhoneDigit(text: FoldedText, i: number): boolean {
  return isDigit(text, i) || (text.units[i] === LETTER_X && isDigit(text, i - 1) && isDigit(text, i + 1));
}

function continuesPhone(text: FoldedText, source: string, i: number): boolean {
  const flag = text.flags[i] ?? 0;
  if ((flag & BOUNDARY) === 0) return true;
  if ((flag & (SENTENCE_BREAK | CLAUSE_BREAK)) !== 0) return false;
  const between = (text.offsets[i] ?? 0) - (text.offsets[i - 1] ?? 0) - 1;
  if (between > 4) return false;
  if ((flag & (MARK_BREAK | SPACE_BREAK | SYMBOL_BREAK)) === 0) return false;
  return !/[%$€£¥@#&_]/u.test(source.slice((text.offsets[i - 1] ?? 0) + 1, text.offsets[i]));
}

/** Amounts and dates, not phone numbers: "12.000.000", "15-30 000 000", "2026-11-25". */
function isMoneyOrDate(source: string, start: number, end: number): boolean {
  const raw = source.slice(start, end);
  if (/^\d{1,3}(?:[., ]\d{3})+(?:\s?[-–~]\s?\d{1,3}(?:[., ]\d{3})+)?$/u.test(raw) && !raw.startsWith('0')) return true;
  if (/^(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}/u.test(raw) || /^\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d/u.test(raw))
    return true;
  if (/^(?:19|20)\d\d\s?[-/–]\s?(?:19|20)\d\d$/u.test(raw) || /^\d{4,6}\s?[-–~]\s?\d{4,6}$/u.test(raw)) return true;
  if (/^[\d,. -]*00000+$/u.test(raw) && !/^\+|^0/u.test(raw)) return true;
  return /[$€£¥₫฿₱₹]\s?$/u.test(source.slice(Math.max(0, start - 2), start));
}

/** The chat service named within 24 units before `start` in the same sentence, or null. */
function serviceBefore(serviceWords: readonly ChatServiceWord[], source: string, start: number): string | null {
  let low = 0;
  let high = serviceWords.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((serviceWords[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const word = serviceWords[low - 1];
  if (word === undefined || start - word.end > 24) return null;
  return /[\n.!?。；;]/u.test(source.slice(word.end, start)) ? null : word.service;
}

function contactKindOf(service: string): ContactKind {
  return CHAT_KINDS.has(service) ? (service as ContactKind) : 'chat';
}

/** Accounts that follow the name of a chat service. */
function findHandles(source: string, serviceWords: readonly ChatServiceWord[], found: Contact[]): void {
  for (const word of serviceWords) {
    if (found.length >= MAX_CONTACTS) return;
    const behind = source.slice(word.end, word.end + 72);
    const match =
      /^[\s:：=\-–—>→.·•*~()（）[\]【】"'“”「」/|]{0,8}(?:(?:id|ID|Id|account|acc|号|號|账号|帳號|me|us|only|ไอดี|ที่|같은|아이디|app|at|group|channel|link|是|：|搜|加|i\.d\.?)[\s:：=\-–>→.·]{0,4}){0,2}(@?[A-Za-z0-9][A-Za-z0-9_.-]{2,39})/u.exec(
        behind,
      );
    const name = match?.[1]?.replace(/[.-]+$/u, '') ?? '';
    const looksLikeName = name.startsWith('@') || /[\d_]/u.test(name) || /[:：]/u.test(match?.[0] ?? '');
    if (match === null || name.length < 3 || !looksLikeName || /^[\d.-]+$/u.test(name)) continue;
    const start = word.end + match[0].indexOf(match[1] ?? '');
    const end = start + name.length;
    const known = found.find((each) => each.start < end && each.end > start);
    if (known !== undefined) {
      if (known.kind === 'chat') known.kind = contactKindOf(word.service);
      known.obfuscated ||= word.obfuscated;
      continue;
    }
    found.push({ kind: contactKindOf(word.service), raw: name, start, end, obfuscated: word.obfuscated });
  }
}
