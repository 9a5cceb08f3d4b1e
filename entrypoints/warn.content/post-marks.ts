/** Marks posts of this page: the reader hid or collapsed their warning, or called them fine. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import type { JobPost } from '../../utils/model/job-post.ts';
import type { Level } from '../../utils/model/verdict.ts';
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
 * element may show another post later, in the pane beside a list of jobs or in a list that uses its elements again. A feed
 * may make a new element for the same post, after it was scrolled out of view.
 */
export function createPostMarks(): PostMarks {
  const marked = new WeakMap<Element, Finding>();
  const byId = new Map<string, { former: WeakRef<Element>; level: Level }>();
  const isInNewElement = ({ post, verdict }: Finding): boolean => {
    const mark = byId.get(post.id);
    if (mark === undefined || isWorse(verdict, mark)) return false;
    const former = mark.former.deref();
    return former === undefined || !dom.isConnected(former);
  };
  return {
    add(finding) {
      marked.set(finding.element, finding);
      const { level } = finding.verdict;
      byId.set(finding.post.id, { former: new WeakRef(finding.element), level });
    },
    delete({ element, post }) {
      marked.delete(element);
      byId.delete(post.id);
    },
    has(finding) {
      const before = marked.get(finding.element);
      if (before !== undefined && !isWorse(finding.verdict, before.verdict) && isSameOffer(before.post, finding.post))
        return true;
      return isInNewElement(finding);
    },
  };
}

function isWorse(a: { level: Level }, b: { level: Level }): boolean {
  return a.level === 'danger' && b.level !== 'danger';
}

/** Without the address, which may change beside an open post. One person writes many posts: those without a title are known by their words. */
function isSameOffer(a: JobPost, b: JobPost): boolean {
  if (a.title !== b.title || a.company !== b.company || a.poster !== b.poster) return false;
  return a.title !== '' || sharesPassage(a.text, b.text);
}
