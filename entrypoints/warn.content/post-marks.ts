/** Marks posts of this page: the reader hid or folded their warning, or called them fine. */
import type { JobPost } from '../../utils/model/job-post.ts';
import type { Finding } from '../../utils/page-reader/overlay-state.ts';
import { sharesPassage } from '../../utils/page-reader/shares-passage.ts';

export interface PostMarks {
  add(finding: Finding): void;
  delete(finding: Finding): void;
  /** False also where a post that was at caution is at danger now. */
  has(finding: Finding): boolean;
}

/**
 * By element and name: a page may change words of a post, and with them its id. A counter does it each second. The same
 * element may show another post later, in the pane beside a list of jobs or in a list that uses its elements again.
 */
export function createPostMarks(): PostMarks {
  const marked = new WeakMap<Element, Finding>();
  return {
    add: (finding) => void marked.set(finding.element, finding),
    delete: ({ element }) => void marked.delete(element),
    has({ element, post, verdict }) {
      const before = marked.get(element);
      if (before === undefined || (verdict.level === 'danger' && before.verdict.level !== 'danger')) return false;
      return isSamePost(before.post, post);
    },
  };
}

/** One person writes many posts: those without a title are known by their words. */
function isSamePost(a: JobPost, b: JobPost): boolean {
  if (a.title !== b.title || a.company !== b.company || a.poster !== b.poster) return false;
  return a.title !== '' || sharesPassage(a.text, b.text);
}
