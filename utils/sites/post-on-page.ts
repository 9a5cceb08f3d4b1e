/** A post with its elements in the page. */
import type { JobPost } from '../model/job-post.ts';
import { capText } from '../model/cap-text.ts';
import { linkContacts } from './link-contacts.ts';

export interface PostOnPage {
  post: JobPost;
  /** The element of the post. */
  element: Element;
  /** The title's element, beside which the marker is drawn; the post's element where there is none. */
  anchor: Element;
  /** Whether all fields that the layout expects were found. */
  isComplete: boolean;
  /** Words of a page outside of its posts: shown only as danger, and not counted as a post. */
  isRestOfPage?: boolean;
  /** Words of footers, dialogs and the like: of them only a clear lure is shown. */
  isSidePart?: boolean;
}

/** Longest short field, UTF-16 units. */
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
  /** Elements whose links are searched for contacts; the post's element when absent. */
  linksIn?: readonly Element[];
  isComplete?: boolean;
}

function shortField(value: string | undefined): string {
  return (value ?? '').replaceAll(/\s+/gu, ' ').trim().slice(0, MAX_FIELD_UNITS);
}

/** Makes a post from its fields, within the length limits, with contacts from its links. */
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
  post.id = postIdOf(post);
  return {
    post,
    element: fields.element,
    anchor: fields.anchor ?? fields.element,
    isComplete: fields.isComplete ?? true,
  };
}

/** Two 32-bit hashes in base 36 over all judged fields; equal posts have equal ids. */
function postIdOf(post: JobPost): string {
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

/** The absolute form of an address; '' when it cannot be parsed. */
export function absoluteUrl(href: string, base: string): string {
  return URL.canParse(href, base) ? new URL(href, base).href : '';
}
