/** Watches the sizes that change when a script attaches a shadow root: that changes no element, so no other event reports it. */
import { drawnChildren } from '../../utils/dom/shadow-roots.ts';

/** Elements that are watched. A page with more keeps its last test. */
const MAX_WATCHED = 150;
/** Calls after which a page counts as one that moves: it keeps its last test. */
const MAX_CALLS = 40;

/**
 * Calls `onResize` soon, and whenever a host changes its size or the children of the body, or of its first children, are no
 * longer drawn.
 *
 * @param hosts elements that may host a shadow root
 * @returns a function that ends it
 */
export function watchHosts(document: Document, hosts: readonly Element[], onResize: () => void): () => void {
  let calls = 0;
  const observer = new ResizeObserver(() => {
    if (++calls === MAX_CALLS) observer.disconnect();
    onResize();
  });
  for (const element of [...drawnChildren(document), ...hosts.slice(0, MAX_WATCHED)]) observer.observe(element);
  return () => observer.disconnect();
}
