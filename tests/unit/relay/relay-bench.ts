/** A relay without a network, beside a store that a test can break. */
import { Readable } from 'node:stream';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { createRelayApp } from '../../../hub/relay/relay-app.ts';
import type { RelayOptions } from '../../../hub/relay/relay-context.ts';
import type { NewReport, RelayStore } from '../../../hub/relay/relay-store.ts';
import { generateToken, hashToken } from '../../../hub/relay/tokens.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';

const TOKEN = generateToken();
export const NOON = Date.parse('2026-11-25T12:00:00Z');
export const KEY = 'k'.repeat(22);
export const SEALED = await sealReportJson('{}', [await identityToRecipient(await generateX25519Identity())]);

export type Ask = (
  path: string,
  init?: RequestInit & { from?: string; body?: Uint8Array<ArrayBuffer>; stream?: Readable },
) => Promise<Response>;

export interface RelayBench {
  /** Milliseconds since 1970; noon at first. */
  clock: number;
  /** Takes every report, until a test puts other functions in. */
  store: RelayStore;
  added: { report: NewReport; day: string }[];
  /** The days of each call that deletes old reports. */
  expired: string[][];
  relay(this: void, options?: Partial<RelayOptions>): Ask;
}

export function createRelayBench(): RelayBench {
  const [added, expired]: [RelayBench['added'], RelayBench['expired']] = [[], []];
  const bench: RelayBench = { clock: NOON, store: createStore(added, expired), added, expired, relay };
  return bench;

  function relay(options: Partial<RelayOptions> = {}): Ask {
    const app = createRelayApp({
      store: bench.store,
      now: () => bench.clock,
      capacityBytes: 1e9,
      behindProxy: false,
      floodPerMinute: Infinity,
      retainDays: 180,
      sites: [],
      secret: new Uint8Array(32),
      ...options,
    });
    return async (path, { from = '192.0.2.1', body, stream, ...init } = {}) => {
      const incoming = Object.assign(stream ?? Readable.from(body === undefined ? [] : [Buffer.from(body)]), {
        headers: {},
        socket: { remoteAddress: from },
      });
      return await app.request(`http://relay.example${path}`, init, { incoming });
    };
  }
}

/** Takes every report and keeps none. It notes calls in the arrays. */
function createStore(added: RelayBench['added'], expired: RelayBench['expired']): RelayStore {
  return {
    add: async (report, day) => {
      added.push({ report, day });
      return await Promise.resolve('stored');
    },
    list: async () => await Promise.resolve([]),
    sealed: async () => await Promise.resolve(SEALED),
    delete: async () => await Promise.resolve(true),
    withdraw: async () => await Promise.resolve(true),
    isWithdrawn: async () => await Promise.resolve(false),
    deleteExpired: async (...days) => await Promise.resolve(void expired.push(days)),
    clockRecord: async () => await Promise.resolve({ day: '2026-11-24', steadyDays: 14 }),
    saveClockRecord: async () => await Promise.resolve(),
    usage: async () => await Promise.resolve({ bytes: 0, reports: 0 }),
    puzzleSecret: async () => await Promise.resolve(new Uint8Array(32)),
    addToken: async () => await Promise.resolve(true),
    revokeToken: async () => await Promise.resolve(true),
    tokens: async () => await Promise.resolve([{ name: 'Ana', hash: hashToken(TOKEN), madeOn: '2026-11-25' }]),
    checkReadable: async () => await Promise.resolve(),
    close: async () => await Promise.resolve(),
  };
}

/** Sends a sealed report. @param from address of the connection */
export const post = (ask: Ask, headers: Record<string, string> = {}, from?: string): Promise<Response> =>
  ask('/v1/reports', {
    method: 'POST',
    headers: { 'Idempotency-Key': KEY, ...headers },
    body: Uint8Array.from(SEALED),
    ...(from === undefined ? {} : { from }),
  });

/** Asks with a valid token. */
export const asHolder = (ask: Ask, path: string): Promise<Response> =>
  ask(path, { headers: { Authorization: `Bearer ${TOKEN}` } });

/** The key of a refusal. */
export const keyOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { error: { key: string } }).error.key;
