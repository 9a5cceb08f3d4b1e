/**
 * Removes keys and tracking from the addresses in a post's text, and keys that stand alone. The rest stays letter for
 * letter: an address changes only where a part of it is removed.
 */
import { isPrivateParameter, JWT, looksLikeSecret } from './url-parameters.ts';

/** Stands in the text where something was removed. */
export const REDACTED = '[…]';

/** An address with or without its scheme. */
const URL_LIKE =
  /(?:\b[a-z][a-z\d+]{1,12}:\/\/|\bmailto:|(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}\/)[^\s<>"`]*/giu;
/** `session=...`, `Token: ...`: the name of a key and its value, outside an address. */
const NAMED_CREDENTIAL =
  /(?<![\p{L}\p{N}])((?:\w{0,20}[_-])?(?:session|token|csrf|xsrf|cookie|jwt|sessid|jsessionid|phpsessid|api-?key|li_at|sid|auth(?:orization)?)(?:[_-]?(?:id|key|token))?\s*[=:]\s*(?:bearer\s+)?)[^\s;,&"']{6,}/giu;

/** @param isReaderData whether a decoded value belongs to the reader */
export function cleanText(text: string, isReaderData: (part: string) => boolean = () => false): string {
  return text
    .replaceAll(URL_LIKE, (address) => cleanUrl(address, isReaderData))
    .replaceAll(NAMED_CREDENTIAL, (whole, name: string) => (/\d/u.test(whole) ? `${name}${REDACTED}` : whole))
    .replaceAll(JWT, REDACTED);
}

/** Cleans one address; keeps what a recruiter gave (accounts, numbers, short invitation codes). */
export function cleanUrl(address: string, isReaderData: (part: string) => boolean = () => false): string {
  const [, tail = ''] = /([.,;:!?'’)\]}。，、！？」』]*)$/u.exec(address) ?? [];
  const body = address.slice(0, address.length - tail.length).replace(/^([a-z][a-z\d+.-]*:\/\/)[^/\s?#]*@/iu, '$1');
  const [, head = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/su.exec(body) ?? [];
  const parameters = (query ?? '').split('&').filter((pair) => pair !== '' && keepsParameter(pair, head, isReaderData));
  const path = head.replaceAll(/;[^/]*=[^/]*/gu, '').replaceAll(/\/eyJ[\w.-]{10,}/gu, `/${REDACTED}`);
  const hash = fragment !== undefined && fragment !== '' && !/[=&]/u.test(fragment) && !looksLikeSecret(fragment);
  return `${path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}${hash ? `#${fragment}` : ''}${tail}`;
}

/** Parameters of `whatsapp://send?phone=` or `tg://resolve?domain=` that reach a chat. */
const CONTACT_PARAMETER = /^(?:phone|domain|start|startapp|text|invite|number|to)$/iu;

function keepsParameter(pair: string, head: string, isReaderData: (part: string) => boolean): boolean {
  const at = pair.indexOf('=');
  const name = decodePart(at < 0 ? pair : pair.slice(0, at));
  const value = at < 0 ? '' : decodePart(pair.slice(at + 1));
  if (isReaderData(value)) return false;
  if (CONTACT_PARAMETER.test(name) && !looksLikeSecret(value)) return true;
  if (/^mailto:/iu.test(head) && /^(?:subject|body|cc)$/iu.test(name)) return true;
  return !isPrivateParameter(name) && !looksLikeSecret(value);
}

/** Of a part that is not well-formed, `+` stays, too. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}
