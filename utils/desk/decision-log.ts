/**
 * The log of decisions: a set that only grows. Each entry is named by the SHA-256 of its signed text, so merging two logs is
 * their union, in whatever order and however often it is done; nothing that either moderator decided can be lost or changed.
 */
import { toHex, fromHex, type ChannelCrypto } from '../channel/channel-crypto.ts';
import { parseDecision, type Decision } from './decision.ts';

/** A decision as it is kept and handed on. */
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
export type EntryFault = 'unreadable' | 'bad-signature';

export interface MergeResult {
  added: LogEntry[];
  known: number;
  /** Left out; the entry of the log under the same id, if any, stays. */
  faults: EntryFault[];
}

/**
 * @param sign Ed25519 with the moderator's key
 * @throws valibot's ValiError when no desk would take it
 */
export async function signDecision(
  decision: Decision,
  sign: (data: Uint8Array) => Promise<Uint8Array>,
  crypto: ChannelCrypto,
): Promise<LogEntry> {
  const text = JSON.stringify(decision);
  parseDecision(text);
  const data = new TextEncoder().encode(text);
  return { id: toHex(await crypto.sha256(data)), text, signature: toHex(await sign(data)), decision };
}

/** The entry, or why it is none. */
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

/** What `others` adds to the log. The log itself is left as it is. */
export async function mergeLog(
  log: ReadonlyMap<string, LogEntry>,
  others: readonly SignedDecision[],
  crypto: ChannelCrypto,
): Promise<MergeResult> {
  const merged: MergeResult = { added: [], known: 0, faults: [] };
  const seen = new Set(log.keys());
  for (const signed of others) {
    const entry = await verifyEntry(signed, crypto);
    if (typeof entry === 'string') merged.faults.push(entry);
    else if (seen.has(entry.id)) merged.known += 1;
    else {
      seen.add(entry.id);
      merged.added.push(entry);
    }
  }
  return merged;
}

/** By time, then by id: the one order in which every desk reads them. */
export function sortByTime(entries: Iterable<LogEntry>): LogEntry[] {
  return [...entries].sort((a, b) => compareStrings(a.decision.at, b.decision.at) || compareStrings(a.id, b.id));
}

function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
