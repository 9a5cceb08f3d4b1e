/**
 * Comparison of agency names. Case, accents, punctuation, legal forms and usual abbreviations do not count: `GULF STAR
 * INT'L (PVT.) LTD` is `Gulf Star International`. A name that differs by a letter, by transliteration or by a word of
 * the trade is similar. It may be a misspelling or a copy, and only a person can tell.
 */
import { companyOfWords, nameWords } from '../indicators/canonical-company.ts';

export type NameAgreement = 'same' | 'similar' | 'other';

/** Usual abbreviations and spellings of words in names of agencies; '' for words that do not count. */
const FULL_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    intl: 'international',
    internatl: 'international',
    svc: 'services',
    svcs: 'services',
    service: 'services',
    serv: 'services',
    mgt: 'management',
    mgmt: 'management',
    agcy: 'agency',
    agencies: 'agency',
    ent: 'enterprises',
    enterprise: 'enterprises',
    bros: 'brothers',
    centre: 'center',
    ctr: 'center',
    labour: 'labor',
    resource: 'resources',
    consultant: 'consultants',
    consultancy: 'consultants',
    travel: 'travels',
    tour: 'tours',
    and: '',
    the: '',
    p: '',
    ms: '',
  }),
);

/** Words of the trade. Two names that differ in these alone are similar. */
const TRADE_WORDS: ReadonlySet<string> = new Set(
  `international services management agency employment enterprises center labor resources consultants travels tours trade
   trading recruitment recruiting recruiters recruiter manpower man power overseas foreign placement placements human hr
   promotion promotions group global general contracting company agensi pekerjaan jasa tenaga kerja nhan luc cung ung xuat
   khau lao dong quoc te thuong mai dich vu จัดหางาน`.split(/\s+/u),
);

/** Words that Thai writes without a space before or after them. */
export const ATTACHED_WORDS = /บริษัท|จัดหางาน|จำกัด/gu;

/** Shortest key of which one letter may differ. Shorter names differ by a letter from too many others. */
const MIN_FUZZY_LETTERS = 6;
/** Shortest rest of a name without its words of the trade that identifies it. */
const MIN_CORE_LETTERS = 4;

/** Returns the words of a name in lower case, abbreviations written out. */
export function agencyWords(raw: string): string[] {
  return nameWords(raw.replaceAll(ATTACHED_WORDS, ' $& '))
    .map((word) => FULL_WORDS.get(word) ?? word)
    .filter((word) => word !== '');
}

/** Key by which names are compared: `Gulf Star Int'l (Pvt.) Ltd` -> `gulfstarinternational`; '' when no name is left. */
export function agencyKey(raw: string): string {
  return companyOfWords(agencyWords(raw)) ?? '';
}

export function compareAgencyNames(a: string, b: string): NameAgreement {
  const [keyA, keyB] = [agencyKey(a), agencyKey(b)];
  if (keyA === '' || keyB === '') return 'other';
  if (keyA === keyB) return 'same';
  if (isOneLetterOff(keyA, keyB) || isOneLetterOff(soundKey(keyA), soundKey(keyB))) return 'similar';
  const core = coreKey(a);
  return core.length >= MIN_CORE_LETTERS && core === coreKey(b) ? 'similar' : 'other';
}

/**
 * Whether two keys of at least six letters are equal, or differ by one edit. An edit inserts, drops or replaces a
 * letter, or swaps two.
 */
export function isOneLetterOff(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < MIN_FUZZY_LETTERS || long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const rest = (text: string, from: number): string => text.slice(from);
  if (long.length > short.length) return rest(short, at) === rest(long, at + 1);
  if (rest(short, at + 1) === rest(long, at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && rest(short, at + 2) === rest(long, at + 2);
}

/** A key as it sounds: names from other scripts are written in Latin letters in several ways (Mohammed, Muhammad). */
export function soundKey(key: string): string {
  return key
    .replaceAll('ph', 'f')
    .replaceAll(/([bcdgkstz])h/gu, '$1')
    .replaceAll(/ee|y/gu, 'i')
    .replaceAll(/oo|ou/gu, 'u')
    .replaceAll('w', 'v')
    .replaceAll(/[cq]/gu, 'k')
    .replaceAll('e', 'i')
    .replaceAll('o', 'u')
    .replaceAll(/(.)\1+/gu, '$1');
}

/** Words of the trade that are syllables of other words: they count in pairs. */
const TRADE_PAIRS = /(?:nhan luc|lao dong|xuat khau|tenaga kerja|agensi pekerjaan)/u;
const SYLLABLES = new Set(
  'nhan luc cung ung xuat khau lao dong quoc te thuong mai dich vu man power kerja jasa'.split(' '),
);

/** Whether a name names an agency, by a word of the trade in it. */
export function hasTradeWord(raw: string): boolean {
  const words = agencyWords(raw);
  return words.some((word) => TRADE_WORDS.has(word) && !SYLLABLES.has(word)) || TRADE_PAIRS.test(words.join(' '));
}

/** The key without words of the trade. */
function coreKey(raw: string): string {
  return companyOfWords(agencyWords(raw).filter((word) => !TRADE_WORDS.has(word))) ?? '';
}
