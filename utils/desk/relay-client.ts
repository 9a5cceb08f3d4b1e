/** The desk's access to the relay: lists, fetches and deletes reports. */
import * as v from 'valibot';
import { isDay } from '../indicators/day-number.ts';
import { MAX_INPUT_BYTES, readAtMost, ReportRefusedError } from './open-report.ts';

export interface RelayClient {
  /** Every report at the relay. @throws RelayError */
  list(): Promise<RelayReport[]>;
  /** The relay's clock at the last `list`, milliseconds since 1970; null when the relay does not say it. */
  lastTime(): number | null;
  /**
   * The sealed bytes, which are all here; null when the report is deleted.
   * @throws RelayError also when the connection ends midway; ReportRefusedError when it is too large
   */
  fetch(id: string): Promise<ReadableStream<Uint8Array> | null>;
  /** Whether the report is missing because its sender withdrew it; false when it was deleted or expired. @throws RelayError */
  isWithdrawn(id: string): Promise<boolean>;
  /** Succeeds as well when the report is deleted already. @throws RelayError */
  delete(id: string): Promise<void>;
}

export interface RelayReport {
  id: string;
  arrivedOn: string;
}

/** The interface has a message `desk.relay.<key>` for each. */
export type RelayErrorKey = 'offline' | 'token' | 'answer' | 'none';

export class RelayError extends Error {
  readonly key: RelayErrorKey;

  constructor(key: RelayErrorKey, detail: string) {
    super(detail);
    this.name = 'RelayError';
    this.key = key;
  }
}

const PageSchema = v.object({
  reports: v.pipe(
    v.array(
      v.object({
        id: v.pipe(v.string(), v.regex(/^[\da-f]{32}$/u)),
        arrivedOn: v.pipe(v.string(), v.check(isDay)),
      }),
    ),
    v.maxLength(10_000),
  ),
  next: v.nullable(v.pipe(v.string(), v.regex(/^[\da-f]{32}$/u))),
});
const WithdrawnSchema = v.object({ error: v.object({ key: v.literal('taken-back') }) });
/** Maximum bytes of a refusal. */
const MAX_REFUSAL_BYTES = 10_000;
/** Maximum bytes of one page of the list. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;
const MAX_PAGES = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** @param url the relay's address from the brand; null when it has none */
export function createRelayClient(url: string | null, token: string, fetcher: typeof fetch): RelayClient {
  let lastTime: number | null = null;

  async function request(path: string, method = 'GET'): Promise<Response> {
    if (url === null) throw new RelayError('none', 'this build names no relay');
    let answer: Response;
    try {
      answer = await fetcher(new URL(path, url.endsWith('/') ? url : `${url}/`), {
        method,
        headers: { Authorization: `Bearer ${token}` },
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
    } catch (error) {
      throw new RelayError('offline', error instanceof Error ? error.message : 'no answer');
    }
    if (answer.status === 401) throw new RelayError('token', 'the relay does not know this token');
    if (!answer.ok && answer.status !== 404) throw new RelayError('answer', `the relay answered ${answer.status}`);
    return answer;
  }

  async function fetchPage(after: string): Promise<v.InferOutput<typeof PageSchema>> {
    const answer = await request(`v1/reports?after=${after}`);
    const time = Date.parse(answer.headers.get('Date') ?? '');
    lastTime = Number.isNaN(time) ? null : time;
    if (answer.status === 404 || answer.body === null) throw new RelayError('answer', 'this is no relay');
    try {
      const bytes = await readBody(answer.body, MAX_PAGE_BYTES);
      return v.parse(PageSchema, JSON.parse(new TextDecoder().decode(bytes)));
    } catch (error) {
      if (error instanceof RelayError) throw error;
      throw new RelayError('answer', error instanceof Error ? error.message : 'no list of reports');
    }
  }

  return {
    async list() {
      const reports: RelayReport[] = [];
      let after: string | null = '';
      for (let count = 0; after !== null && count < MAX_PAGES; count += 1) {
        const { reports: more, next }: v.InferOutput<typeof PageSchema> = await fetchPage(after);
        reports.push(...more.map(({ id, arrivedOn }) => ({ id, arrivedOn })));
        after = next !== null && next > after ? next : null;
      }
      return reports;
    },
    lastTime: () => lastTime,
    async fetch(id) {
      const answer = await request(`v1/reports/${id}`);
      if (answer.status === 404 || answer.body === null) return null;
      return new Blob([await readBody(answer.body, MAX_INPUT_BYTES)]).stream();
    },
    async isWithdrawn(id) {
      const answer = await request(`v1/reports/${id}`);
      if (answer.status !== 404 || answer.body === null) return false;
      try {
        const bytes = await readBody(answer.body, MAX_REFUSAL_BYTES);
        return v.is(WithdrawnSchema, JSON.parse(new TextDecoder().decode(bytes)));
      } catch (error) {
        if (error instanceof RelayError) throw error;
        return false;
      }
    },
    async delete(id) {
      await request(`v1/reports/${id}`, 'DELETE');
    },
  };
}

/** A connection that ends midway is no fault of what is read: it must be asked for again. @throws like `readAtMost` */
async function readBody(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return Uint8Array.from(await readAtMost(body, maxBytes));
  } catch (error) {
    if (error instanceof ReportRefusedError && error.key === 'damaged') throw new RelayError('offline', error.message);
    throw error;
  }
}
