/** Parses web addresses leniently: people write `T.me/name` as often as `https://t.me/name`, which the URL class refuses. */
import { decodePercent } from '../model/decode-percent.ts';
import { toASCII, toUnicode } from 'punycode/punycode.es6.js';

export interface Link {
  /** Lower case, ASCII (Punycode), without `www.` and port. */
  host: string;
  /** Path segments, decoded, not empty, with their case. */
  segments: string[];
  /** Query parameters, decoded; the first of each name. */
  query: Map<string, string>;
}

const LINK =
  /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?(?:[^/?#@\s]*@)?([^/?#:@\s]+\.[^/?#:@\s]+)(?::\d{1,5})?(\/[^?#]*)?(\?[^#]*)?(?:#.*)?$/iu;

/** Returns the parts of an address, or null when `raw` has no host with a dot. */
export function parseLink(raw: string): Link | null {
  const found = LINK.exec(raw.trim());
  const host = found?.[1] === undefined ? null : asciiHost(found[1]);
  if (host === null) return null;
  return {
    host: host.replace(/^www\d?\./u, ''),
    segments: (found?.[2] ?? '')
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodePercent),
    query: parseQuery(found?.[3] ?? ''),
  };
}

/** Returns `ตัวอย่าง.ไทย`, `EXAMPLE.com.` and `xn--...` in one ASCII form; null for an invalid host name. */
export function asciiHost(raw: string): string | null {
  try {
    const host = toASCII(raw.normalize('NFKC').toLowerCase()).replace(/\.$/u, '');
    return /^(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/u.test(host) ? host : null;
  } catch {
    return null;
  }
}

/** Returns the Unicode form of a host name, as the Public Suffix List uses it, or null. */
export function unicodeHost(host: string): string | null {
  try {
    return toUnicode(host);
  } catch {
    return null;
  }
}

function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.slice(1).split('&')) {
    const [name = '', value = ''] = pair.split('=', 2);
    if (name !== '' && !query.has(decodePercent(name))) query.set(decodePercent(name), decodePercent(value));
  }
  return query;
}
