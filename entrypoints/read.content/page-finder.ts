/** Reads the whole page at once: by the adapters of its site, or else by the general finder, which is injected on demand. */
import { documentAddress } from '../../utils/dom/document-address.ts';
import { sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import { getSharedFinder } from '../../utils/page-reader/shared-finder.ts';
import { findPosts, type PageKnowledge, type PageReading } from '../../utils/sites/find-posts.ts';
import type { ShadowTracker } from './shadow-tracker.ts';

export interface PageFinder {
  /** What the last reading of the whole page gave. */
  reading(): PageReading;
  /** Whether the posts were found by the general finder, not by an adapter of the site. */
  isGeneral(): boolean;
  /** Reads the page. @returns finds the same posts again */
  read(): () => PageReading['posts'];
  /** The page had time to fill: the general finder may run beside adapters, too. */
  settle(): void;
  /** Begins anew, after the address changed: the page has to fill, and the finder may be requested once more. */
  reset(): void;
}

interface PageFinderDeps {
  document: Document;
  knowledge: PageKnowledge;
  shadowTracker: ShadowTracker;
  /** Called when the general finder is there, and the page is to be read by it. */
  onFinder(): void;
}

export function createPageFinder(deps: PageFinderDeps): PageFinder {
  const { document, knowledge, shadowTracker } = deps;
  const { adapters } = knowledge;
  let reading: PageReading = { adapter: adapters[0]?.id ?? null, posts: [] };
  let isSettled = false;
  let hasRequestedFinder = false;

  const requestFinder = async (): Promise<void> => {
    hasRequestedFinder = true;
    await sendUntilAnswered('find.inject', null);
    if (getSharedFinder() !== null) deps.onFinder();
  };
  return {
    reading: () => reading,
    isGeneral: () => reading.posts.length > 0 && !adapters.some(({ id }) => id === reading.adapter),
    read() {
      const mayFind = isSettled || adapters.length === 0;
      const find = (): PageReading => {
        const finder = mayFind ? getSharedFinder() : null;
        const findGeneric = finder === null ? null : shadowTracker.withShadowRoots(finder);
        return findPosts(knowledge, findGeneric, document, documentAddress(document));
      };
      try {
        reading = find();
      } catch {
        // A page can be built to break the reader. Its status is then `could-not-read`.
        reading = { adapter: reading.adapter, posts: [], isUnfilled: true };
      }
      if (reading.needsFinder === true && mayFind && !hasRequestedFinder) void requestFinder();
      return () => find().posts;
    },
    settle: () => void (isSettled = true),
    reset() {
      isSettled = false;
      hasRequestedFinder = false;
    },
  };
}
