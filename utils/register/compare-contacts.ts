/** Compares the contacts of a post with those of an agency in a register. */
import type { Indicator } from '../model/indicator.ts';
import type { JobPost } from '../model/job-post.ts';
import { asciiDigitsInPlace } from './ascii-digits-in-place.ts';
import { findLicenceNumbers } from './find-licence-numbers.ts';

/** Kinds by which a reader reaches somebody. */
const CONTACT_KINDS: ReadonlySet<string> = new Set(
  'email phone whatsapp telegram line wechat zalo qq facebook instagram domain'.split(' '),
);
/** Digits that look like a telephone number, also without the country's code. */
const PHONE_LIKE = /(?<!\d)\+?\d(?:[\s().-]{0,2}\d){6,14}(?!\d)/gu;
/** Last digits by which two ways to write a number are one. */
const COMPARED_DIGITS = 7;

/**
 * Returns whether every contact of the post is one of the agency's. Null when the register lists none or the post has
 * none.
 * @param own canonical contacts of the agency, `kind:value`
 * @param contacts canonical contacts of the post; numbers without a country's code are read from the post
 */
export function compareContacts(own: readonly string[], contacts: readonly Indicator[], post: JobPost): boolean | null {
  const listed = new Set(own);
  const ways = contacts.filter(({ kind }) => CONTACT_KINDS.has(kind));
  const phones = phonesOf(post);
  if (own.length === 0 || ways.length + phones.length === 0) return null;
  const isOwn = ({ kind, value }: Indicator): boolean =>
    listed.has(`${kind}:${value}`) ||
    (kind === 'whatsapp' && listed.has(`phone:${value}`)) ||
    (kind === 'domain' && own.some((each) => each.startsWith('email:') && each.endsWith(`@${value}`)));
  const isOwnPhone = (digits: string): boolean =>
    own.some((each) => each.startsWith('phone:') && each.endsWith(digits.slice(-COMPARED_DIGITS)));
  return ways.every(isOwn) && phones.every(isOwnPhone);
}

/** Digits of everything in the post that looks like a telephone number and is no licence number. */
function phonesOf({ title, text, contacts, poster }: JobPost): string[] {
  return [title, text, contacts.join('\n'), poster].flatMap((field) => {
    let source = asciiDigitsInPlace(field);
    for (const { start, end } of findLicenceNumbers(field)) {
      source = source.slice(0, start) + ' '.repeat(end - start) + source.slice(end);
    }
    return [...source.matchAll(PHONE_LIKE)].map(([written]) => written.replaceAll(/\D/gu, ''));
  });
}
