/** Whether a text names an amount of money, in the currencies that job posts name. */
const MARKS = String.raw`[$€£¥₹฿₫₱₩₽৳₨₺៛₭]`;
const CODES =
  'usd|us\\$|eur|gbp|rp\\.?|idr|rm|myr|php|thb|vnd|sgd|aed|sar|qar|kwd|omr|bhd|inr|rs\\.?|pkr|npr|lkr|bdt|mmk|khr|lak|kes|ksh|ugx|tzs|tsh|ngn|ghs|zar|etb|birr|egp|mad|brl|r\\$|mxn|cop|ars|clp|krw|jpy|cny|rmb|hkd|hk\\$|twd|nt\\$|zł|pln|kč|czk|chf|sek|nok|dkk|try|tl|uah|kzt';
const BEFORE = new RegExp(String.raw`(?:${MARKS}|(?<![\p{L}])(?:${CODES}))\s?\d`, 'iu');
const AFTER = new RegExp(
  String.raw`\d\s?(?:${MARKS}|[元円원万만]|(?:${CODES}|triệu|tr|baht|บาท|บ\.|руб|грн|тг|тенге|jt|juta|lakh|lpa|сом|ریال|درهم|ريال|دينار|जना|টাকা|ටකා|ரூபாய்|k)(?![\p{L}]))`,
  'iu',
);

export function namesMoney(text: string): boolean {
  return BEFORE.test(text) || AFTER.test(text);
}
