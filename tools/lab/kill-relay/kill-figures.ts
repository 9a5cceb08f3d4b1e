/** What a run of kills came to. */

export interface KillFigures {
  rounds: number;
  /** Reports whose acceptance was answered, each counted once. */
  accepted: number;
  /** Posts or confirmations that a kill cut off without an answer. */
  cutOff: number;
  /** Reports at the end; those that were stored without their answer being heard are among them. */
  stored: number;
  /** Accepted, and not there. */
  lost: number;
  /** There more than once. */
  doubled: number;
  /** What the store's own check says, `ok` when all is well. */
  integrity: string;
  seconds: number;
}

/** Nothing lost, nothing doubled, and something accepted: else nothing was shown. */
export const isPassed = ({ accepted, lost, doubled, integrity }: KillFigures): boolean =>
  accepted > 0 && lost === 0 && doubled === 0 && integrity === 'ok';

/** @param accepted names (digests or ids) of what was accepted @param found the name of each report at the end */
export function compareReports(
  accepted: Iterable<string>,
  found: readonly string[],
): Pick<KillFigures, 'stored' | 'lost' | 'doubled'> {
  const counts = new Map<string, number>();
  for (const name of found) counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    stored: found.length,
    lost: [...accepted].filter((name) => !counts.has(name)).length,
    doubled: [...counts.values()].filter((count) => count > 1).length,
  };
}
