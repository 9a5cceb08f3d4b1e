/** Finds names of agencies in a text. They are words in a row that hold a word of the trade, and known names. */
import { isLegalForm, nameWords } from '../indicators/canonical-company.ts';
import type { Span } from '../model/span.ts';
import { agencyKey, hasTradeWord } from './agency-name.ts';
import { isFormWord, type NamedText, type NameToken } from './named-text.ts';

export interface AgencyName extends Span {
  name: string;
}

/** Words of the longest name, and letters of the shortest key that is looked up. */
const MAX_NAME_TOKENS = 10;
const MIN_KEY_LETTERS = 4;
/** Longest legal form before a name, in words: `công ty trách nhiệm hữu hạn một thành viên`. */
const MAX_FORM_TOKENS = 9;
/** Words that begin a name where they stand. */
const FIRST_WORDS = new Set('pt cv agensi บริษัท công cty ms messrs'.split(' '));
/** Words that introduce or follow a name and are no part of it. */
const STOP_WORDS = new Set(
  `at by from with via of for is are was our we i contact call join apply hiring hires now urgent urgently wanted need
   needs require requires required licence license licensed lic no number rl rc dmw poea bmet slbfe gp gpxklđ govt approved
   registered recruits through office company name called welcome dear walk interview visa job jobs vacancy vacancies
   dari oleh di untuk pada izin nomor lesen hubungi melalui dibutuhkan lowongan jawatan của bởi tại giấy phép số với cùng
   liên hệ tuyển para sa ng mula kay ang ni kami si lisensya mag naghahanap ติดต่อ กับ โดย ที่ ใบอนุญาต เลขที่
   সাথে এজেন্সি যোগাযোগ संपर्क कंपनी लाइसेंस`.split(/\s+/u),
);

const isStopWord = ({ raw }: NameToken): boolean => STOP_WORDS.has(raw.toLowerCase());

/** Whether a key stands in the text as a whole name: `whole`, as a part of a longer one: `part`, or not: null. */
export function findKnownName({ joined, offsets, tokens }: NamedText, key: string): 'whole' | 'part' | null {
  if (key === '') return null;
  let found: 'part' | null = null;
  for (let at = joined.indexOf(key); at >= 0; at = joined.indexOf(key, at + 1)) {
    const end = at + key.length;
    const first = offsets.findLastIndex((offset, index) => offset === at && tokens[index]?.word !== '');
    const last = offsets.findIndex((offset, index) => offset >= at && (offsets[index + 1] ?? joined.length) === end);
    if (first < 0 || last < first) continue;
    if (isWholeName(tokens, first, last)) return 'whole';
    found = 'part';
  }
  return found;
}

function isWholeName(tokens: readonly NameToken[], first: number, last: number): boolean {
  const start = tokens[first] as NameToken;
  const isCapital = /^[\p{Lu}\p{N}]/u.test(start.raw);
  const isOutside = (token: NameToken): boolean => isStopWord(token) || (isCapital && /^\p{Ll}/u.test(token.raw));
  const before = tokens[first - 1];
  if (!start.breaksBefore && before !== undefined && !isOutside(before) && !followsLegalForm(tokens, first))
    return false;
  const after = tokens[last + 1];
  return after === undefined || after.breaksBefore || isOutside(after) || isFormWord(after.raw);
}

/** `PT Example`, `Công ty cổ phần Example`. */
function followsLegalForm(tokens: readonly NameToken[], first: number): boolean {
  for (let from = first - 1; from >= Math.max(0, first - MAX_FORM_TOKENS); from--) {
    const words = tokens.slice(from, first).map(({ raw }) => raw);
    if (isLegalForm(nameWords(words.join(' ')))) return true;
  }
  return false;
}

/** Names of agencies that a text uses, in its order: rows of capitalised words with a word of the trade. */
export function findAgencyNames({ source, tokens }: NamedText): AgencyName[] {
  const names: AgencyName[] = [];
  for (let at = 0; at < tokens.length;) {
    const end = runEnd(tokens, at);
    addName(names, source, tokens.slice(at, end));
    at = Math.max(end, at + 1);
  }
  return names;
}

/** End (exclusive) of the row of words from `at` that may be one name; `at` when none begins there. */
function runEnd(tokens: readonly NameToken[], at: number): number {
  let end = at;
  let hasForm = false;
  for (; end < tokens.length && end - at < MAX_NAME_TOKENS; end++) {
    const token = tokens[end] as NameToken;
    const form = end > at && isFormWord(token.raw);
    if (end > at && (token.breaksBefore || FIRST_WORDS.has(token.raw.toLowerCase()))) break;
    // A name ends with its legal form.
    if (hasForm && !form) break;
    if (!form && (isStopWord(token) || !isNameWord(token.raw, end > at))) break;
    hasForm = form && end > at + 1;
  }
  return end;
}

/** Capitalised, inside a name also a small word; any word of a script without capital letters. */
function isNameWord(raw: string, inside: boolean): boolean {
  if (!/^\p{Ll}/u.test(raw)) return true;
  return inside && /^(?:and|de|al|el|bin|ty|cổ|phần|tnhh|nhân|lực|lao|động|quốc|tế)$/u.test(raw);
}

function addName(names: AgencyName[], source: string, run: readonly NameToken[]): void {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || run.length < 2) return;
  const name = source.slice(first.start, last.end);
  const isNamed = hasTradeWord(name) || /^(?:pt|cv|m\/s)[.\s]/iu.test(name);
  if (agencyKey(name).length < MIN_KEY_LETTERS || !isNamed) return;
  // Thai writes sentences without spaces or capital letters: only a legal form shows a name.
  if (/\p{Script=Thai}/u.test(name) && !/บริษัท|จำกัด|สำนักงาน/u.test(name)) return;
  names.push({ name, start: first.start, end: last.end });
}
