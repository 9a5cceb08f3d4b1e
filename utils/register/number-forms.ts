/**
 * Licence numbers as each country's office writes them, and as people write them in posts. Every pattern begins at a word or a
 * digit and reads a bounded part of the text. Digits are ASCII already (`asciiDigitsInPlace`).
 */

/** One way to write a number. */
export interface NumberForm {
  /** ISO 3166. */
  country: string;
  /** Global and case-insensitive. */
  pattern: RegExp;
  /** Key of the groups, or null when they are no number. Keys of one country have one form. */
  key(groups: readonly (string | undefined)[]): string | null;
  /** The text gives the beginning of a number only: the key is a prefix. */
  partial?: true;
}

/** Between a word for a licence and the number: "No.", "#:", "নং", in any order. */
const SIGNS = String.raw`[\s:.#№,()=\-–—_]{0,5}`;
const NUMBER_WORD = String.raw`(?:nombor|nomor|number|num|nos?|nr|bil|ref|is|নম্বর|নং|नम्बर|नंबर|नं|संख्या|เลขที่|เลข|số|অনুমোদন|අංකය|අංක|எண்|ເລກທີ|licen[cs]e|lic|lisensya|lesen|licencia|izin|reg(?:istration)?|permit|approval)`;
const LINK = String.raw`(?:${SIGNS}${NUMBER_WORD}){0,4}${SIGNS}`;
const GAP = String.raw`[\s\-–/]{0,3}`;
const SLASH = String.raw`\s{0,2}[/\-–]\s{0,2}`;
const NO_LETTER_BEFORE = String.raw`(?<![\p{L}\p{N}])`;

const form = (
  country: string,
  pattern: string,
  key: NumberForm['key'],
  options: { partial?: true } = {},
): NumberForm => ({ country, pattern: new RegExp(pattern, 'giu'), key, ...options });

const padded = (digits: string | undefined, length: number): string =>
  (digits ?? '').replace(/^0+(?=\d)/u, '').padStart(length, '0');
const plain = (digits: string | undefined): string => (digits ?? '').replace(/^0+(?=\d)/u, '');
const upper = (text: string | undefined): string => (text ?? '').toUpperCase();

/** `010123` and `01012023` are one day. */
const monthDayYear = (digits: string | undefined): string =>
  digits?.length === 6 ? `${digits.slice(0, 4)}20${digits.slice(4)}` : (digits ?? '');

/** Years of the Nepali calendar follow each other: 070/71, 2070/071. */
const nepaliKey: NumberForm['key'] = ([, number, first, second]) =>
  Number(second) === Number(first) + 1 ? `${plain(number)}/${first}` : null;

const THAI_KINDS: Readonly<Record<string, string>> = { น: 'N', นจ: 'NJ' };
const thaiKey: NumberForm['key'] = ([, kind, number, year]) =>
  `${THAI_KINDS[kind ?? ''] ?? 'T'}${plain(number)}/${year}`;

const INDONESIAN_LICENCE = String.raw`(?:SIP3MI|SIPPMI|SIPPTKIS?|SIUPPAK|KEP)`;

export const NUMBER_FORMS: readonly NumberForm[] = [
  // DMW-123-LB-01012023-R; POEA-089-SB-031715-R
  form(
    'PH',
    String.raw`(?<![\p{N}])(?:(?<!\p{L})(?:DMW|POEA)${LINK}|${NO_LETTER_BEFORE})(\d{1,4})${GAP}(LB|SB)${GAP}(\d{8}|\d{6})(?!\d)(?:${GAP}(?:R|N|PL|UL|FL)(?!\p{L}))?`,
    ([, number, kind, date]) => `${padded(number, 3)}-${upper(kind)}-${monthDayYear(date)}`,
  ),
  form(
    'PH',
    String.raw`(?<!\p{L})(?:DMW|POEA)${LINK}(\d{1,4})${GAP}(LB|SB)(?![\p{L}\p{N}])(?!${GAP}\d{6})`,
    ([, number, kind]) => `${padded(number, 3)}-${upper(kind)}-`,
    { partial: true },
  ),
  // RL-1234; R.L. No. 0123
  form(
    'BD',
    String.raw`(?:${NO_LETTER_BEFORE}(?:R\s?[./]?\s?L\.?|recruit(?:ing|ment)(?:\s+agency)?\s+licen[cs]e|BMET)|আর\s?\.?\s?এল|আরএল|রিক্রুটিং\s+(?:এজেন্সি\s+)?লাইসেন্স|বিএমইটি)(?:[\s,]{1,3}RL)?${LINK}(\d{1,4})(?!\d|[/.,]\d)`,
    ([, number]) => plain(number),
  ),
  // SLBFE Licence No. 2345
  form(
    'LK',
    String.raw`${NO_LETTER_BEFORE}(?:S\.?L\.?B\.?F\.?E\.?|L\s?/\s?L|labou?r\s+licen[cs]e|බලපත්‍ර|බලපත්ර|உரிம\p{M}*)${LINK}(\d{2,5})(?!\d|[/.,]\d)`,
    ([, number]) => plain(number),
  ),
  // B-0562/MUM/PART/1000+/5/8845/2010
  form(
    'IN',
    String.raw`${NO_LETTER_BEFORE}B\s?[-–]?\s?(\d{3,5})${SLASH}([A-Z]{3})${SLASH}[A-Z]{3,8}${SLASH}\d{2,4}\s?\+?${SLASH}\d{1,3}${SLASH}(\d{1,6})${SLASH}((?:19|20)\d{2})(?!\d)`,
    ([, number, city, serial, year]) => `B${padded(number, 4)}/${upper(city)}/${plain(serial)}/${year}`,
  ),
  form(
    'IN',
    String.raw`${NO_LETTER_BEFORE}B\s?[-–]?\s?(\d{3,5})${SLASH}([A-Z]{3})(?![\p{L}\p{N}])(?!${SLASH}[A-Z]{3,8}${SLASH}\d)`,
    ([, number, city]) => `B${padded(number, 4)}/${upper(city)}/`,
    { partial: true },
  ),
  // 1234/070/71
  form('NP', String.raw`(?<![\d/])(\d{1,4})${SLASH}(?:20|0)?([5-9]\d)${SLASH}(?:20|0)?([5-9]\d)(?![\d/])`, nepaliKey),
  form(
    'NP',
    String.raw`(?:${NO_LETTER_BEFORE}(?:gov(?:ernmen)?t\.?|DoFE|FEIMS)|नेपाल\s+सरकार|इजाजत(?:\s?पत्र)?|ई\.?\s?प\.?)${LINK}(\d{1,4})(?!\d|${SLASH}\d|[.,]\d)`,
    ([, number]) => `${plain(number)}/`,
    { partial: true },
  ),
  // ต.1234/2560
  form(
    'TH',
    String.raw`(?:(?<![\u0E00-\u0E7FA-Za-z0-9])|(?<=เลขที่))(ตจ|นจ|ต|น|Tor|T)\s?\.?\s?(\d{1,5})\s?/\s?(25[2-9]\d)(?!\d)`,
    thaiKey,
  ),
  form(
    'TH',
    String.raw`(?:ใบอนุญาต[\u0E00-\u0E7F\s]{0,40}|${NO_LETTER_BEFORE}(?:licen[cs]e|DoE)${LINK})()(\d{1,5})\s?/\s?(25[2-9]\d)(?!\d)`,
    thaiKey,
  ),
  // SIP3MI No. 123 Tahun 2020; KEP.198/MEN/LTKI/2013
  form(
    'ID',
    String.raw`${NO_LETTER_BEFORE}${INDONESIAN_LICENCE}${LINK}(\d{1,4})(?:\s?/\s?[A-Z0-9.\-]{1,12}){0,4}?\s?(?:/|tahun|thn\.?|th\.?)\s?((?:19|20)\d{2})(?!\d)`,
    ([, number, year]) => `${plain(number)}/${year}`,
  ),
  form(
    'ID',
    String.raw`(?<![\d/])(\d{1,4})\s?/\s?${INDONESIAN_LICENCE}(?:\s?/\s?[A-Z0-9.\-]{1,12}){0,4}?\s?/\s?((?:19|20)\d{2})(?!\d)`,
    ([, number, year]) => `${plain(number)}/${year}`,
  ),
  form(
    'ID',
    String.raw`${NO_LETTER_BEFORE}(?:SIP3MI|SIPPMI|SIPPTKIS?)${LINK}(\d{1,4})(?!\d|\s?(?:/|tahun|thn|th\.))`,
    ([, number]) => `${plain(number)}/`,
    { partial: true },
  ),
  // JTKSM 0123C
  form(
    'MY',
    String.raw`${NO_LETTER_BEFORE}(?:J\.?T\.?K\.?(?:S\.?M\.?)?|APS)${LINK}(\d{3,4})\s?-?\s?[ABC]?(?![\p{L}\p{N}])`,
    ([, number]) => padded(number, 4),
  ),
  // 123/LĐTBXH-GP
  form(
    'VN',
    String.raw`(?<![\d/])(\d{1,4})\s?/\s?(?:B?L[ĐD]\s?-?\s?TB\s?[&-]?\s?XH|BNV)(?:\s?-\s?[\p{L}\p{M}]{1,12})?`,
    ([, number]) => plain(number),
  ),
  form(
    'VN',
    String.raw`${NO_LETTER_BEFORE}(?:gi[ấa]y\s+ph[éeẹ]p|GP)\s+(?:XKL[ĐD]|xu[ấa]t\s+kh[ẩa]u\s+lao\s+[đd][ộo]ng|D[Oo]LAB)${LINK}(\d{1,4})(?!\d|[/.,]\d)`,
    ([, number]) => plain(number),
  ),
  form('VN', String.raw`${NO_LETTER_BEFORE}DOLAB${LINK}(\d{1,4})(?!\d|[/.,]\d)`, ([, number]) => plain(number)),
  // ໃບອະນຸຍາດເລກທີ 123
  form('LA', String.raw`ໃບອະນຸຍາດ[\u0E80-\u0EFF\s]{0,40}${SIGNS}(\d{1,5})(?!\d)`, ([, number]) => plain(number)),
];

/** Letters behind a number that are part of it, by country: JTKSM licenses by category, so 0123A is not 0123C. A letter
 * behind a space alone may be a word. */
const CATEGORIES: Readonly<Record<string, RegExp>> = { MY: /\d(?:\s?-\s?)?([ABC])$/iu };

/** The category in a written number, as a capital; '' when it names none or its country has none. */
export function licenceCategory(country: string, written: string): string {
  return CATEGORIES[country]?.exec(written.trim())?.[1]?.toUpperCase() ?? '';
}

/** A word for a licence and a number that may be of any country. */
export const GENERAL_FORM = new RegExp(
  String.raw`(?:${NO_LETTER_BEFORE}(?:licen[cs]es?|lic|lisensya|lesen|izin|gi[ấa]y\s+ph[éeẹ]p|license|RC)|ใบอนุญาต[\u0E00-\u0E7F]{0,30}|লাইসেন্স|लाइसे[नं]्?स|इजाजत(?:\s?पत्र)?|බලපත්‍ර|உரிம\p{M}*|许可证)${LINK}((?:[A-Z]{1,5}[\s\-–.]{0,2})?\d[\dA-Z]{0,12}(?:[/+\-–][\dA-Z+]{1,12}){0,6})`,
  'giu',
);

/** What is put before a number that stands alone in a register's column or behind a word for a licence. */
export const NUMBER_LABELS: Readonly<Record<string, string>> = {
  PH: 'DMW-',
  BD: 'RL-',
  LK: 'SLBFE ',
  IN: 'B-',
  NP: '',
  TH: 'ต.',
  ID: 'SIP3MI ',
  MY: 'JTKSM ',
  VN: 'DOLAB ',
  LA: 'ໃບອະນຸຍາດ ',
};

/** Words that name a country's office or the country; they decide whose number a bare one is. */
export const COUNTRY_HINTS: Readonly<Record<string, RegExp>> = {
  PH: /\b(?:DMW|POEA|Philippin\w+|Manila|Makati|Pilipinas)\b/iu,
  BD: /\b(?:BMET|BAIRA|Bangladesh\w*|Dhaka)\b|বাংলাদেশ|ঢাকা/iu,
  LK: /\b(?:SLBFE|Sri\s?Lanka\w*|Colombo)\b|ශ්‍රී\s?ලංකා|இலங்கை/iu,
  IN: /\b(?:eMigrate|India\w*|Mumbai|Delhi|Protector of Emigrants)\b|भारत/iu,
  NP: /\b(?:DoFE|FEIMS|Nepal\w*|Kathmandu)\b|नेपाल|काठमाडौँ|काठमाडौं/iu,
  TH: /\b(?:Thai(?:land)?|Bangkok)\b|กรมการจัดหางาน|ประเทศไทย/iu,
  ID: /\b(?:BP2MI|KP2MI|Kemnaker|Indonesia\w*|Jakarta)\b/iu,
  MY: /\b(?:JTKSM|Malaysia\w*|Kuala Lumpur|agensi pekerjaan)\b/iu,
  VN: /\b(?:DOLAB|Viet\s?nam|Ha\s?Noi|Hanoi)\b|Việt Nam|Hà Nội/iu,
  LA: /\b(?:Lao(?:s)?|Vientiane)\b|ລາວ|ວຽງຈັນ/iu,
};
