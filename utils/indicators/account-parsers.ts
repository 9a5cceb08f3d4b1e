/**
 * Parses accounts on messengers and networks from a handle or from any link to them, each to one canonical form. A
 * phone number that stands for an account (WhatsApp, Zalo, Telegram) keeps the form `+...`. It is the same number in
 * every app.
 */
import { parseLink, type Link } from './link.ts';
import { asciiDigits, canonicalPhone } from './canonical-phone.ts';

type AccountParser = (raw: string) => string | null;

/** Hosts whose links are accounts of a kind. */
const ACCOUNT_HOSTS = {
  telegram: ['t.me', 'telegram.me', 'telegram.dog', 'tx.me'],
  whatsapp: ['wa.me', 'whatsapp.com', 'wa.link'],
  line: ['line.me', 'lin.ee', 'line.naver.jp'],
  wechat: ['u.wechat.com', 'work.weixin.qq.com'],
  zalo: ['zalo.me', 'zaloapp.com'],
  qq: ['wpa.qq.com', 'qm.qq.com', 'jq.qq.com', 'user.qzone.qq.com'],
  facebook: ['facebook.com', 'fb.com', 'fb.me', 'm.me', 'messenger.com', 'fb.watch'],
  instagram: ['instagram.com', 'instagr.am', 'ig.me'],
} as const satisfies Record<string, readonly string[]>;
export type AccountKind = keyof typeof ACCOUNT_HOSTS;

/** Returns the parsed link when its host belongs to that kind, else null. */
function accountLink(kind: AccountKind, raw: string): Link | null {
  const link = /[./]/u.test(raw) ? parseLink(raw) : null;
  return link !== null && isHostOf(kind, link.host) ? link : null;
}

function isHostOf(kind: AccountKind, host: string): boolean {
  return ACCOUNT_HOSTS[kind].some((name) => host === name || host.endsWith(`.${name}`));
}

/** Returns the kind of account that a host's links lead to, e.g. `telegram` for `t.me`; null for other hosts. */
export function accountKindOf(host: string): AccountKind | null {
  return (Object.keys(ACCOUNT_HOSTS) as AccountKind[]).find((kind) => isHostOf(kind, host)) ?? null;
}

/** Returns a handle in lower case without `@` and spaces; '' when it has other characters than `allowed`. */
function handle(raw: string, allowed: RegExp): string {
  const name = raw.trim().normalize('NFKC').replace(/^@/u, '').toLowerCase();
  return allowed.test(name) ? name : '';
}

const nonEmpty = (text: string): string | null => (text === '' ? null : text);

const TELEGRAM_NAME = /^[a-z][a-z0-9_]{3,31}$/u;
const TELEGRAM_PAGES = new Set([
  'share',
  'proxy',
  'socks',
  'addstickers',
  'addemoji',
  'setlanguage',
  'login',
  'confirmphone',
  'iv',
]);
const INVITE_CODE = /^[\w-]{8,64}$/u;

/** Returns `name` in lower case, or `join/<invite>` with its case. */
const telegram: AccountParser = (raw) => {
  const deep = /^tg:\/{0,2}resolve\?domain=(\w+)/iu.exec(raw.trim());
  if (deep?.[1] !== undefined) return nonEmpty(handle(deep[1], TELEGRAM_NAME));
  const link = accountLink('telegram', raw);
  if (link === null) return canonicalPhone(raw) ?? nonEmpty(handle(raw, TELEGRAM_NAME));
  const [first = '', second = ''] = link.segments;
  const sub = /^([a-z0-9_]+)\.t\.me$/u.exec(link.host)?.[1];
  if (sub !== undefined) return nonEmpty(handle(sub, TELEGRAM_NAME));
  if (/^\+\d{7,15}$/u.test(first)) return canonicalPhone(first);
  const invite = first.startsWith('+') ? first.slice(1) : first.toLowerCase() === 'joinchat' ? second : '';
  if (invite !== '') return INVITE_CODE.test(invite) ? `join/${invite}` : null;
  const name = handle(first.toLowerCase() === 's' ? second : first, TELEGRAM_NAME);
  return TELEGRAM_PAGES.has(name) ? null : nonEmpty(name);
};

const toInternational = (digits: string) => canonicalPhone(digits.startsWith('+') ? digits : `+${digits}`);

/** Returns a number in E.164, or `group/<invite>`, `message/<code>`, `channel/<code>`, `link/<code>`. */
const whatsapp: AccountParser = (raw) => {
  const link = accountLink('whatsapp', raw);
  if (link === null)
    return (
      canonicalPhone(raw) ??
      (/^\d{10,15}$/u.test(asciiDigits(raw.trim())) ? toInternational(asciiDigits(raw.trim())) : null)
    );
  const [first = '', second = ''] = link.segments;
  if (link.host === 'chat.whatsapp.com') {
    const invite = first === 'invite' ? second : first;
    return INVITE_CODE.test(invite) ? `group/${invite}` : null;
  }
  if (link.host === 'wa.link') return INVITE_CODE.test(first) || /^\w{4,8}$/u.test(first) ? `link/${first}` : null;
  if (first === 'message' || first === 'channel') return INVITE_CODE.test(second) ? `${first}/${second}` : null;
  const phone = link.query.get('phone') ?? first;
  return /^\+?[\d\s()-]{7,24}$/u.test(phone.trim()) ? toInternational(phone.trim().replaceAll(/[^\d+]/gu, '')) : null;
};

const LINE_ID = /^[a-z0-9._-]{3,32}$/u;

/** Returns `name` of a person, `@name` of an official account, or `add/<code>`, `group/<code>` with their case. */
const line: AccountParser = (raw) => {
  const link = accountLink('line', raw);
  if (link === null) {
    const name = handle(raw, LINE_ID);
    if (name === '') return canonicalPhone(raw);
    return raw.trim().startsWith('@') ? `@${name}` : name;
  }
  if (link.host === 'lin.ee') return /^\w{4,16}$/u.test(link.segments[0] ?? '') ? `add/${link.segments[0]}` : null;
  const path = link.segments[0]?.toLowerCase() === 'r' ? link.segments.slice(1) : link.segments;
  const [area = '', sort = '', target = ''] = path;
  if (area !== 'ti') return null;
  if (sort === 'g' || sort === 'g2') return INVITE_CODE.test(target) ? `group/${target}` : null;
  if (sort !== 'p') return null;
  if (target.startsWith('@')) return nonEmpty(handle(target, LINE_ID)) === null ? null : `@${handle(target, LINE_ID)}`;
  if (target.startsWith('~')) return nonEmpty(handle(target.slice(1), LINE_ID));
  return INVITE_CODE.test(target) ? `add/${target}` : null;
};

/** Returns an ID in lower case, a number in E.164 (Chinese mobile numbers without country code too), or `add/<code>`. */
const wechat: AccountParser = (raw) => {
  const link = accountLink('wechat', raw);
  if (link !== null) return INVITE_CODE.test(link.segments.at(-1) ?? '') ? `add/${link.segments.at(-1)}` : null;
  const text = asciiDigits(raw.trim());
  if (text.startsWith('+')) return canonicalPhone(text);
  if (/^1[3-9]\d{9}$/u.test(text)) return canonicalPhone(text, 'CN');
  return nonEmpty(handle(text, /^(?:[a-z][a-z0-9_-]{4,19}|\d{5,11})$/u));
};

/** Returns a number in E.164 (Vietnamese numbers without country code too), an account's number or name, or `group/<code>`. */
const zalo: AccountParser = (raw) => {
  const link = accountLink('zalo', raw);
  const [first = '', second = ''] = link?.segments ?? [raw.trim()];
  if (link !== null && (first === 'g' || first === 's'))
    return INVITE_CODE.test(second) || /^\w{6}$/u.test(second) ? `group/${second}` : null;
  const name = asciiDigits(first);
  if (/^\+?[\d\s().-]{9,16}$/u.test(name)) {
    return canonicalPhone(/^84\d{9}$/u.test(name) ? `+${name}` : name, 'VN');
  }
  return nonEmpty(handle(name, /^(?:[a-z][a-z0-9._-]{3,31}|\d{17,20})$/u));
};

const qqNumber = (text: string) => nonEmpty(handle(asciiDigits(text), /^[1-9]\d{4,11}$/u));

/** Returns the number, or `join/<code>`. */
const qq: AccountParser = (raw) => {
  const link = accountLink('qq', raw);
  if (link === null) return qqNumber(raw.trim().replace(/@qq\.com$/iu, ''));
  const uin = link.query.get('uin') ?? (link.host.includes('qzone') ? link.segments[0] : undefined);
  if (uin !== undefined) return qqNumber(uin);
  const code = link.query.get('k') ?? link.segments.at(-1) ?? '';
  return INVITE_CODE.test(code) ? `join/${code}` : null;
};

const FACEBOOK_NAME = /^\.*[a-z0-9](?:\.*[a-z0-9-]){2,63}\.*$/u;
const FACEBOOK_PAGES = new Set(
  'marketplace watch login sharer share.php sharer.php dialog help policies home.php hashtag search gaming reel reels photo photo.php photos story.php stories permalink.php videos ads business notes jobs messages tr plugins'.split(
    ' ',
  ),
);

/** Returns a name in lower case without dots (Facebook ignores both), a number, or `groups/<id>`, `events/<id>`, `share/<code>`. */
const facebook: AccountParser = (raw) => {
  const link = accountLink('facebook', raw);
  const name = (text: string) => nonEmpty(handle(text, FACEBOOK_NAME).replaceAll('.', ''));
  if (link === null) return /[/]/u.test(raw) ? null : name(raw);
  const [first = '', second = '', third = ''] = link.segments;
  if (link.host === 'fb.watch' || link.host === 'fb.me')
    return INVITE_CODE.test(first) || /^\w{4,}$/u.test(first) ? `share/${first}` : null;
  const area = first.toLowerCase();
  if (area === 'profile.php')
    return /^\d{5,20}$/u.test(link.query.get('id') ?? '') ? (link.query.get('id') ?? null) : null;
  if (area === 'groups' || area === 'events') return name(second) === null ? null : `${area}/${name(second)}`;
  if (area === 'share')
    return nonEmpty(/^\w{1}$/u.test(second) ? third : second) === null
      ? null
      : `share/${/^\w$/u.test(second) ? third : second}`;
  if (area === 'pages' || area === 'people' || area === 'p') {
    const id = /(\d{8,20})$/u.exec(third === '' ? second : third)?.[1];
    return id ?? name(second);
  }
  if (area === 't' || area === 'pg') return name(second);
  return FACEBOOK_PAGES.has(area) ? null : (/-(\d{10,20})$/u.exec(first)?.[1] ?? name(first));
};

/** Returns the name in lower case. */
const instagram: AccountParser = (raw) => {
  const link = accountLink('instagram', raw);
  const [first = '', second = ''] = link?.segments ?? [raw];
  const area = first.toLowerCase();
  if (link !== null && ['p', 'reel', 'reels', 'explore', 'tv', 'accounts', 'share'].includes(area)) return null;
  const given = link !== null && (area === 'stories' || area === 'm' || area === '_u') ? second : first;
  return nonEmpty(handle(given, /^[a-z0-9._]{2,30}$/u));
};

export const ACCOUNT_PARSERS: Record<AccountKind, AccountParser> = {
  telegram,
  whatsapp,
  line,
  wechat,
  zalo,
  qq,
  facebook,
  instagram,
};
