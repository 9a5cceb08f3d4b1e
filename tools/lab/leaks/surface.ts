/**
 * What a reader sees of a row without reading it. Which fields are filled, how long they are, punctuation, and kinds of
 * contact. None of it may tell the row's label.
 */
import { POST_FIELDS, fieldText, type JobPost } from '../../../utils/model/job-post.ts';

/** Groups that are judged by themselves too. */
export const GROUPS = ['length', 'emptiness', 'punctuation', 'contact'] as const;
export type Group = (typeof GROUPS)[number];

const SIGNS = ['!', '?', ':', '-', '/', '+', '(', '"', '…', '•', '\n', '$'];
const EMOJI = /\p{Extended_Pictographic}/gu;

const CONTACTS: readonly [name: string, pattern: RegExp][] = [
  ['at', /^@/u],
  ['email', /\S@\S/u],
  ['site', /^(?!.*@).*[a-z]\.[a-z]{2,}/iu],
  ['chat-link', /(?:t|wa|line|zalo)\.me/iu],
  ['international', /^\+/u],
  ['local', /^0\d/u],
  ['short', /^\d{3,5}$/u],
];

/** Feature `group:name` to value, most of them 0 to 1. */
export function surfaceFeatures(post: JobPost): Map<string, number> {
  const found = new Map<string, number>();
  const all = POST_FIELDS.map((field) => fieldText(post, field)).join('\n');
  const long = (value: string): number => Math.log2(1 + value.length) / 10;
  found.set('length:text', long(post.text));
  found.set('length:title', long(post.title));
  found.set('length:line', long(all) - Math.log2(1 + all.split('\n').length) / 10);
  found.set('length:digits', Math.log2(1 + all.replaceAll(/\D/gu, '').length) / 10);
  for (const band of [60, 120, 240, 480, 960]) found.set(`length:over-${band}`, post.text.length > band ? 1 : 0);
  for (const field of ['title', 'company', 'location', 'salary', 'contacts'] as const) {
    found.set(`emptiness:${field}`, fieldText(post, field) === '' ? 1 : 0);
  }
  for (const sign of SIGNS)
    found.set(`punctuation:${JSON.stringify(sign)}`, Math.min(3, all.split(sign).length - 1) / 3);
  found.set('punctuation:emoji', Math.min(3, all.match(EMOJI)?.length ?? 0) / 3);
  for (const [name, pattern] of CONTACTS) {
    found.set(`contact:${name}`, post.contacts.some((contact) => pattern.test(contact)) ? 1 : 0);
  }
  found.set('contact:number', Math.min(3, post.contacts.length) / 3);
  return found;
}

export const groupOf = (name: string): Group => name.slice(0, name.indexOf(':')) as Group;
