/** Moderators with real keys, and logs of what they decide. */
import { webcrypto } from 'node:crypto';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { nextLinks } from '../../../utils/desk/causal-order.ts';
import { DECISION_VERSION, type Decision } from '../../../utils/desk/decision.ts';
import { signDecision, type LogEntry } from '../../../utils/desk/decision-log.ts';
import type { IndicatorState } from '../../../utils/desk/log-state.ts';

export interface Moderator {
  key: string;
  /**
   * Signs a decision and adds it to the log that the team shares.
   * @param knownLog what the moderator knew; the whole log when absent
   */
  decide(change: Partial<Decision>, knownLog?: readonly LogEntry[]): Promise<LogEntry>;
}

/** A team whose log is new. */
export async function newTeam(count: number): Promise<Moderator[]> {
  const log: LogEntry[] = [];
  return await Promise.all(Array.from({ length: count }, () => newModerator(log)));
}

async function newModerator(log: LogEntry[]): Promise<Moderator> {
  const pair = (await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const key = Buffer.from(await webcrypto.subtle.exportKey('raw', pair.publicKey)).toString('hex');
  const sign = async (data: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await webcrypto.subtle.sign('Ed25519', pair.privateKey, Buffer.from(data)));
  return {
    key,
    async decide(change, knownLog = log) {
      const decision: Decision = {
        version: DECISION_VERSION,
        by: key,
        ...nextLinks(knownLog, key),
        at: '2026-11-20T10:00:00.000Z',
        action: 'list',
        indicators: [{ kind: 'telegram', value: 'bad_recruiter', seen: 'public' }],
        reports: ['1'.repeat(32)],
        outcomes: [],
        category: 'trafficking',
        evidence: 'case 7',
        note: '',
        delay: 3,
        arrivedOn: '2026-11-18',
        ...change,
      };
      const entry = await signDecision(decision, sign, nodeCrypto);
      log.push(entry);
      return entry;
    },
  };
}

export const INDICATOR_KEY = 'telegram:bad_recruiter';

export const statusOf = (names: ReadonlyMap<string, IndicatorState>): string | undefined =>
  names.get(INDICATOR_KEY)?.status;
