/** The result of a run of kills. */

export interface KillFigures {
  rounds: number;
  /** Reports that were confirmed, each counted once. */
  accepted: number;
  /** Posts or confirmations that a kill interrupted. */
  cutOff: number;
  /** Reports in the end, including those that were stored although their answer was lost. */
  stored: number;
  /** Confirmed, and missing in the end. */
  lost: number;
  /** Stored more than once. */
  doubled: number;
  /** The result of the store's own check; `ok` when it is sound. */
  integrity: string;
  seconds: number;
}

/** Nothing lost, nothing doubled, and something confirmed; otherwise the run proves nothing. */
export const isPassed = ({ accepted, lost, doubled, integrity }: KillFigures): boolean =>
  accepted > 0 && lost === 0 && doubled === 0 && integrity === 'ok';

/**
 * @param accepted names (digests or ids) of the confirmed reports
 * @param found the name of each report in the end
 */
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
