/** One attempt to hand a sealed report to the relay. */
import { MOST_BITS, solvePuzzle, type Puzzle } from './puzzle.ts';

/** Words for why a report waits or was refused; under `report-state.<reason>` in the interface. */
export type OutboxReason = 'offline' | 'busy' | 'full' | 'no-relay' | 'not-accepted' | 'too-old';

export type Sent =
  | { done: true }
  | { done: false; again: boolean; reason: OutboxReason; /** Seconds that the relay asks to wait. */ wait: number };

export interface Route {
  fetch: typeof fetch;
  /** The relay's address, from the brand; null when there is none. */
  relayUrl: string | null;
}

/** Answers that will not change by trying again. */
const FINAL = new Set([400, 409, 413, 415, 422]);
const PATIENCE = 30_000;
/** Numbers tried between two pauses: some tens of milliseconds of work. */
const TRIES = 20_000;

/**
 * Posts the report. It counts as delivered only when the answer names the SHA-256 of what was sent: a sign-in page of a
 * wireless network answers 200 to everything.
 */
export async function sendReport(route: Route, key: string, sealed: Uint8Array): Promise<Sent> {
  if (route.relayUrl === null) return later('no-relay');
  const digest = await digestOf(sealed);
  let answer = await post(route, key, sealed, null);
  if (answer?.status === 428) {
    const puzzle = await puzzleOf(answer);
    if (puzzle === null) return later('busy');
    answer = await post(route, key, sealed, `${puzzle.challenge}:${await solve(puzzle, key, digest)}`);
  }
  if (answer === null) return later('offline');
  if (answer.ok) return (await storedDigest(answer)) === hex(digest) ? { done: true } : later('no-relay');
  if (FINAL.has(answer.status)) return { done: false, again: false, reason: 'not-accepted', wait: 0 };
  const wait = Number(answer.headers.get('Retry-After') ?? '0');
  const reason = answer.status === 507 ? 'full' : answer.status === 404 ? 'no-relay' : 'busy';
  return later(reason, Number.isFinite(wait) ? Math.max(0, wait) : 0);
}

/** The relay's answer, or null when it could not be reached. */
async function post(
  { fetch, relayUrl }: Route,
  key: string,
  sealed: Uint8Array,
  solution: string | null,
): Promise<Response | null> {
  const base = relayUrl ?? '';
  try {
    return await fetch(new URL('v1/reports', base.endsWith('/') ? base : `${base}/`), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/octet-stream',
        'Idempotency-Key': key,
        ...(solution === null ? {} : { Puzzle: solution }),
      },
      body: Uint8Array.from(sealed),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return null;
  }
}

/** Null for a puzzle that is none of ours, or harder than a reader's device should work. */
async function puzzleOf(answer: Response): Promise<Puzzle | null> {
  try {
    const { challenge, bits } = ((await answer.json()) as { puzzle?: Partial<Puzzle> }).puzzle ?? {};
    if (typeof challenge !== 'string' || challenge.length > 100 || typeof bits !== 'number') return null;
    return bits >= 1 && bits <= MOST_BITS ? { challenge, bits } : null;
  } catch {
    return null;
  }
}

/** In pieces, so that verdicts are not kept waiting. */
async function solve(puzzle: Puzzle, key: string, digest: Uint8Array): Promise<number> {
  for (let from = 0; ; from += TRIES) {
    const found = solvePuzzle(puzzle, key, digest, from, TRIES);
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function later(reason: OutboxReason, wait = 0): Sent {
  return { done: false, again: true, reason, wait };
}

async function storedDigest(answer: Response): Promise<unknown> {
  try {
    return ((await answer.json()) as { stored?: unknown } | null)?.stored;
  } catch {
    return null;
  }
}

async function digestOf(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
