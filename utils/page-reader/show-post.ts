/** Scrolls the page to a post that the reader picked in the popup. */
import * as dom from '../dom/form-safe-dom.ts';
import type { Finding } from './overlay-state.ts';

/** @returns false when the post is no longer on the page */
export function showPost(findings: readonly Finding[], postId: string): boolean {
  const finding = findings.find(({ post }) => post.id === postId);
  if (finding === undefined || !dom.isConnected(finding.anchor)) return false;
  dom.scrollIntoView(finding.anchor, { block: 'center', behavior: 'instant' });
  return true;
}
