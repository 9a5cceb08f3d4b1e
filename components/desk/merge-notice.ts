/** What the desk says of a colleague's file. */
import type { MergedFile } from '../../utils/desk/merged-file.ts';
import type { Notice } from './DeskPage.tsx';

/** A decision that is dated ahead is neither damaged nor forged. Mostly a clock is wrong, and can be set right. */
export function mergeNotice({ from, added, known, left, ahead }: MergedFile): Notice {
  return {
    key: left > 0 ? 'desk.merged.faults' : 'desk.merged',
    values: { from, added, known, left },
    ...(ahead > 0 ? { advice: 'problem.clock' as const } : {}),
    isProblem: left + ahead > 0,
  };
}
