/** Facts from the contacts of a post, and the mentions that are looked up in lists. */
import { textFingerprints, MIN_TEXT_UNITS } from '../indicators/text-fingerprint.ts';
import { indicatorOf } from '../indicators/canonical.ts';
import type { IndicatorKind, Mention } from '../model/indicator.ts';
import { fieldText, type JobPost, type PostField } from '../model/job-post.ts';
import { findContacts, type ChatServiceWord, type Contact } from '../text/contacts.ts';
import { fold } from '../text/fold.ts';
import { originalEnd } from '../text/original-end.ts';
import type { FoldTable } from '../text/fold-table.ts';
import { addFact, type FactList } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import type { FoundPhrase } from './find-phrases.ts';
import { fieldOf, unitAt, type PostText } from './post-text.ts';

export interface PlacedContact extends Contact {
  field: PostField;
  /** Unit of the folded text at which it begins. */
  unit: number;
}

const FREE_MAIL = new Set(
  'gmail.com googlemail.com yahoo.com ymail.com hotmail.com outlook.com live.com icloud.com aol.com qq.com 163.com 126.com sina.com foxmail.com mail.ru yandex.ru protonmail.com proton.me gmx.com gmx.de zoho.com naver.com daum.net hanmail.net rocketmail.com tutanota.com mail.com'.split(
    ' ',
  ),
);

/** Calling codes of the countries on the way to compounds; none begins another. */
const CALLING_CODES: readonly [code: string, country: string][] = [
  ['855', 'KH'],
  ['856', 'LA'],
  ['95', 'MM'],
  ['66', 'TH'],
  ['971', 'AE'],
  ['63', 'PH'],
  ['86', 'CN'],
  ['852', 'HK'],
];

export function findPostContacts(
  post: PostText,
  phrases: readonly FoundPhrase[],
  knowledge: Knowledge,
): PlacedContact[] {
  const contacts: PlacedContact[] = [];
  for (const range of post.fields) {
    if (range.source === '') continue;
    const serviceWords: ChatServiceWord[] = [];
    for (const phrase of phrases) {
      if (phrase.kind !== 'channel' || phrase.from < range.from || phrase.to > range.to) continue;
      serviceWords.push({
        service: knowledge.meta.channels[phrase.id] ?? '',
        start: post.text.offsets[phrase.from] ?? 0,
        end: originalEnd(post.text, range.source, phrase.to, knowledge.fold),
        obfuscated: phrase.isDisguised,
      });
    }
    serviceWords.sort((a, b) => a.end - b.end);
    const units = { start: range.from, end: range.to };
    for (const contact of findContacts({ source: range.source, text: post.text, units, serviceWords })) {
      contacts.push({ ...contact, field: range.field, unit: unitAt(post, range, contact.start) });
    }
  }
  return contacts;
}

/** The phrases outside contacts: "bkk" in `@design_bkk` is no place. Names of chat services are kept. */
export function outsideContacts(
  phrases: FoundPhrase[],
  contacts: readonly PlacedContact[],
  text: PostText,
): FoundPhrase[] {
  if (contacts.length === 0) return phrases;
  const spans = contacts.map(({ unit, end }) => ({ from: unit, to: unitAt(text, fieldOf(text, unit), end) }));
  const isOutside = ({ kind, from, to }: FoundPhrase): boolean => {
    for (const span of spans) if (from >= span.from && to <= span.to) return kind === 'channel';
    return true;
  };
  return phrases.every(isOutside) ? phrases : phrases.filter(isOutside);
}

/** Kinds that a bare `@name` may be on a list as. */
const BARE_KINDS: readonly IndicatorKind[] = ['telegram', 'line', 'instagram', 'facebook'];

/** A mention with the post's own words. */
export interface QuotedMention extends Mention {
  quote: string;
}

/** What to look up in the lists: every contact, the company and the poster. */
export function mentionsOf(post: JobPost, contacts: readonly PlacedContact[]): QuotedMention[] {
  const mentions: QuotedMention[] = [];
  const seen = new Set<string>();
  const add = (kind: IndicatorKind, raw: string, field: PostField, start: number, end: number): void => {
    const indicator = indicatorOf(kind, raw);
    if (indicator === null) return;
    const key = `${indicator.kind}:${indicator.value}:${field}:${start}`;
    if (seen.has(key)) return;
    seen.add(key);
    mentions.push({ ...indicator, field, start, end, quote: fieldText(post, field).slice(start, end) });
  };
  for (const contact of contacts) {
    const { field, start, end, raw } = contact;
    if (contact.kind === 'chat') for (const kind of BARE_KINDS) add(kind, raw, field, start, end);
    else add(contact.kind, raw, field, start, end);
    if (contact.kind === 'email') add('domain', raw.slice(raw.indexOf('@') + 1), field, start, end);
  }
  add('company', post.company, 'company', 0, post.company.length);
  add('company', post.poster, 'poster', 0, post.poster.length);
  return mentions;
}

/** The text itself, by its fingerprints; a reason never quotes the whole of it. */
export function textMentions({ text }: JobPost, table: FoldTable): QuotedMention[] {
  if (text.length < MIN_TEXT_UNITS) return [];
  const { units, length } = fold(text, table);
  const place = { field: 'text', start: 0, end: text.length, quote: '' } as const;
  return textFingerprints(units, 0, length).map((value) => ({ kind: 'text', value, ...place }));
}

const CHAT_KINDS: ReadonlySet<string> = new Set(['telegram', 'whatsapp', 'line', 'wechat', 'zalo', 'qq', 'chat']);

export interface ContactFactInput {
  text: PostText;
  contacts: readonly PlacedContact[];
  phrases: readonly FoundPhrase[];
  company: string;
  /** Where the work is said to be, abroad; ISO 3166 alpha-2. */
  countries: readonly string[];
}

export function addContactFacts(
  into: FactList,
  { text, contacts, phrases, company, countries }: ContactFactInput,
): void {
  const at = (id: string, contact: PlacedContact | undefined): void => {
    if (contact === undefined) return;
    const range = fieldOf(text, contact.unit);
    addFact(into, id, { from: contact.unit, to: unitAt(text, range, contact.end) });
  };
  const chat = contacts.find((each) => CHAT_KINDS.has(each.kind));
  at('chat-contact', chat);
  const other = contacts.some((each) => each.kind === 'email' || each.kind === 'domain' || isLandline(each));
  if (!other && company === '') at('chat-only', chat);
  const hidden = contacts.find((each) => each.obfuscated);
  const channel = phrases.find((phrase) => phrase.kind === 'channel');
  if (hidden !== undefined) at('handle-hidden', hidden);
  else if (channel?.isDisguised === true) addFact(into, 'handle-hidden', channel, { isDisguised: true });
  if (company !== '') {
    const mail = contacts.find((each) => each.kind === 'email');
    if (mail !== undefined && FREE_MAIL.has(hostOf(mail))) at('free-mail', mail);
    at(
      'counter-domain',
      contacts.find((each) => isOwnDomain(each, company)),
    );
  }
  if (countries.length > 0)
    at(
      'foreign-phone',
      contacts.find((each) => isForeign(each, countries)),
    );
}

function hostOf(contact: PlacedContact): string {
  return contact.raw
    .slice(contact.raw.indexOf('@') + 1)
    .toLowerCase()
    .replace(/\/.*$/u, '');
}

/** A phone number with its area code in brackets, as offices write theirs. */
function isLandline(contact: PlacedContact): boolean {
  return contact.kind === 'phone' && /^\(0?\d{2,4}\)/u.test(contact.raw);
}

/** The domain carries a word of the company's name. */
function isOwnDomain(contact: PlacedContact, company: string): boolean {
  if (contact.kind !== 'email' && contact.kind !== 'domain') return false;
  const host = hostOf(contact).replace(/^www\./u, '');
  if (FREE_MAIL.has(host)) return false;
  const label = host.replaceAll(/[^a-z0-9]/gu, '');
  const words =
    company
      .toLowerCase()
      .normalize('NFKD')
      .match(/[a-z0-9]{4,}/gu) ?? [];
  return words.some((word) => label.includes(word));
}

/** Whether the phone is in none of the countries of the work: work in Thailand, phone in Myanmar. */
function isForeign(contact: PlacedContact, countries: readonly string[]): boolean {
  if (contact.kind !== 'phone' && contact.kind !== 'whatsapp') return false;
  if (!/^\s*[+＋]/u.test(contact.raw)) return false;
  const digits = contact.raw.replaceAll(/\D/gu, '');
  const country = CALLING_CODES.find(([code]) => digits.startsWith(code))?.[1];
  return country !== undefined && !countries.includes(country);
}
