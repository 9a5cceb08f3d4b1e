/** Makes one attempt to deliver a sealed report to the relay. */
import { toHex } from '../channel/channel-crypto.ts';
import { webCrypto } from '../platform/web-crypto.ts';
import { toBase64Url } from './base64.ts';
import { MAX_BITS, solvePuzzle, type Puzzle, type PuzzleReport } from './puzzle.ts';
import { readSmallJson } from './read-small-json.ts';

/** Why a report waits or was refused. The interface has a message `report-state.<reason>` for each. */
export type OutboxReason = 'offline' | 'busy' | 'full' | 'no-relay' | 'not-accepted' | 'too-old' | 'other-relay';

/** The outcome of one attempt. */
export type DeliveryResult =
  | { done: true }
  | {
      done: false;
      retry: boolean;
      reason: OutboxReason;
      /** Seconds to wait, as the relay requests (`Retry-After`). */
      retryAfterSeconds: number;
    };

export interface RelayRoute {
  fetch: typeof fetch;
  /** The relay's address from the brand; null when there is none. */
  relayUrl: string | null;
}

/** One version of a report, see report-versions.ts. */
export interface ReportVersion {
  key: string;
  sealed: Uint8Array;
  withdrawHash: string | null;
  replaces: string | null;
}

/** Answers that another attempt does not change. */
const FINAL_STATUSES = new Set([400, 409, 413, 415, 422]);
const REQUEST_TIMEOUT_MS = 30_000;
/** Numbers tried between two pauses: some tens of milliseconds of work. */
const HASHES_PER_SLICE = 20_000;

/**
 * The idempotency key of a report, Base64url. Each attempt to send one report has the same key, whatever made it: the
 * relay stores the report once. The relay cannot tell the id from it.
 * @param id the report's id, 32 random hexadecimal digits
 */
export async function idempotencyKey(id: string): Promise<string> {
  return toBase64Url(await webCrypto.sha256(new TextEncoder().encode(`report ${id}`)));
}

/**
 * Posts the report. It counts as delivered only when the answer names the SHA-256 of what was sent. The sign-in page of
 * a wireless network answers 200 to everything.
 * @param key see `idempotencyKey`
 * @param withdrawHash SHA-256 of the withdrawal secret (report-code.ts); null: it cannot be withdrawn
 */
export async function sendReport(
  route: RelayRoute,
  key: string,
  sealed: Uint8Array,
  withdrawHash: string | null = null,
): Promise<DeliveryResult> {
  if (route.relayUrl === null) return retryLater('no-relay');
  const digest = await webCrypto.sha256(sealed);
  const headers = withdrawHash === null ? {} : { 'Withdraw-Hash': withdrawHash };
  let answer = await post(route, key, sealed, headers);
  if (answer?.status === 428) {
    const puzzle = await readPuzzle(answer);
    if (puzzle === null) return retryLater('busy');
    const solution = `${puzzle.challenge}:${await solveInSlices(puzzle, { key, digest })}`;
    answer = await post(route, key, sealed, { ...headers, Puzzle: solution });
  }
  if (answer === null) return retryLater('offline');
  if (answer.ok) return (await readStoredDigest(answer)) === toHex(digest) ? { done: true } : retryLater('no-relay');
  // The key is made from the report's id: another version of this report is at the relay already.
  if (answer.status === 409 && (await readErrorKey(answer)) === 'key-reused') return { done: true };
  if (FINAL_STATUSES.has(answer.status))
    return { done: false, retry: false, reason: 'not-accepted', retryAfterSeconds: 0 };
  const wait = Number(answer.headers.get('Retry-After') ?? '0');
  const reason = answer.status === 507 ? 'full' : answer.status === 404 ? 'no-relay' : 'busy';
  return retryLater(reason, Number.isFinite(wait) ? Math.max(0, wait) : 0);
}

/**
 * Sends a report from a page that stores nothing. The answer to an earlier version may have been lost. That one is then
 * withdrawn first: else the relay would keep it, and the code of the new version would withdraw nothing.
 * @param replaces the withdrawal secret of the version that may have arrived; null for none
 */
export async function sendVersion(
  route: RelayRoute,
  { key, sealed, withdrawHash, replaces }: ReportVersion,
): Promise<DeliveryResult> {
  const mustWithdraw = replaces !== null && route.relayUrl !== null;
  if (mustWithdraw && (await withdrawReport(route, replaces)) === 'offline') return retryLater('offline');
  return await sendReport(route, key, sealed, withdrawHash);
}

/** The relay's answer, or null when it could not be reached. */
async function post(
  { fetch, relayUrl }: RelayRoute,
  key: string,
  sealed: Uint8Array,
  headers: Record<string, string>,
): Promise<Response | null> {
  const base = relayUrl ?? '';
  try {
    return await fetch(new URL('v1/reports', base.endsWith('/') ? base : `${base}/`), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/octet-stream',
        'Idempotency-Key': key,
        ...headers,
      },
      body: Uint8Array.from(sealed),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  } catch {
    return null;
  }
}

/**
 * `taken-back`: withdrawn now. `gone`: there is nothing to withdraw, because it was withdrawn, deleted by a moderator, or
 * expired. The interface has a message `code.<result>` for each.
 */
export type WithdrawResult = 'taken-back' | 'gone' | 'offline';

/**
 * Withdraws a report from the relay, also one that was fetched already.
 * @param withdrawSecret see report-code.ts
 */
export async function withdrawReport({ fetch, relayUrl }: RelayRoute, withdrawSecret: string): Promise<WithdrawResult> {
  if (relayUrl === null) return 'offline';
  try {
    const answer = await fetch(new URL('v1/reports', relayUrl.endsWith('/') ? relayUrl : `${relayUrl}/`), {
      method: 'DELETE',
      headers: { Withdraw: withdrawSecret },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    if (answer.status === 204) return 'taken-back';
    // The sign-in page of a network may answer 404 too, but not with the relay's error key.
    if (answer.status === 404 && (await readErrorKey(answer)) === 'not-found') return 'gone';
    return 'offline';
  } catch {
    return 'offline';
  }
}

async function readErrorKey(answer: Response): Promise<unknown> {
  try {
    return ((await readSmallJson(answer)) as { error?: { key?: unknown } } | null)?.error?.key;
  } catch {
    return null;
  }
}

/** Null when it has another form, or is harder than a reader's device should solve. */
async function readPuzzle(answer: Response): Promise<Puzzle | null> {
  try {
    const { challenge, bits } = ((await readSmallJson(answer)) as { puzzle?: Partial<Puzzle> }).puzzle ?? {};
    if (typeof challenge !== 'string' || challenge.length > 100 || typeof bits !== 'number') return null;
    return bits >= 1 && bits <= MAX_BITS ? { challenge, bits } : null;
  } catch {
    return null;
  }
}

/** Works in slices, so that verdicts do not wait. */
async function solveInSlices(puzzle: Puzzle, report: PuzzleReport): Promise<number> {
  for (let from = 0; ; from += HASHES_PER_SLICE) {
    const found = solvePuzzle(puzzle, report, from, HASHES_PER_SLICE);
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function retryLater(reason: OutboxReason, retryAfterSeconds = 0): DeliveryResult {
  return { done: false, retry: true, reason, retryAfterSeconds };
}

async function readStoredDigest(answer: Response): Promise<unknown> {
  try {
    return ((await readSmallJson(answer)) as { stored?: unknown } | null)?.stored;
  } catch {
    return null;
  }
}
