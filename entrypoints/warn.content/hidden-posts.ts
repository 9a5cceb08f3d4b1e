/** Posts whose warning the reader hid on this page. */
import type { JobPost } from '../../utils/model/job-post.ts';
import type { Finding } from '../../utils/page-reader/overlay-state.ts';

export interface HiddenPosts {
  add(finding: Finding): void;
  delete(finding: Finding): void;
  has(finding: Finding): boolean;
}

/** UTF-16 units by which a post without title and poster is known. */
const NAME_UNITS = 60;

/**
 * By element and name: a page may change words of a post, and with them its id. The same element may show another post
 * later, in the pane beside a list of jobs or in a list that uses its elements again: its warning is not hidden.
 */
export function createHiddenPosts(): HiddenPosts {
  const names = new WeakMap<Element, string>();
  return {
    add: ({ element, post }) => void names.set(element, nameOf(post)),
    delete: ({ element }) => void names.delete(element),
    has: ({ element, post }) => names.get(element) === nameOf(post),
  };
}

function nameOf({ title, company, poster, text }: JobPost): string {
  return `${title}\n${company}\n${poster}`.trim() || text.slice(0, NAME_UNITS);
}
