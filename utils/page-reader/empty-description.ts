/** The description of a page on which no post was found. */
import type { PageDescription } from '../contracts/page-summary.ts';

export const emptyDescription = (
  adapter: string | null,
  status: PageDescription['status'] = 'nothing-here',
  problem: string | null = null,
): PageDescription => ({ adapter, posts: 0, caution: 0, danger: 0, drawn: 0, found: [], status, problem });
