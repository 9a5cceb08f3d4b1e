/** Receives one sealed report: checks limits, form and puzzle, and stores it. */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Puzzle } from '../../utils/report/puzzle.ts';
import { findSealedFault, MAX_SEALED_BYTES } from '../../utils/report/sealed-format.ts';
import { EARLIEST_DAY } from './clock-record.ts';
import type { Admission } from './network-limit.ts';
import { readBody } from './read-body.ts';
import type { RelayContext, RelayEnv } from './relay-context.ts';

/** Form of the headers `Idempotency-Key` and `Withdraw`. */
export const SECRET_PATTERN = /^[\w-]{22,64}$/u;
/** Form of the header `Withdraw-Hash`. */
const HASH_PATTERN = /^[\w-]{43}$/u;

/** Answers 201 for a new report, 200 for one that is stored already, or a refusal. */
export async function receiveReport(c: Context<RelayEnv>, relay: RelayContext): Promise<Response> {
  const { now, limit } = relay;
  // Its day of arrival would be wrong, and it would be deleted as old. The extension sends it again.
  if (relay.today() < EARLIEST_DAY) return relay.refuseAndCount(c, 'no-clock');
  const admission = limit.admit(relay.addressOf(c), now());
  if (admission.kind === 'wait') {
    c.header('Retry-After', String(admission.retryAfterSeconds));
    return relay.refuseAndCount(c, 'too-many');
  }
  const key = c.req.header('Idempotency-Key') ?? '';
  if (!SECRET_PATTERN.test(key)) return relay.refuseAndCount(c, 'no-key');
  const withdraw = c.req.header('Withdraw-Hash');
  if (withdraw !== undefined && !HASH_PATTERN.test(withdraw)) return relay.refuseAndCount(c, 'bad-withdraw');
  const close = limit.open(relay.addressOf(c), now());
  const upload = close === null ? null : relay.uploads.open(() => void c.env.incoming.destroy());
  if (close === null || upload === null) {
    close?.();
    c.header('Connection', 'close');
    return relay.refuseAndCount(c, 'too-many');
  }
  try {
    const sealed = await readSealed(c, relay);
    upload.finishReading();
    return sealed instanceof Response ? sealed : await storeReport(c, relay, { admission, key, sealed });
  } finally {
    upload.close();
    close();
  }
}

interface Received {
  admission: Admission;
  key: string;
  sealed: Uint8Array;
}

/** Checks the puzzle and stores. */
async function storeReport(
  c: Context<RelayEnv>,
  relay: RelayContext,
  { admission, key, sealed }: Received,
): Promise<Response> {
  const { store, now, capacityBytes, limit, floodGuard, metrics } = relay;
  const digest = createHash('sha256').update(sealed).digest();
  const puzzle = await requiredPuzzle(relay, admission, sealed.length);
  const answer = { header: c.req.header('Puzzle') ?? '', key, digest };
  if (puzzle !== null && !floodGuard.accepts(answer, puzzle, now()))
    return relay.refuseAndCount(c, 'puzzle', { puzzle });
  const withdraw = c.req.header('Withdraw-Hash');
  const withdrawHash = withdraw === undefined ? null : Buffer.from(withdraw, 'base64url');
  const added = await store.add({ key, sealed, withdrawHash }, relay.today(), capacityBytes);
  if (added === 'conflict') return relay.refuseAndCount(c, 'key-reused');
  if (added === 'full') {
    c.header('Retry-After', '3600');
    return relay.refuseAndCount(c, 'full');
  }
  if (added === 'stored') {
    limit.countStored(relay.addressOf(c), now());
    floodGuard.count(now());
  }
  metrics.count(added);
  // The digest proves to the sender that a relay answered, and not the sign-in page of a network.
  return c.json({ stored: digest.toString('hex') }, added === 'stored' ? 201 : 200);
}

/** Reads the sealed report of a request; a refusal when it is none. */
async function readSealed(c: Context<RelayEnv>, relay: RelayContext): Promise<Uint8Array | Response> {
  const sealed = await readBody(c.env.incoming, MAX_SEALED_BYTES);
  if (sealed === null) {
    c.header('Connection', 'close');
    return relay.refuseAndCount(c, 'wrong-size');
  }
  const fault = findSealedFault(sealed);
  return fault === null ? sealed : relay.refuseAndCount(c, fault);
}

/** The puzzle that a report of this size must solve; null when none is needed. @param size bytes */
async function requiredPuzzle(
  { store, capacityBytes, floodGuard, now }: RelayContext,
  admission: Admission,
  size: number,
): Promise<Puzzle | null> {
  const { bytes } = await store.usage();
  // A sender must not solve a puzzle when the answer can only be `full`.
  if (bytes + size > capacityBytes) return null;
  const networkDoublings = admission.kind === 'puzzle' ? admission.doublings : null;
  return floodGuard.currentPuzzle({ now: now(), fill: bytes / capacityBytes, networkDoublings });
}
