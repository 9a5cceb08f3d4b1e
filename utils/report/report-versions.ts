/**
 * The versions of one report that a form sends. Where nothing is stored (a private window, the web page), the reader may change
 * a report and send it again after its answer was lost. The relay keeps the first report of a key, so each version
 * has its own id. All have one withdrawal hash, also before the reader asks for a code: a version that may have arrived is
 * withdrawn before the next one leaves, and the code withdraws one that arrives late. The relay stores no link between them.
 * What is the same as before keeps its id, also in a file: the desk takes a report with a known id once.
 */
import type { ReportCodeHashes } from './report-code.ts';
import type { ReportDocument } from './report-document.ts';

export interface ReportVersions {
  /** Id of the next version. */
  id(): string;
  /** The report under its id: a new one, unless it left as it is. Call it for what is saved or copied. */
  named(document: ReportDocument): ReportDocument;
  /** The version that leaves now, and what it is sent with. From here on it may have arrived. */
  leave(document: ReportDocument): { document: ReportDocument; withdrawHash: string; replaces: string | null };
}

/** @param newId a random report id */
export function createReportVersions(
  newId: () => string,
  { withdrawHash, withdrawSecret }: Pick<ReportCodeHashes, 'withdrawHash' | 'withdrawSecret'>,
): ReportVersions {
  let id = newId();
  let last: { document: ReportDocument; replaces: string | null } | null = null;

  function isLast(document: ReportDocument): boolean {
    return last !== null && JSON.stringify(last.document) === JSON.stringify({ ...document, id: last.document.id });
  }

  return {
    id: () => id,
    named: (document) => (last !== null && isLast(document) ? last.document : { ...document, id }),
    leave(document) {
      // A later version may not have left at all: the one before it must be withdrawn, and with it all that share its hash.
      // The relay takes the key of a withdrawn report for known.
      if (last?.replaces === null && isLast(document)) return { ...last, withdrawHash };
      const sent = { document: { ...document, id }, replaces: last === null ? null : withdrawSecret };
      last = sent;
      id = newId();
      return { ...sent, withdrawHash };
    },
  };
}
