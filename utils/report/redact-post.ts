/**
 * Removes the reader's data from a post before the report form opens. Name, e-mail, phone, accounts, cookies, and keys
 * in addresses. The recruiter's contacts stay. Offsets of a verdict's reasons do not apply to the result.
 */
import type { JobPost } from '../model/job-post.ts';
import { capText } from '../model/cap-text.ts';
import { cleanText, REDACTED } from './clean-text.ts';
import { nameParts } from './person-name.ts';
import { postUrl } from './post-url.ts';
import { phoneDigits, type ReaderData } from './reader-data.ts';

export type RedactedKind = 'name' | 'email' | 'phone' | 'account' | 'key';

export interface RedactedPost {
  post: JobPost;
  /** What was removed; the form names it: "your name, a key in an address". */
  taken: RedactedKind[];
}

const FIELDS = ['title', 'company', 'location', 'salary', 'text', 'poster'] as const;

export function redactPost(post: JobPost, readerData: ReaderData): RedactedPost {
  const taken = new Set<RedactedKind>();
  const rules = buildRules(readerData);
  const isReaderData = (part: string): boolean =>
    rules.some(({ pattern, isNamePart: alone }) => !alone && part.search(pattern) >= 0);
  const clean = (text: string): string => {
    const cleaned = cleanText(text, isReaderData);
    if (cleaned !== text) taken.add('key');
    return rules.reduce((rest, { kind, pattern, keepsInContacts }) => {
      const next = rest.replaceAll(pattern, (match: string, ...more: unknown[]) =>
        keepsInContacts && isInContact(rest, more.find((value) => typeof value === 'number') as number)
          ? match
          : REDACTED,
      );
      if (next !== rest) taken.add(kind);
      return next;
    }, cleaned);
  };
  const url = postUrl(post.url, isReaderData);
  const redacted: JobPost = { ...post, url };
  for (const field of FIELDS) redacted[field] = clean(field === 'text' ? capText(post.text) : post[field]);
  if (redacted.poster === REDACTED) redacted.poster = '';
  // A contact that is the reader's own is removed; so is a link of which nothing is left.
  redacted.contacts = post.contacts.map(clean).filter((contact) => contact.replaceAll(REDACTED, '').trim().length > 2);
  return { post: redacted, taken: [...taken] };
}

interface Rule {
  kind: RedactedKind;
  pattern: RegExp;
  /**
   * Not inside an address or an account: a recruiter's `@nadia_hr` stays although the reader is called Nadia. A full name
   * there is more likely the reader's own.
   */
  keepsInContacts: boolean;
  /** A first name or surname alone: too short to recognise an address by. */
  isNamePart: boolean;
}

function buildRules(readerData: ReaderData): Rule[] {
  const rules: Rule[] = [];
  const add = (kind: RedactedKind, source: string, keepsInContacts: boolean, isNamePart = false): void => {
    const flags = isNamePart || kind === 'key' ? 'gu' : 'giu';
    rules.push({ kind, pattern: new RegExp(source, flags), keepsInContacts, isNamePart });
  };
  for (const secret of longestFirst(readerData.secrets)) add('key', escapeRegExp(secret), false);
  for (const email of longestFirst(readerData.emails)) {
    add(
      'email',
      `(?<![\\p{L}\\p{N}._+-])${escapeRegExp(email).replace('@', '(?:@|%40|\\s?\\(at\\)\\s?)')}(?![\\p{L}\\p{N}])`,
      false,
    );
  }
  for (const phone of readerData.phones) {
    const digits = phoneDigits(phone).slice(-8);
    // Up to seven digits before it for country and area, with any separators.
    const gap = '[\\s().\\u00A0/+-]{0,3}';
    if (digits !== '') add('phone', `(?<!\\d)\\+?(?:\\d${gap}){0,7}?${digits.split('').join(gap)}(?!\\d)`, false);
  }
  for (const account of longestFirst(readerData.accounts))
    add('account', `@?${asWholeWord(escapeRegExp(account))}`, false);
  const names = longestFirst(readerData.names);
  for (const name of names) for (const form of namePatterns(name)) add('name', form, !isFullName(name));
  const parts = [...new Set(names.flatMap(nameParts))];
  for (const part of parts)
    add('name', asWholeWord(`(?:${escapeRegExp(part)}|${escapeRegExp(part.toUpperCase())})`), true, true);
  return rules;
}

/** The name in both Unicode forms, with any space between its words; also surname first. */
function namePatterns(name: string): string[] {
  const words = name.split(' ');
  const orders = words.length > 1 ? [words, [words.at(-1) as string, ...words.slice(0, -1)]] : [words];
  const gap = '(?:[\\s,\\u00A0\\u200B-\\u200F._+-]|%20)+';
  return orders.flatMap((order) =>
    [...new Set(['NFC', 'NFD'].map((form) => order.map((word) => escapeRegExp(word.normalize(form))).join(gap)))].map(
      asWholeWord,
    ),
  );
}

/** Scripts in which a name has no space. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

/** More than a first name alone. */
function isFullName(name: string): boolean {
  return name.includes(' ') || UNSPACED.test(name);
}

/** Bounded by something other than letters and digits, in scripts that separate words. */
function asWholeWord(source: string): string {
  return UNSPACED.test(source) ? source : `(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{M}\\p{N}_])`;
}

/**
 * Whether the characters around `at`, up to the next space, form an address or an account. Looks 300 UTF-16 units to each
 * side.
 */
function isInContact(text: string, at: number): boolean {
  const before = /\S*$/u.exec(text.slice(Math.max(0, at - 300), at))?.[0] ?? '';
  const after = /^\S*/u.exec(text.slice(at, at + 300))?.[0] ?? '';
  return /@|:\/\/|\w\.\w+\//u.test(before + after);
}

function longestFirst(values: readonly string[]): string[] {
  return [...values].filter((value) => value.length >= 2).sort((a, b) => b.length - a.length);
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);
}
