/**
 * Canonical form of every kind of indicator. The publisher's tool and the engine use the same form. An indicator with
 * two forms is never found, and a form that two parties share accuses the wrong one.
 */
import { INDICATOR_KINDS, type Indicator, type IndicatorKind } from '../model/indicator.ts';
import { ACCOUNT_PARSERS, accountKindOf } from './account-parsers.ts';
import { canonicalCompany } from './canonical-company.ts';
import { canonicalDomain, registrableDomain } from './canonical-domain.ts';
import { asciiHost, parseLink } from './link.ts';
import { canonicalPhone } from './canonical-phone.ts';

/** Longest raw indicator, in UTF-16 units. */
export const MAX_RAW_CHARS = 2000;

const PARSERS: Record<IndicatorKind, (raw: string) => string | null> = {
  ...ACCOUNT_PARSERS,
  domain: canonicalDomain,
  email: canonicalEmail,
  phone: (raw) => canonicalPhone(raw),
  company: canonicalCompany,
  wallet: canonicalWallet,
  text: (raw) => (/^[0-9a-f]{16}$/iu.test(raw.trim()) ? raw.trim().toLowerCase() : null),
};

/** Canonical accounts that are codes of invitations or short links, not names. */
const INVITATION_CODE = /^(?:join|group|message|channel|link|add|groups|events|share)\/[\w-]{3,64}$/u;

/**
 * The canonical value of a raw handle, link, number, address or name of a kind; null when it is invalid. Idempotent. A
 * link to a messenger given as `domain` is null: see `indicatorOf`.
 */
export function canonical(kind: IndicatorKind, raw: string): string | null {
  if (raw.length > MAX_RAW_CHARS) return null;
  return kind in ACCOUNT_PARSERS && INVITATION_CODE.test(raw) ? raw : PARSERS[kind](raw);
}

/** As `canonical`, but a link to a messenger or network given as `domain` becomes the account. */
export function indicatorOf(kind: IndicatorKind, raw: string): Indicator | null {
  const host = kind === 'domain' && raw.length <= MAX_RAW_CHARS ? parseLink(raw)?.host : undefined;
  const actual = host === undefined ? kind : (accountKindOf(host) ?? kind);
  const value = canonical(actual, raw);
  return value === null ? null : { kind: actual, value };
}

export function isIndicatorKind(text: string): text is IndicatorKind {
  return (INDICATOR_KINDS as readonly string[]).includes(text);
}

/** Lower case, without `+tag`; for Gmail without dots, and googlemail.com as gmail.com. */
function canonicalEmail(raw: string): string | null {
  const text = raw
    .trim()
    .normalize('NFKC')
    .replace(/^mailto:/iu, '')
    .replace(/\?.*$/u, '')
    .toLowerCase();
  const at = text.lastIndexOf('@');
  const host = asciiHost(text.slice(at + 1));
  const name = text.slice(0, Math.max(at, 0)).replace(/(?<=.)\+.*$/u, '');
  if (host === null || !/^[^\s@,;:<>()"[\]\\]{1,64}$/u.test(name) || registrableDomain(host) === null) return null;
  if (host !== 'gmail.com' && host !== 'googlemail.com') return `${name}@${host}`;
  const plain = name.replaceAll('.', '');
  return plain === '' ? null : `${plain}@gmail.com`;
}

/** Bitcoin (base58, bech32), Ethereum and compatible, Tron, TON, Solana. Lower case only where case has no meaning. */
function canonicalWallet(raw: string): string | null {
  const text = raw.trim().replace(/^(?:bitcoin|ethereum|tron|ton|solana):/iu, '');
  if (/^0x[0-9a-f]{40}$/iu.test(text) || /^bc1[02-9ac-hj-np-z]{11,71}$/iu.test(text)) return text.toLowerCase();
  const base58 = /^(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33}|[1-9A-HJ-NP-Za-km-z]{43,44})$/u;
  return base58.test(text) || /^(?:EQ|UQ)[\w-]{46}$/u.test(text) ? text : null;
}
