/** Moderators with real keys, and logs of what they decide. */
import { webcrypto } from 'node:crypto';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import type { Decision } from '../../../utils/desk/decision.ts';
import { signDecision, type LogEntry } from '../../../utils/desk/decision-log.ts';
import type { IndicatorState } from '../../../utils/desk/log-state.ts';

export interface Moderator {
  key: string;
  decide(change: Partial<Decision>): Promise<LogEntry>;
}

export async function newModerator(): Promise<Moderator> {
  const pair = (await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const key = Buffer.from(await webcrypto.subtle.exportKey('raw', pair.publicKey)).toString('hex');
  const sign = async (data: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await webcrypto.subtle.sign('Ed25519', pair.privateKey, Buffer.from(data)));
  return {
    key,
    decide: (change) =>
      signDecision(
        {
          version: 1,
          by: key,
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
        },
        sign,
        nodeCrypto,
      ),
  };
}

export const INDICATOR_KEY = 'telegram:bad_recruiter';

export const statusOf = (names: ReadonlyMap<string, IndicatorState>): string | undefined =>
  names.get(INDICATOR_KEY)?.status;
