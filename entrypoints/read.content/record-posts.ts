/** Records posts that were read, and passes them on to be judged: with their hidden texts, and without them. */
import { hiddenTextsIn } from '../../utils/dom/hidden-texts.ts';
import { readWithout } from '../../utils/dom/read-without.ts';
import { textHash } from '../../utils/dom/text-hash.ts';
import type { JobPost } from '../../utils/model/job-post.ts';
import type { PostStore } from '../../utils/page-reader/post-store.ts';
import type { PostOnPage } from '../../utils/sites/post-on-page.ts';

/**
 * @param isNear whether the posts are in or near the window
 * @param find finds these posts again: without their hidden texts they may say something else
 */
export type RecordPosts = (found: readonly PostOnPage[], isNear: boolean, find: () => readonly PostOnPage[]) => void;

/** @param onPost called with every version of a post that is to be judged */
export function createPostRecorder(store: PostStore, onPost: (post: JobPost, isNear: boolean) => void): RecordPosts {
  return (found, isNear, find) => {
    const seen = withoutHiddenTexts(found, find);
    for (const one of found) {
      const visible = seen.get(one.element) ?? null;
      store.upsert(one, textHash(one.element), visible);
      onPost(one.post, isNear);
      if (visible !== null) onPost(visible, isNear);
    }
  };
}

/** Posts without their hidden texts, by element; without those of which all texts are seen, or that are not found again. */
function withoutHiddenTexts(
  posts: readonly PostOnPage[],
  find: () => readonly PostOnPage[],
): ReadonlyMap<Element, JobPost> {
  const hidden = new Map(posts.map(({ element }) => [element, hiddenTextsIn(element)]));
  const all = new Set([...hidden.values()].flatMap((texts) => [...texts]));
  if (all.size === 0) return new Map();
  return new Map(
    readWithout(all, find).flatMap(({ element, post }) => (hidden.get(element)?.size ? [[element, post]] : [])),
  );
}
