/** Merges the descriptions of a page's frames into one. */
import type { PageDescription } from '../contracts/page-summary.ts';

const PROBLEMS_WORST_FIRST = ['hidden', 'layout', 'wall'];

/** @param frames the top frame first; null when there is none */
export function mergeFrames(frames: readonly PageDescription[]): PageDescription | null {
  const [top, ...inner] = frames;
  if (top === undefined) return null;
  return inner.reduce((all, frame) => {
    const read = [all, frame].find(({ status }) => status === 'read');
    const problems = [all.problem, frame.problem];
    return {
      status: read?.status ?? all.status,
      adapter: read?.adapter ?? all.adapter,
      posts: all.posts + frame.posts,
      caution: all.caution + frame.caution,
      danger: all.danger + frame.danger,
      drawn: all.drawn + frame.drawn,
      found: [...all.found, ...frame.found],
      problem: PROBLEMS_WORST_FIRST.find((problem) => problems.includes(problem)) ?? null,
    };
  }, top);
}
