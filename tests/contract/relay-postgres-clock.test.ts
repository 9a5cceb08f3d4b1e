/** A relay on PostgreSQL whose clock is set back by a day and ahead by a year while it runs: nothing is lost, and nobody is kept out. */
import { randomBytes } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, beforeEach, afterEach, expect, it, vi } from 'vitest';
import { PostgresStore } from '../../hub/relay/postgres-store.ts';
import { startRelay, type Relay } from '../../hub/relay/start-relay.ts';
import { generateToken, hashToken } from '../../hub/relay/tokens.ts';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { startPostgres, type LocalPostgres } from '../../tools/setup/postgres.ts';
import { sealReportJson } from '../../utils/report/seal-report.ts';
import { sendReport } from '../../utils/report/send-report.ts';

const START = Date.parse('2026-11-25T10:00:00Z');
const DAY_MS = 86_400_000;
const messages: string[] = [];
const postgres: LocalPostgres | null = await startPostgres((line) => messages.push(line));
const token = generateToken();
let sealed: Uint8Array;
let store: PostgresStore;
let relay: Relay;
let clock = START;
let uptime = 0;

beforeAll(async () => {
  if (postgres === null) throw new Error(messages.join(' '));
  sealed = await sealReportJson('{"words":"x"}', [await identityToRecipient(await generateX25519Identity())]);
  store = await PostgresStore.open(postgres.url);
  await store.addToken('desk', hashToken(token), '2026-11-25');
});
afterAll(async () => {
  await store?.close();
  postgres?.stop();
});

const start = async (floodPerMinute: number): Promise<void> => {
  relay = await startRelay({
    databaseUrl: postgres?.url ?? '',
    now: () => clock,
    uptime: () => uptime,
    floodPerMinute,
  });
};
beforeEach(() => {
  [clock, uptime] = [START, 0];
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(async () => {
  await relay.stop();
  vi.restoreAllMocks();
});

const newKey = (): string => randomBytes(16).toString('hex');
const ask = async (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${relay.port}${path}`, init);
const post = async (): Promise<number> =>
  (
    await ask('/v1/reports', {
      method: 'POST',
      body: Uint8Array.from(sealed),
      headers: { 'Idempotency-Key': newKey() },
    })
  ).status;
async function held(): Promise<number> {
  const answer = await ask('/v1/reports', { headers: { Authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { reports: unknown[] }).reports.length;
}

/** As time passes. */
function wait(ms: number): void {
  clock += ms;
  uptime += ms;
}

/** A day counts once a request came and the store has recorded it. A request whose record failed is tried again. */
async function passDay(): Promise<void> {
  const recorded = async (): Promise<string | undefined> => {
    await ask('/health');
    return (await store.clockRecord())?.day;
  };
  await expect.poll(recorded, { timeout: 10_000 }).toBe(dayOf(clock));
}

it(
  'keeps each report through both jumps, and deletes by age once 14 days passed one by one',
  { timeout: 60_000 },
  async () => {
    await start(Infinity);
    const before = await held();
    expect(await post()).toBe(201);
    for (const jump of [-DAY_MS, 365 * DAY_MS]) {
      clock += jump;
      expect(await post()).toBe(201);
      await passDay();
    }
    expect(await held()).toBe(before + 3);
    for (let day = 1; day < 14; day++) {
      wait(DAY_MS);
      await passDay();
    }
    expect(await held()).toBe(before + 3);
    wait(DAY_MS);
    const ofYear = async (year: string): Promise<number> => {
      await ask('/health');
      return (await store.list('', 500)).filter(({ arrivedOn }) => arrivedOn.startsWith(year)).length;
    };
    await expect.poll(async () => ofYear('2026'), { timeout: 10_000 }).toBe(0);
    expect(await ofYear('2027')).toBeGreaterThan(0);
  },
);

it('lets a network send again that had used up its allowance before the jump', async () => {
  for (const jump of [-DAY_MS, 365 * DAY_MS]) {
    await start(Infinity);
    for (let count = 0; count < 30; count++) expect(await post()).toBe(201);
    expect(await post()).toBe(429);
    clock += jump;
    expect(await post()).toBe(201);
    // Set right again: the allowance comes back as time passes.
    clock -= jump;
    wait(10_000);
    expect(await post()).toBe(201);
    await relay.stop();
  }
});

it('takes a report for a puzzle of the new time, also when the clock jumps between puzzle and answer', async () => {
  await start(0);
  for (const jump of [-DAY_MS, 365 * DAY_MS]) {
    let isFirst = true;
    const jumping: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      if (isFirst) clock += jump;
      isFirst = false;
      return answer;
    };
    const route = { fetch: jumping, relayUrl: `http://127.0.0.1:${relay.port}` };
    const key = newKey();
    const first = await sendReport(route, key, sealed);
    expect(first.done ? first : await sendReport(route, key, sealed)).toEqual({ done: true });
  }
});
