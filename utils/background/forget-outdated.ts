/** Deletes what is kept for a limited time, also where nothing new is stored that would push it out. */
import type { Drafts } from './drafts.ts';
import type { SeenPosts } from './seen-posts.ts';

export interface OutdatedDeps {
  drafts: Pick<Drafts, 'removeOld'>;
  seenPosts: Pick<SeenPosts, 'prune' | 'clear'>;
  /** Whether the reader wants seen posts to be kept. */
  remembersPosts(): Promise<boolean>;
}

/** Never rejects: what could not be deleted now is tried again the next time. */
export async function forgetOutdated({ drafts, seenPosts, remembersPosts }: OutdatedDeps): Promise<void> {
  const forgetSeen = async (): Promise<void> => ((await remembersPosts()) ? seenPosts.prune() : seenPosts.clear());
  await Promise.allSettled([drafts.removeOld(), forgetSeen()]);
}
