/**
 * Reduces the address of a post to what identifies it: scheme, host, path, and parameters that name a post. Everything
 * else is removed: sessions, tokens, user names, tracking, search words, fragments.
 */
import { decodePercent } from '../model/decode-percent.ts';
import { isIdentifyingParameter, isPrivateParameter } from './url-parameters.ts';

/** `currentJobId=123`, `story_fbid=pfbid0...`: no spaces, no `@`, no `=`. */
const PLAIN_VALUE = /^[\w.:~-]{1,200}$/u;
/** web.telegram.org names the open chat in the fragment. */
const TELEGRAM_CHAT = /^#-?@?\w{3,64}$/u;

/**
 * @param isReaderData whether a decoded part belongs to the reader; such parts are removed too
 * @returns '' when it is no web address
 */
export function postUrl(raw: string, isReaderData: (part: string) => boolean = () => false): string {
  if (!URL.canParse(raw)) return '';
  const { protocol, host, hostname, pathname, searchParams, hash } = new URL(raw);
  if (protocol !== 'https:' && protocol !== 'http:') return '';
  const path = removePrivateSegments(pathname, isReaderData);
  const kept: string[] = [];
  for (const [name, value] of searchParams) {
    if (isIdentifyingParameter(name) && PLAIN_VALUE.test(value) && !value.startsWith('eyJ') && !isReaderData(value)) {
      kept.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    }
  }
  const query = kept.length > 0 ? `?${kept.join('&')}` : '';
  const chat = hostname === 'web.telegram.org' && TELEGRAM_CHAT.test(hash) && !isReaderData(hash.slice(1)) ? hash : '';
  return `${protocol}//${host}${path}${query}${chat}`;
}

/** Removes `;jsessionid=...`, `(S(...))`, `name=value`, and whatever follows a segment such as `token`. */
function removePrivateSegments(pathname: string, isReaderData: (part: string) => boolean): string {
  const kept: string[] = [];
  let afterPrivate = false;
  for (const raw of pathname.split('/')) {
    const segment = raw.replace(/(?:;|%3b).*$/iu, '');
    const value = decodePercent(segment);
    const named = /^([^=:]+)[=:]/u.exec(value)?.[1];
    const isPrivate =
      afterPrivate ||
      /^\([a-z]\(.*\)\)$/iu.test(value) ||
      /^eyJ[\w-]{10}/u.test(value) ||
      /[^\s@]@[^\s@]+\.[^\s@]/u.test(value) ||
      (named !== undefined && isPrivateParameter(named)) ||
      (value !== '' && isReaderData(value));
    // `/profile/...` and `/user/...` may lead to a recruiter, so only keys and sessions are removed here.
    afterPrivate = /^(?:.*token|.*session|s?sid|auth|magic(?:-?link)?|otp|key|secret|unsubscribe)$/iu.test(value);
    if (!isPrivate && !afterPrivate) kept.push(segment);
  }
  const path = kept.join('/');
  return path.startsWith('/') ? path : `/${path}`;
}
