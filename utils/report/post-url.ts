/**
 * The address of a post, cut to what identifies it: scheme, host, path and the few parameters that name a post. Sessions,
 * tokens, user names, tracking, search words and fragments go, whatever they are called: what is not known to identify a
 * post is not kept.
 */
import { isIdentifying, isTelling } from './token-names.ts';

/** `currentJobId=123`, `story_fbid=pfbid0...`: no spaces, no `@`, no `=`. */
const PLAIN_VALUE = /^[\w.:~-]{1,200}$/u;
/** Web.telegram.org names the open chat in the fragment. */
const TELEGRAM_CHAT = /^#-?@?\w{3,64}$/u;

/**
 * @param isSelf tells whether a decoded part belongs to the reader; such parts go too
 * @returns '' when it is no web address
 */
export function postUrl(raw: string, isSelf: (part: string) => boolean = () => false): string {
  if (!URL.canParse(raw)) return '';
  const { protocol, host, hostname, pathname, searchParams, hash } = new URL(raw);
  if (protocol !== 'https:' && protocol !== 'http:') return '';
  const path = cutPath(pathname, isSelf);
  const kept: string[] = [];
  for (const [name, value] of searchParams) {
    if (isIdentifying(name) && PLAIN_VALUE.test(value) && !value.startsWith('eyJ') && !isSelf(value)) {
      kept.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    }
  }
  const query = kept.length > 0 ? `?${kept.join('&')}` : '';
  const chat = hostname === 'web.telegram.org' && TELEGRAM_CHAT.test(hash) && !isSelf(hash.slice(1)) ? hash : '';
  return `${protocol}//${host}${path}${query}${chat}`;
}

/** Without `;jsessionid=...`, `(S(...))`, `name=value` and whatever follows a segment such as `token`. */
function cutPath(pathname: string, isSelf: (part: string) => boolean): string {
  const kept: string[] = [];
  let afterTelling = false;
  for (const raw of pathname.split('/')) {
    const segment = raw.replace(/(?:;|%3b).*$/iu, '');
    const value = decoded(segment);
    const named = /^([^=:]+)[=:]/u.exec(value)?.[1];
    const goes =
      afterTelling ||
      /^\([a-z]\(.*\)\)$/iu.test(value) ||
      /^eyJ[\w-]{10}/u.test(value) ||
      /[^\s@]@[^\s@]+\.[^\s@]/u.test(value) ||
      (named !== undefined && isTelling(named)) ||
      (value !== '' && isSelf(value));
    // `/profile/...` and `/user/...` lead to a recruiter's page as often as to the reader's: only keys and sessions here.
    afterTelling = /^(?:.*token|.*session|s?sid|auth|magic(?:-?link)?|otp|key|secret|unsubscribe)$/iu.test(value);
    if (!goes && !afterTelling) kept.push(segment);
  }
  const path = kept.join('/');
  return path.startsWith('/') ? path : `/${path}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
