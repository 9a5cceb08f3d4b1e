/** Tests whether a text contains an amount of money, in currencies that are common in job posts. */
const CURRENCY_SIGNS = String.raw`[$€£¥₹฿₫₱₩₽৳₨₺៛₭]`;
const CURRENCY_CODES =
  'usd|us\\$|eur|gbp|rp\\.?|idr|rm|myr|php|thb|vnd|sgd|aed|sar|qar|kwd|omr|bhd|inr|rs\\.?|pkr|npr|lkr|bdt|mmk|khr|lak|kes|ksh|ugx|tzs|tsh|ngn|ghs|zar|etb|birr|egp|mad|brl|r\\$|mxn|cop|ars|clp|krw|jpy|cny|rmb|hkd|hk\\$|twd|nt\\$|zł|pln|kč|czk|chf|sek|nok|dkk|try|tl|uah|kzt';
const CURRENCY_BEFORE = new RegExp(String.raw`(?:${CURRENCY_SIGNS}|(?<![\p{L}])(?:${CURRENCY_CODES}))\s?\d`, 'iu');
const CURRENCY_AFTER = new RegExp(
  String.raw`\d\s?(?:${CURRENCY_SIGNS}|[元円원万만]|(?:${CURRENCY_CODES}|triệu|tr|baht|บาท|บ\.|руб|грн|тг|тенге|jt|juta|lakh|lpa|сом|ریال|درهم|ريال|دينار|जना|টাকা|ටකා|ரூபாய்|k)(?![\p{L}]))`,
  'iu',
);

export function mentionsMoney(text: string): boolean {
  return CURRENCY_BEFORE.test(text) || CURRENCY_AFTER.test(text);
}
