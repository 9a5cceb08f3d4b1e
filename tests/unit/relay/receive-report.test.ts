/** What a sender gets for a report: limits, form, puzzle and store. */
import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MAX_UPLOADS, NETWORK_LIMITS } from '../../../hub/relay/relay-context.ts';
import type { RelayStore } from '../../../hub/relay/relay-store.ts';
import { solvePuzzle, type Puzzle } from '../../../utils/report/puzzle.ts';
import { MAX_SEALED_BYTES } from '../../../utils/report/sealed-format.ts';
import { asHolder, createRelayBench, KEY, keyOf, post, SEALED, type Ask, type RelayBench } from './relay-bench.ts';

let bench: RelayBench;
let relay: RelayBench['relay'];
let store: RelayStore;
let added: RelayBench['added'];
beforeEach(() => {
  bench = createRelayBench();
  ({ relay, store, added } = bench);
});

describe('a report that arrives', () => {
  it('is stored under its day, with the hash by which its sender can withdraw it', async () => {
    const hash = Buffer.alloc(32, 7);
    expect((await post(relay(), { 'Withdraw-Hash': hash.toString('base64url') })).status).toBe(201);
    expect(added).toEqual([
      { report: { key: KEY, sealed: expect.any(Uint8Array), withdrawHash: hash }, day: '2026-11-25' },
    ]);
    expect(Buffer.compare(added[0]!.report.sealed, SEALED)).toBe(0);
    await post(relay());
    expect(added[1]?.report.withdrawHash).toBeNull();
  });

  it.each(['k'.repeat(21), 'k'.repeat(65), `${KEY} x`, `${KEY}!`])('needs a valid key, not %j', async (key) => {
    expect(await keyOf(await post(relay(), { 'Idempotency-Key': key }))).toBe('no-key');
  });

  it.each(['a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}!`])('needs a valid hash, not %j', async (hash) => {
    expect(await keyOf(await post(relay(), { 'Withdraw-Hash': hash }))).toBe('bad-withdraw');
    expect(added).toEqual([]);
  });

  it('is known the second time, and counts neither for its network nor for a flood', async () => {
    store.add = async () => await Promise.resolve('known');
    const ask = relay({ floodPerMinute: 1 });
    for (let count = 0; count < 40; count += 1) expect((await post(ask)).status).toBe(200);
    expect(await (await asHolder(ask, '/metrics')).text()).toContain('relay_answers_total{outcome="known"} 40');
  });

  it('needs no puzzle that could not help: a full relay says so at once', async () => {
    store.usage = async () => await Promise.resolve({ bytes: 1_000, reports: 1 });
    store.add = async () => await Promise.resolve('full');
    const full = await post(relay({ capacityBytes: 1_000, floodPerMinute: 0 }));
    expect(full.headers.get('Retry-After')).toBe('3600');
    expect(await keyOf(full)).toBe('full');
  });

  it('is answered with its digest, as no sign-in page of a network does', async () => {
    const digest = createHash('sha256').update(SEALED).digest('hex');
    expect(await (await post(relay())).json()).toEqual({ stored: digest });
  });

  it('counts for a flood once it is stored', async () => {
    const ask = relay({ floodPerMinute: 3 });
    for (let count = 0; count < 5; count += 1) expect((await post(ask)).status).toBe(201);
    expect(await keyOf(await post(ask))).toBe('puzzle');
    // The rate halves each minute.
    bench.clock += 60_000;
    expect((await post(ask)).status).toBe(201);
  });

  it('that is too long ends its connection, so that its rest is not read', async () => {
    const answer = await relay()('/v1/reports', {
      method: 'POST',
      headers: { 'Idempotency-Key': KEY },
      body: new Uint8Array(MAX_SEALED_BYTES + 1),
    });
    expect([answer.status, await keyOf(answer), answer.headers.get('Connection')]).toEqual([
      413,
      'wrong-size',
      'close',
    ]);
    expect(added).toEqual([]);
  });

  it('is taken during a flood once its puzzle is solved', async () => {
    const ask = relay({ floodPerMinute: 0 });
    const { puzzle } = (await (await post(ask)).json()) as { puzzle: Puzzle };
    const digest = createHash('sha256').update(SEALED).digest();
    const solution = solvePuzzle(puzzle, { key: KEY, digest }, 0, 2 ** 22);
    expect((await post(ask, { Puzzle: `${puzzle.challenge}:${solution}` })).status).toBe(201);
  });

  it('needs a puzzle while it fits exactly', async () => {
    store.usage = async () => await Promise.resolve({ bytes: 1_000, reports: 1 });
    const ask = relay({ capacityBytes: 1_000 + SEALED.length, floodPerMinute: 0 });
    expect(await keyOf(await post(ask))).toBe('puzzle');
  });
});

describe('the limit of a network', () => {
  it('counts the connection’s address, not one that a sender names', async () => {
    const ask = relay();
    for (let count = 0; count < 30; count += 1)
      expect((await post(ask, { 'X-Forwarded-For': `198.51.${count}.1` })).status).toBe(201);
    expect((await post(ask, { 'X-Forwarded-For': '198.51.99.1' })).status).toBe(429);
    expect((await post(ask, {}, '203.0.113.1')).status).toBe(201);
  });

  it('counts the last address that the operator’s own proxy adds', async () => {
    const ask = relay({ behindProxy: true });
    for (let count = 0; count < 30; count += 1)
      expect((await post(ask, { 'X-Forwarded-For': `198.51.${count}.1, 192.0.2.9` })).status).toBe(201);
    expect((await post(ask, { 'X-Forwarded-For': '198.51.99.1, 192.0.2.9' })).status).toBe(429);
    expect((await post(ask, { 'X-Forwarded-For': '192.0.2.9, 198.51.99.1' })).status).toBe(201);
    // Without the header, it is the connection's address.
    expect((await post(ask, {}, '192.0.2.1')).status).toBe(429);
    expect((await post(ask, {}, '203.0.113.1')).status).toBe(201);
  });

  it('counts refused requests apart, and tells how long to wait', async () => {
    const ask = relay();
    for (let count = 0; count < 30; count += 1)
      expect(await keyOf(await ask('/v1/reports', { method: 'DELETE', headers: { Withdraw: 'x' } }))).toBe(
        'bad-withdraw',
      );
    const waiting = await ask('/v1/reports', { method: 'DELETE', headers: { Withdraw: 'x' } });
    expect([waiting.status, waiting.headers.get('Retry-After')]).toEqual([429, '10']);
    expect((await post(ask)).status).toBe(201);
  });

  it('does not count an honest report that is refused', async () => {
    store.add = async () => await Promise.resolve('conflict');
    const ask = relay();
    for (let count = 0; count < 40; count += 1) expect((await post(ask)).status).toBe(409);
  });
});

describe('the requests that are open at a time', { timeout: 20_000 }, () => {
  const open = (ask: Ask, stream: PassThrough): Promise<Response> =>
    ask('/v1/reports', { method: 'POST', headers: { 'Idempotency-Key': KEY }, stream });
  const expectRefusal = async (answer: Response): Promise<void> =>
    expect([answer.status, await keyOf(answer), answer.headers.get('Connection')]).toEqual([429, 'too-many', 'close']);

  it('are twenty of one network. Those above are refused, and end no other, however many they are', async () => {
    const ask = relay();
    const stalled = Array.from({ length: NETWORK_LIMITS.maxOpen }, () => new PassThrough());
    const waiting = stalled.map((body) => open(ask, body));
    for (let count = 0; count < MAX_UPLOADS; count += 1) await expectRefusal(await open(ask, new PassThrough()));
    for (const body of stalled) body.end(SEALED);
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect((await post(ask)).status).toBe(201);
  });

  it('are refused while all room is taken by reports that wait for the store, and taken again afterwards', async () => {
    let answerUsage!: () => void;
    const isAnswering = new Promise<void>((resolve) => (answerUsage = resolve));
    const usage = vi.fn(async () => {
      await isAnswering;
      return { bytes: 0, reports: 0 };
    });
    store.usage = usage;
    const ask = relay();
    const waiting = Array.from({ length: MAX_UPLOADS }, (_, at) =>
      post(ask, {}, `10.0.${at % (MAX_UPLOADS / NETWORK_LIMITS.maxOpen)}.1`),
    );
    await expect.poll(() => usage.mock.calls.length, { timeout: 10_000 }).toBe(MAX_UPLOADS);
    // More than a network may have open: none of the refused stays open.
    for (let count = 0; count <= NETWORK_LIMITS.maxOpen; count += 1) await expectRefusal(await post(ask));
    answerUsage();
    expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([201]));
    expect((await post(ask)).status).toBe(201);
  });
});
