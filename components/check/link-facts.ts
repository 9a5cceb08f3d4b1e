/** Facts about a link without opening it. It may be a short link, lead to a private chat, or look like a brand's. */
import { parse } from 'tldts';
import type { FoundContact } from '../../utils/check/text-facts.ts';
import type { MessageKey } from '../../utils/i18n/messages.ts';

const SHORTENERS =
  'bit.ly tinyurl.com t.co goo.gl is.gd cutt.ly rb.gy s.id shorturl.at rebrand.ly ow.ly lnkd.in t.ly v.gd';
const MESSENGERS = 'telegram whatsapp line wechat zalo qq facebook chat';
/** Brands whose names false job sites borrow most, and their own registrable domains begin with. */
const BRANDS =
  'Amazon Google Facebook WhatsApp Telegram Shopee Lazada TikTok LinkedIn Indeed Walmart Netflix Microsoft Apple PayPal Alibaba AliExpress Booking Airbnb Tesla Samsung DHL FedEx JobStreet Grab Gojek Tokopedia Flipkart McDonalds Starbucks';
const LETTER_OF: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
};

export interface LinkFact {
  key: Extract<MessageKey, `link.${string}`>;
  /** For `link.look-alike`: the brand. */
  brand: string;
}

/** In the order of the contacts, each fact once. */
export function linkFacts(contacts: readonly FoundContact[]): LinkFact[] {
  const facts = contacts.flatMap(({ kind, raw }): LinkFact[] => {
    if (kind === 'domain') return domainFacts(raw);
    return MESSENGERS.split(' ').includes(kind) ? [{ key: 'link.chat', brand: '' }] : [];
  });
  return facts.filter(
    (fact, index) => facts.findIndex(({ key, brand }) => key === fact.key && brand === fact.brand) === index,
  );
}

function domainFacts(raw: string): LinkFact[] {
  const { domain, domainWithoutSuffix } = parse(raw.toLowerCase());
  if (domain === null || domainWithoutSuffix === null) return [];
  if (SHORTENERS.split(' ').includes(domain)) return [{ key: 'link.short', brand: '' }];
  const plain = domainWithoutSuffix.replaceAll(/\d/gu, (digit) => LETTER_OF[digit] ?? digit);
  const brand = BRANDS.split(' ').find((name) => plain.includes(name.toLowerCase()));
  return brand === undefined || domainWithoutSuffix === brand.toLowerCase() ? [] : [{ key: 'link.look-alike', brand }];
}
