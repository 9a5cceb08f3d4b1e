/** What a colleague's file brought. */
import type { MergeResult } from './decision-log.ts';

export interface MergedFile {
  /** The colleague's name. */
  from: string;
  key: string;
  /** Numbers of decisions. */
  added: number;
  known: number;
  /** Left out, and dated more than a day ahead: mostly one of the two clocks is wrong. */
  ahead: number;
  /** Left out for another reason. */
  left: number;
}

export function mergedFileOf(from: string, key: string, { added, known, faults }: MergeResult): MergedFile {
  const ahead = faults.filter((fault) => fault === 'dated-ahead').length;
  return { from, key, added: added.length, known, ahead, left: faults.length - ahead };
}
