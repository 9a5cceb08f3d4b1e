/** One attempt to hand a sealed report to the relay. */

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

/**
 * Posts the report. It counts as delivered only when the answer names the SHA-256 of what was sent: a sign-in page of a
 * wireless network answers 200 to everything.
 */
export async function sendReport({ fetch, relayUrl }: Route, key: string, sealed: Uint8Array): Promise<Sent> {
  if (relayUrl === null) return later('no-relay');
  let answer: Response;
  try {
    answer = await fetch(new URL('v1/reports', relayUrl.endsWith('/') ? relayUrl : `${relayUrl}/`), {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': key },
      body: Uint8Array.from(sealed),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return later('offline');
  }
  if (answer.ok) return (await storedDigest(answer)) === (await digestOf(sealed)) ? { done: true } : later('no-relay');
  if (FINAL.has(answer.status)) return { done: false, again: false, reason: 'not-accepted', wait: 0 };
  const wait = Number(answer.headers.get('Retry-After') ?? '0');
  const reason = answer.status === 507 ? 'full' : answer.status === 404 ? 'no-relay' : 'busy';
  return later(reason, Number.isFinite(wait) ? Math.max(0, wait) : 0);
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

async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
