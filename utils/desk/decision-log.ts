/**
 * The log of decisions: a set that only grows. The id of an entry is the SHA-256 of its signed text. So merging two
 * logs is their union, in any order, any number of times. No decision can be lost or changed.
 */
import { DAY_MS } from '../indicators/day-number.ts';
import { toHex, fromHex, type ChannelCrypto } from '../channel/channel-crypto.ts';
import { DECISION_VERSION, parseDecision, RETRACTIONS, type Decision } from './decision.ts';

/** A decision as it is stored and exchanged. */
export interface SignedDecision {
  /** The JSON text that is signed. */
  text: string;
  /** Ed25519 over the text in UTF-8, 128 hexadecimal digits. */
  signature: string;
}

export interface LogEntry extends SignedDecision {
  /** SHA-256 of the text, 64 hexadecimal digits. */
  id: string;
  decision: Decision;
}

/** Why an entry of a file is left out. */
export type EntryFault = 'unreadable' | 'bad-signature' | 'dated-ahead' | 'too-old' | 'former-version';

/** How far the clock of another desk may be ahead, milliseconds. */
export const MAX_CLOCK_SKEW_MS = DAY_MS;
/** How old a decision of a former version may be when it first arrives, milliseconds. A new desk takes older ones. */
const MAX_AGE_MS = 90 * DAY_MS;

export interface MergeResult {
  added: LogEntry[];
  known: number;
  /** Left out. An entry with the same id that is in the log stays. */
  faults: EntryFault[];
}

/**
 * @param sign Ed25519 with the moderator's key
 * @throws valibot's ValiError when other desks would refuse the decision
 */
export async function signDecision(
  decision: Decision,
  sign: (data: Uint8Array) => Promise<Uint8Array>,
  crypto: ChannelCrypto,
): Promise<LogEntry> {
  const text = JSON.stringify(decision);
  const read = parseDecision(text);
  const data = new TextEncoder().encode(text);
  return { id: toHex(await crypto.sha256(data)), text, signature: toHex(await sign(data)), decision: read };
}

/** The entry, or the reason why it is refused. */
export async function verifyEntry(signed: SignedDecision, crypto: ChannelCrypto): Promise<LogEntry | EntryFault> {
  let decision: Decision;
  try {
    decision = parseDecision(signed.text);
  } catch {
    return 'unreadable';
  }
  const data = new TextEncoder().encode(signed.text);
  if (!/^[\da-f]{128}$/u.test(signed.signature)) return 'bad-signature';
  if (!(await crypto.verify(fromHex(decision.by), fromHex(signed.signature), data))) return 'bad-signature';
  return { id: toHex(await crypto.sha256(data)), ...signed, decision };
}

/**
 * What `others` adds to the log. Does not change the log.
 * @param now milliseconds since the epoch
 * @param ownKey the moderator's public key; a desk is new while its log holds no decisions but theirs
 */
export async function mergeLog(
  log: ReadonlyMap<string, LogEntry>,
  others: readonly SignedDecision[],
  crypto: ChannelCrypto,
  now: number,
  ownKey: string,
): Promise<MergeResult> {
  const merged: MergeResult = { added: [], known: 0, faults: [] };
  const seen = new Set(log.keys());
  const isNewDesk = Array.from(log.values()).every(({ decision }) => decision.by === ownKey);
  for (const signed of others) {
    const entry = await verifyEntry(signed, crypto);
    if (typeof entry === 'string') merged.faults.push(entry);
    else if (seen.has(entry.id)) merged.known += 1;
    // Mostly nobody forged it: one of the two clocks is wrong.
    else if (Date.parse(entry.decision.at) > now + MAX_CLOCK_SKEW_MS) merged.faults.push('dated-ahead');
    else if (isTooOld(entry, now, isNewDesk)) merged.faults.push('too-old');
    // A new desk takes the whole log of a colleague.
    else if (isUnproven(entry) && !isNewDesk) merged.faults.push('former-version');
    else {
      seen.add(entry.id);
      merged.added.push(entry);
    }
  }
  return merged;
}

/**
 * Whether a former version could date the decision back, or claim to know what was not decided yet. Of version 2, what
 * takes approvals back still counts: it comes before all of today's version and cannot undo it.
 */
function isUnproven({ decision: { version, action } }: LogEntry): boolean {
  return version === 1 || (version === 2 && !RETRACTIONS.has(action));
}

/**
 * Today's version is placed by hashes, and its listings by their latest approval: an old date gains nothing. One left out would
 * break its author's chain for good, after a leave for example.
 */
function isTooOld({ decision: { at, version } }: LogEntry, now: number, isNewDesk: boolean): boolean {
  return !isNewDesk && version !== DECISION_VERSION && Date.parse(at) < now - MAX_AGE_MS;
}
