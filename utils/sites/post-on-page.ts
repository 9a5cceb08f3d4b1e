/** A post that a page shows, with the elements it stands in. */
import type { JobPost } from '../model/job-post.ts';
import { capText } from '../model/cap-text.ts';
import { linkContacts } from './link-contacts.ts';

export interface PostOnPage {
  post: JobPost;
  /** The post's own element. */
  element: Element;
  /** The title's element, beside which a marker goes; the post's element where there is none. */
  anchor: Element;
  /** Whether all that its layout expects was there. */
  complete: boolean;
}

/** Longest short field kept, in UTF-16 units. */
const MAX_FIELD_UNITS = 1000;

export interface PostFields {
  site: string;
  kind: JobPost['kind'];
  url: string;
  title?: string;
  company?: string;
  location?: string;
  salary?: string;
  text: string;
  poster?: string;
  postedAt?: string;
  element: Element;
  anchor?: Element | null;
  /** Elements whose links are read for contacts; the post's element when absent. */
  linksIn?: readonly Element[];
  complete?: boolean;
}

function shortField(value: string | undefined): string {
  return (value ?? '').replaceAll(/\s+/gu, ' ').trim().slice(0, MAX_FIELD_UNITS);
}

/** Makes a post of what was read, within the caps, with contacts from its links. */
export function makePost(fields: PostFields, pageHost: string): PostOnPage {
  const text = capText(fields.text);
  const title = shortField(fields.title);
  const contacts = linkContacts(fields.linksIn ?? [fields.element], `${title}\n${text}`, pageHost);
  const post: JobPost = {
    id: '',
    url: fields.url.slice(0, 2000),
    site: fields.site,
    kind: fields.kind,
    title,
    company: shortField(fields.company),
    location: shortField(fields.location),
    salary: shortField(fields.salary),
    text,
    contacts,
    poster: shortField(fields.poster),
    ...(fields.postedAt === undefined ? {} : { postedAt: fields.postedAt }),
  };
  post.id = hashOf(post);
  return {
    post,
    element: fields.element,
    anchor: fields.anchor ?? fields.element,
    complete: fields.complete ?? true,
  };
}

/** The post with other words, under an id of its own. */
export function withText(post: JobPost, text: string): JobPost {
  const other = { ...post, text };
  return { ...other, id: hashOf(other) };
}

/** Two 32-bit lanes in base 36 over all that is judged; equal posts get equal ids. */
function hashOf(post: JobPost): string {
  const all = [
    post.kind,
    post.title,
    post.company,
    post.location,
    post.salary,
    post.text,
    post.poster,
    ...post.contacts,
  ];
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (const part of all) {
    for (let i = 0; i < part.length; i++) {
      const code = part.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x85ebca6b);
      b ^= b >>> 13;
    }
    a = Math.imul(a ^ 0x1f, 0x01000193);
    b = Math.imul(b ^ 0x1f, 0x85ebca6b);
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}

/** An address as the page wrote it, made whole; '' when it is none. */
export function absoluteUrl(href: string, base: string): string {
  return URL.canParse(href, base) ? new URL(href, base).href : '';
}
