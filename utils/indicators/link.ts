/** Takes a web address apart without the browser's URL class, leniently: people write `T.me/name` as often as `https://t.me/name`. */
import { toASCII, toUnicode } from 'punycode/punycode.es6.js';

export interface Link {
  /** Lower case, ASCII (punycode), without `www.` and port. */
  host: string;
  /** Decoded, not empty, case kept. */
  segments: string[];
  /** Decoded query parameters; the first of a name counts. */
  query: Map<string, string>;
}

const LINK =
  /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?(?:[^/?#@\s]*@)?([^/?#:@\s]+\.[^/?#:@\s]+)(?::\d{1,5})?(\/[^?#]*)?(\?[^#]*)?(?:#.*)?$/iu;

/** The parts of an address, or null when `raw` has no dotted host. */
export function parseLink(raw: string): Link | null {
  const found = LINK.exec(raw.trim());
  const host = found?.[1] === undefined ? null : asciiHost(found[1]);
  if (host === null) return null;
  return {
    host: host.replace(/^www\d?\./u, ''),
    segments: (found?.[2] ?? '')
      .split('/')
      .filter((segment) => segment !== '')
      .map(decode),
    query: parseQuery(found?.[3] ?? ''),
  };
}

/** `ตัวอย่าง.ไทย`, `EXAMPLE.com.` and `xn--...` in one form, or null when it is no host name. */
export function asciiHost(raw: string): string | null {
  try {
    const host = toASCII(raw.normalize('NFKC').toLowerCase()).replace(/\.$/u, '');
    return /^(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/u.test(host) ? host : null;
  } catch {
    return null;
  }
}

/** The form that the list of public suffixes is written in, or null. */
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
    if (name !== '' && !query.has(decode(name))) query.set(decode(name), decode(value));
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
