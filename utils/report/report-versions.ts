/**
 * The versions of one report that a form sends. Where nothing is stored (a private window, the web page), the reader may change
 * a report and send it again after its answer was lost. The relay keeps the first report of a key, so each version
 * has its own id. All have one withdrawal hash, also before the reader asks for a code: a version that may have arrived is
 * withdrawn before the next one leaves, and the code withdraws one that arrives late. The relay stores no link between them.
 */
import type { ReportCodeHashes } from './report-code.ts';

export interface ReportVersions {
  /** Id of the version that the form shows. */
  id(): string;
  /** What the version that leaves now is sent with. From here on it may have arrived. */
  leave(): { withdrawHash: string; replaces: string | null };
}

/** @param newId a random report id */
export function createReportVersions(
  newId: () => string,
  { withdrawHash, withdrawSecret }: Pick<ReportCodeHashes, 'withdrawHash' | 'withdrawSecret'>,
): ReportVersions {
  let id = newId();
  let replaces: string | null = null;
  return {
    id: () => id,
    leave() {
      const sent = { withdrawHash, replaces };
      replaces = withdrawSecret;
      id = newId();
      return sent;
    },
  };
}
