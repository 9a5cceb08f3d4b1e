/** Describes the page for the popup: its posts with their verdicts, and what kept them from being read or shown. */
import type { PageDescription, PageSummary } from '../../utils/contracts/page-summary.ts';
import { isPdf } from '../../utils/dom/is-pdf.ts';
import type { PostStore } from '../../utils/page-reader/post-store.ts';

export function describePage(document: Document, store: PostStore, summary: PageSummary): PageDescription {
  const found = store.judged().map(({ post, verdict }) => ({ post, verdict }));
  return { ...summary, found, problem: problemOf(document, store, summary) };
}

function problemOf(document: Document, store: PostStore, summary: PageSummary): PageDescription['problem'] {
  const { posts, status, drawn, caution, danger } = summary;
  // A PDF file, or posts without a verdict: neither a login nor another layout explains it.
  const isUnexplained = isPdf(document) || (posts === 0 && store.size() > 0);
  if (status === 'could-not-read' && !isUnexplained) return posts > 0 ? 'layout' : 'wall';
  return drawn < caution + danger ? 'hidden' : null;
}
