/** Finds contacts in a written row that could belong to somebody. */
import { findPhoneNumbersInText, type CountryCode } from 'libphonenumber-js/max';
import { DEGREE_OR_PRODUCT } from '../../utils/text/contacts.ts';

/** Country whose national numbers a writer of the language uses most. */
const COUNTRIES: Readonly<Record<string, CountryCode>> = {
  am: 'ET',
  ar: 'EG',
  bn: 'BD',
  en: 'IN',
  es: 'CO',
  fr: 'FR',
  hi: 'IN',
  id: 'ID',
  ja: 'JP',
  km: 'KH',
  ko: 'KR',
  lo: 'LA',
  ms: 'MY',
  my: 'MM',
  ne: 'NP',
  pt: 'BR',
  ru: 'RU',
  si: 'LK',
  sw: 'KE',
  ta: 'IN',
  th: 'TH',
  tl: 'PH',
  ur: 'PK',
  vi: 'VN',
  'zh-Hans': 'CN',
  'zh-Hant': 'TW',
};
/** Numbers that regulators keep for fiction: North America 555-01xx, Ofcom 07700 900xxx, ACMA 0491 570 xxx, Arcep 06 39 98. */
const FICTIONAL = /^\+(?:1\d{3}55501\d\d|447700900\d{3}|61491570\d{3}|3363998\d{4})$/u;
/** Reserved by RFC 2606 and RFC 6761. */
const RESERVED = /(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|org|net))$/u;
/** Services whose address alone names nobody; the name after them is a handle. */
const SERVICES = /^(?:www\.)?(?:t\.me|wa\.me|bit\.ly|m\.me|lin\.ee|line\.me|zalo\.me|chat\.whatsapp\.com)$/u;
/** Telegram refuses these user names: short, begun by a digit, with `__` or `_` at the end. Masked names hold `x` or `*` runs. */
const IMPOSSIBLE = /^(?:.{1,4}|\d.*|.*__.*|.*_|.*(?:xx|\*).*)$/iu;

/** Shorter national numbers cannot be told from amounts of money. */
const MIN_DIGITS = 8;
const DATE = /\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/gu;

/** What could be a real person's contact, each as a sentence; empty when nothing could. */
export function contactFaults(lang: string, text: string): string[] {
  const country = COUNTRIES[lang];
  const plain = text.replaceAll(DATE, ' ').replaceAll(/[*xX•…]{2,}/gu, ' x ');
  const phones = findPhoneNumbersInText(
    plain.replaceAll(/wa\.me\/\+?/gu, ' +'),
    country === undefined ? {} : { defaultCountry: country },
  )
    .map(({ number }) => number)
    .filter(
      (number) => number.isValid() && number.nationalNumber.length >= MIN_DIGITS && !FICTIONAL.test(number.number),
    )
    .map(({ number }) => `${number} can be somebody's number; mask digits or use a number kept for fiction`);
  const hosts = [...text.matchAll(/(?:https?:\/\/|@|\b)((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/\s:?#,)]|$)/giu)]
    .map(([, host = '']) => host.toLowerCase())
    .filter((host) =>
      /\.(?:com|net|org|info|io|me|ly|ee|top|vip|xyz|club|shop|site|online|app|cc|[a-z]{2})$/u.test(host),
    )
    .filter((host) => !RESERVED.test(host) && !SERVICES.test(host) && !DEGREE_OR_PRODUCT.test(host))
    .map((host) => `${host} can be somebody's domain; end it with .example or .test`);
  const handles = [...text.matchAll(/(?<![\w.])(?:@|t\.me\/|m\.me\/)([\w*]+)(?![\w.])/gu)]
    .map(([, handle = '']) => handle)
    .filter((handle) => !IMPOSSIBLE.test(handle))
    .map((handle) => `${handle} can be somebody's handle; end it with _ or mask it`);
  return [...phones, ...hosts, ...handles];
}
