/** One entry of the list, and the checks that it must pass before it accuses somebody. */
import { dayNumber, dayOf, dayText } from '../../../utils/indicators/day-number.ts';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import { indicatorOf, isIndicatorKind } from '../../../utils/indicators/canonical.ts';
import { MAX_TEXT_BYTES } from '../../../utils/indicators/listings.ts';
import {
  INDICATOR_KINDS,
  LIST_CATEGORIES,
  VERIFIED,
  type Category,
  type Indicator,
  type ListCategory,
} from '../../../utils/model/indicator.ts';

export const REQUIRED_COLUMNS = ['kind', 'value', 'category', 'evidence'] as const;
export const OPTIONAL_COLUMNS = ['listed_on', 'expires_on', 'disputed_since'] as const;
export const ENTRY_COLUMNS = [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS];

/** Default validity of an entry, in days: it expires unless somebody checks it again. */
const DEFAULT_LISTING_DAYS = 365;

export interface Entry extends Indicator {
  category: ListCategory;
  evidence: string;
  /** Days, `YYYY-MM-DD`. */
  listedOn: string;
  expiresOn: string;
  disputedSince?: string;
}

/** An entry of any category but `verified`, the allow entries. */
export type Accusation = Entry & { category: Category };

export function isAccusation(entry: Entry): entry is Accusation {
  return entry.category !== VERIFIED;
}

/** Returns the entry, or the reason why the row is refused. @param now milliseconds since 1970 */
export function entryOf(cells: Readonly<Record<string, string>>, now: number): Entry | string {
  const { category = '', evidence = '' } = cells;
  const indicator = readIndicator(cells);
  if (typeof indicator === 'string') return indicator;
  const known = LIST_CATEGORIES.find((name) => name === category.toLowerCase());
  if (known === undefined) return `the category "${category}" is none of ${LIST_CATEGORIES.join(', ')}`;
  if (evidence === '') return 'the evidence reference is missing';
  if (Buffer.byteLength(evidence) > MAX_TEXT_BYTES) return `the evidence reference is over ${MAX_TEXT_BYTES} bytes`;
  if (/[\p{Cc}\p{Cs}]/u.test(evidence)) return 'the evidence reference has control characters';
  try {
    return { ...indicator, category: known, evidence, ...daysOf(cells, now) };
  } catch (error) {
    if (error instanceof FormatError)
      return error.message.replace(
        /^not a day: (.*)$/su,
        '"$1" is not a day such as 2026-11-25: give the column the format YYYY-MM-DD',
      );
    throw error;
  }
}

/** Returns the indicator of a row or of the command line, or the reason why it is none. Phones begin words with a capital letter. */
export function readIndicator({ kind: word = '', value = '' }: Readonly<Record<string, string>>): Indicator | string {
  const kind = word.toLowerCase();
  if (!isIndicatorKind(kind)) return `the kind "${word}" is none of ${INDICATOR_KINDS.join(', ')}`;
  return indicatorOf(kind, value) ?? `"${value}" is no ${kind} that identifies one party${hintFor(kind, value)}`;
}

function hintFor(kind: string, value: string): string {
  if (TYPOGRAPHIC_QUOTE.test(value)) return ': typographic quotes stand around it: delete them';
  return kind === 'phone' && LOST_PLUS.test(value) ? ': it needs + and the country code' : '';
}

/** Word processors, chats and phones put them in the place of plain ones. */
const TYPOGRAPHIC_QUOTE = /^[“”„‟«»‘’‚‹›「」『』〝〞＂]|[“”„‟«»‘’‚‹›「」『』〝〞＂]$/u;
/** What programs write where a value is missing. As an account it would be somebody else's. */
const NO_VALUE = /^(?:null|none|nil|nan|n\/?a|undefined|unknown|true|false|#\S*)$/iu;
/** A number that was kept as a fraction (`100012345678901.0`) or shortened (`8.55E+11`): other digits than were meant. */
const FRACTION = /^'?\+?(?:\d{5,}[.,]0+|\d[.,]\d+E\+?\d+|\d+E\+\d+)$/iu;
/** A spreadsheet drops the plus sign of a number, and zeros at its beginning. */
const LOST_PLUS = /^\d[\d\s-]{6,}$/u;

/** Returns why a spreadsheet or a database has probably spoilt the value, or null. */
export function spreadsheetFault({ kind: word = '', value = '' }: Readonly<Record<string, string>>): string | null {
  const kind = word.toLowerCase();
  if (NO_VALUE.test(value)) return `"${value}" stands for a value that is missing`;
  if (kind !== 'company' && kind !== 'domain' && kind !== 'text' && FRACTION.test(value))
    return `"${value}" is a number that a spreadsheet changed: format the column as text, and enter it again`;
  return null;
}

export function cellsOf(entry: Entry): Record<string, string> {
  return {
    kind: entry.kind,
    value: entry.value,
    category: entry.category,
    evidence: entry.evidence,
    listed_on: entry.listedOn,
    expires_on: entry.expiresOn,
    disputed_since: entry.disputedSince ?? '',
  };
}

type Days = Pick<Entry, 'listedOn' | 'expiresOn' | 'disputedSince'>;

/** Rows of one import share a few days, so parsed days are cached. */
const daysCache = new Map<string, Days>();
const MAX_CACHED_DAYS = 10_000;

function daysOf(cells: Readonly<Record<string, string>>, now: number): Days {
  const { listed_on: listed = '', expires_on: expires = '', disputed_since: disputed = '' } = cells;
  const key = `${now} ${listed} ${expires} ${disputed}`;
  const known = daysCache.get(key);
  if (known !== undefined) return known;
  const days = computeDays(cells, now);
  if (daysCache.size >= MAX_CACHED_DAYS) daysCache.clear();
  daysCache.set(key, days);
  return days;
}

function computeDays(cells: Readonly<Record<string, string>>, now: number): Days {
  const listed = dayNumber(cells['listed_on'] || dayOf(now));
  const expires = dayNumber(cells['expires_on'] || dayText(listed + DEFAULT_LISTING_DAYS));
  if (expires <= listed) throw new FormatError('it expires before it is listed');
  const disputed = cells['disputed_since'] ?? '';
  return {
    listedOn: dayText(listed),
    expiresOn: dayText(expires),
    ...(disputed === '' ? {} : { disputedSince: dayText(dayNumber(disputed)) }),
  };
}
