/** Fetches reports from a relay and opens them; used by `relay pull`, `npm start` and the tests. */
import * as v from 'valibot';
import { readAtMost } from '../../utils/desk/open-report.ts';
import { parseReport, type ReportDocument } from '../../utils/report/report-document.ts';
import type { ReportPictureFault } from '../../utils/report/report-picture.ts';
import { openSealedReport } from '../../utils/report/seal-report.ts';
import { findSealedFault, MAX_SEALED_BYTES } from '../../utils/report/sealed-format.ts';
import { readTextFile } from '../channel/read-text-file.ts';
import { warnReadable } from '../warn-readable.ts';

export interface PullOptions {
  /** The relay's address; plain HTTP only on this machine. */
  url: string;
  token: string;
  /** `AGE-SECRET-KEY-1...` keys. */
  identities: readonly string[];
}

export type PulledReport =
  | {
      id: string;
      arrivedOn: string;
      report: ReportDocument;
      /** Why the report's picture was left out; absent otherwise. */
      pictureFault?: ReportPictureFault;
    }
  /** It cannot be opened, or its content is no report. */
  | { id: string; arrivedOn: string; error: string };

const PageSchema = v.object({
  reports: v.array(
    v.object({
      id: v.pipe(v.string(), v.regex(/^[\da-f]{32}$/u)),
      arrivedOn: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u)),
    }),
  ),
  next: v.nullable(v.pipe(v.string(), v.regex(/^[\da-f]{32}$/u))),
});
/** Maximum bytes of one page of the list, decompressed. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;
const MAX_PAGES = 10_000;
/** Maximum bytes of a file with keys or a token. */
export const MAX_KEY_FILE_BYTES = 1024 * 1024;

/** The secret keys of an age identity file: one a line, `#` begins a comment. @throws when there is none */
export async function readIdentities(file: string): Promise<string[]> {
  const lines = (await readTextFile(file, MAX_KEY_FILE_BYTES)).split(/\r?\n/u).map((line) => line.trim());
  const identities = lines.filter((line) => line.startsWith('AGE-SECRET-KEY-1'));
  if (identities.length === 0) throw new Error(`${file} holds no AGE-SECRET-KEY-1... key`);
  warnReadable(file);
  return identities;
}

/**
 * Yields every report at the relay, one by one.
 * @throws when the relay cannot be reached or refuses the token
 */
export async function* pullReports({ url, token, identities }: PullOptions): AsyncGenerator<PulledReport> {
  let after: string | null = '';
  for (let count = 0; after !== null && count < MAX_PAGES; count += 1) {
    const answer = await request(url, `v1/reports?after=${after}`, token);
    const text = new TextDecoder().decode(await readBytes(answer, MAX_PAGE_BYTES));
    const page: v.InferOutput<typeof PageSchema> = v.parse(PageSchema, JSON.parse(text));
    for (const { id, arrivedOn } of page.reports) {
      const fetched = await request(url, `v1/reports/${id}`, token, { missing: true });
      if (fetched.status === 404) continue;
      yield { id, arrivedOn, ...(await openFetched(fetched, identities)) };
    }
    after = page.next !== null && page.next > after ? page.next : null;
  }
}

/** Deletes a report from the relay; succeeds as well when it is deleted already. */
export async function deleteReport({ url, token }: PullOptions, id: string): Promise<void> {
  await request(url, `v1/reports/${id}`, token, { method: 'DELETE', missing: true });
}

async function openFetched(
  answer: Response,
  identities: readonly string[],
): Promise<{ report: ReportDocument; pictureFault?: ReportPictureFault } | { error: string }> {
  try {
    const sealed = await readBytes(answer, MAX_SEALED_BYTES);
    const fault = findSealedFault(sealed);
    if (fault !== null) throw new Error(fault);
    const { document, pictureFault } = parseReport(await openSealedReport(sealed, identities));
    return pictureFault === null ? { report: document } : { report: document, pictureFault };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Never holds more than `maxBytes`, whatever the relay sends or compressed. */
async function readBytes(answer: Response, maxBytes: number): Promise<Uint8Array> {
  return answer.body === null ? new Uint8Array() : await readAtMost(answer.body, maxBytes);
}

async function request(
  url: string,
  path: string,
  token: string,
  { method = 'GET', missing = false }: { method?: string; missing?: boolean } = {},
): Promise<Response> {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  if (base.protocol !== 'https:' && !['127.0.0.1', '[::1]', 'localhost'].includes(base.hostname)) {
    throw new Error('the token would cross the network in the clear: use an https address');
  }
  let answer: Response;
  try {
    answer = await fetch(new URL(path, base), {
      method,
      headers: { Authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(60_000),
    });
  } catch (error) {
    // Node says "fetch failed"; the system's word is in the cause.
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    const why = cause?.code ?? cause?.message ?? message;
    throw new Error(`${base.origin} could not be reached (${why}): does the relay run, and is the address right?`, {
      cause: error,
    });
  }
  if (answer.ok || (missing && answer.status === 404)) return answer;
  if (answer.status === 401) throw new Error('the relay does not know this token');
  throw new Error(`the relay answered ${answer.status} to ${method} ${path}`);
}
