import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSolution } from '../../../utils/report/puzzle.ts';
import { idempotencyKey, sendReport, withdrawReport, type DeliveryResult } from '../../../utils/report/send-report.ts';

const SEALED = new TextEncoder().encode('sealed');
const DIGEST = createHash('sha256').update('sealed').digest();
const KEY = 'k'.repeat(43);
const STORED = JSON.stringify({ stored: DIGEST.toString('hex') });

interface Request {
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

/** A relay that gives these answers, one after the other, and what it was asked. */
function relayWith(...answers: [status: number, body: string, headers?: Record<string, string>][]): {
  fetch: typeof fetch;
  requests: Request[];
} {
  const requests: Request[] = [];
  const fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
    requests.push({ url: String(input), headers: { ...(init?.headers as Record<string, string>) }, body: init?.body });
    const [status, body, headers = {}] = answers[requests.length - 1] ?? [500, ''];
    return await Promise.resolve(new Response(status === 204 ? null : body, { status, headers }));
  };
  return { fetch: fetch, requests };
}

async function sendTo(...answers: Parameters<typeof relayWith>): Promise<DeliveryResult> {
  return await sendReport({ ...relayWith(...answers), relayUrl: 'https://relay.example' }, KEY, SEALED);
}

const later = (reason: string, retryAfterSeconds = 0): object => ({
  done: false,
  retry: true,
  reason,
  retryAfterSeconds,
});

describe('idempotencyKey', () => {
  it('is the same for the same report, as the header can carry it, and does not show the report’s id', async () => {
    // The digests of these ids have the signs of Base64 that a header cannot carry.
    for (const id of Array.from({ length: 40 }, (_, number) => String(number).padStart(32, '0'))) {
      const key = await idempotencyKey(id);
      expect(key).toBe(createHash('sha256').update(`report ${id}`).digest('base64url'));
      expect(key).not.toContain(id);
    }
  });
});

describe('sendReport', () => {
  it('posts the sealed bytes under the key to the address of the relay, with or without a slash at its end', async () => {
    for (const relayUrl of ['https://relay.example/base', 'https://relay.example/base/']) {
      const { fetch, requests } = relayWith([201, STORED]);
      expect(await sendReport({ fetch, relayUrl }, KEY, SEALED)).toEqual({ done: true });
      const headers = { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': KEY };
      expect(requests).toEqual([{ url: 'https://relay.example/base/v1/reports', headers, body: SEALED }]);
    }
  });

  it('names the hash of the withdrawal secret when the reader wants a code', async () => {
    const { fetch, requests } = relayWith([201, STORED]);
    await sendReport({ fetch, relayUrl: 'https://relay.example' }, KEY, SEALED, 'hash');
    expect(requests[0]?.headers).toMatchObject({ 'Withdraw-Hash': 'hash' });
  });

  it.each([201, 404, 409, 428])('reads no more of an answer %i than a relay says, and waits', async (status) => {
    let sent = 0;
    const fetch = async (): Promise<Response> =>
      await Promise.resolve(
        new Response(
          new ReadableStream<Uint8Array>({
            pull(controller) {
              // Ends only so that a test without the limit does.
              if ((sent += 1) > 200) controller.close();
              else controller.enqueue(new TextEncoder().encode(' '.repeat(5_000)));
            },
          }),
          { status },
        ),
      );
    const route = { fetch, relayUrl: 'https://relay.example' };
    expect(await sendReport(route, KEY, SEALED)).toMatchObject({ done: false });
    expect(await withdrawReport(route, 'secret')).toBe('offline');
    expect(sent).toBeLessThan(10);
  });

  it('reads an answer that comes in parts', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of new TextEncoder().encode(STORED)) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const fetch = async (): Promise<Response> => await Promise.resolve(new Response(body, { status: 201 }));
    expect(await sendReport({ fetch, relayUrl: 'https://relay.example' }, KEY, SEALED)).toEqual({ done: true });
  });

  it('waits without a relay and without a network', async () => {
    const { fetch, requests } = relayWith([201, STORED]);
    expect(await sendReport({ fetch, relayUrl: null }, KEY, SEALED)).toEqual(later('no-relay'));
    expect(requests).toEqual([]);
    const offline = async (): Promise<Response> => await Promise.reject(new TypeError('no network'));
    expect(await sendReport({ fetch: offline, relayUrl: 'https://relay.example' }, KEY, SEALED)).toEqual(
      later('offline'),
    );
  });

  it('takes a report for delivered only when the answer names its digest', async () => {
    expect(await sendTo([200, STORED])).toEqual({ done: true });
    for (const body of ['{"stored":""}', '{"stored":null}', '<html>', 'null', STORED.toUpperCase()])
      expect(await sendTo([200, body]), body).toEqual(later('no-relay'));
  });

  it('takes a key that the relay has for delivered, and another conflict for a refusal', async () => {
    expect(await sendTo([409, '{"error":{"key":"key-reused"}}'])).toEqual({ done: true });
    // The error key counts in the answer to a conflict only.
    expect(await sendTo([503, '{"error":{"key":"key-reused"}}'])).toEqual(later('busy'));
    for (const body of ['{"error":{"key":"other"}}', '{"error":{}}', '{}', 'null', 'x'])
      expect(await sendTo([409, body]), body).toMatchObject({ done: false, retry: false });
  });

  it('gives up after an answer that another attempt does not change', async () => {
    for (const status of [400, 413, 415, 422])
      expect(await sendTo([status, '{}']), String(status)).toEqual({
        done: false,
        retry: false,
        reason: 'not-accepted',
        retryAfterSeconds: 0,
      });
  });

  it('tells a full relay, a missing one and a busy one apart', async () => {
    expect(await sendTo([507, ''])).toEqual(later('full'));
    expect(await sendTo([404, ''])).toEqual(later('no-relay'));
    for (const status of [401, 408, 429, 500, 503]) expect(await sendTo([status, ''])).toEqual(later('busy'));
  });

  it('waits as long as it is asked to, and not at all for what is no number of seconds', async () => {
    expect(await sendTo([429, '', { 'Retry-After': '90' }])).toEqual(later('busy', 90));
    for (const wait of ['-90', 'Wed, 21 Oct 2026 07:28:00 GMT', 'Infinity'])
      expect(await sendTo([429, '', { 'Retry-After': wait }]), wait).toEqual(later('busy', 0));
  });
});

describe('sendReport to a flooded relay', () => {
  const puzzleOf = (puzzle: unknown): [number, string] => [428, JSON.stringify({ puzzle })];

  it('solves the puzzle for this report and sends it again with the solution', async () => {
    for (const bits of [1, 8]) {
      const { fetch, requests } = relayWith(puzzleOf({ challenge: 'c'.repeat(100), bits }), [201, STORED]);
      const route = { fetch, relayUrl: 'https://relay.example' };
      expect(await sendReport(route, KEY, SEALED, 'hash')).toEqual({ done: true });
      expect(requests).toHaveLength(2);
      expect(requests[0]?.headers).not.toHaveProperty('Puzzle');
      expect(requests[1]).toMatchObject({
        url: 'https://relay.example/v1/reports',
        headers: { 'Idempotency-Key': KEY, 'Withdraw-Hash': 'hash' },
        body: SEALED,
      });
      const [challenge = '', number] = requests[1]?.headers['Puzzle']?.split(':') ?? [];
      expect(challenge).toBe('c'.repeat(100));
      expect(isSolution({ challenge, bits }, { key: KEY, digest: DIGEST }, Number(number))).toBe(true);
    }
  });

  it.each([
    ['too hard', { challenge: 'c', bits: 21 }],
    ['no work', { challenge: 'c', bits: 0 }],
    ['bits as text', { challenge: 'c', bits: '8' }],
    ['a long challenge', { challenge: 'c'.repeat(101), bits: 8 }],
    ['a challenge that is no text', { challenge: 7, bits: 8 }],
    ['no challenge', { bits: 8 }],
    ['nothing', undefined],
    ['null', null],
  ])('solves no puzzle of another form, and tries later: %s', async (_case, puzzle) => {
    const { fetch, requests } = relayWith(puzzleOf(puzzle), [201, STORED]);
    expect(await sendReport({ fetch, relayUrl: 'https://relay.example' }, KEY, SEALED)).toEqual(later('busy'));
    expect(requests).toHaveLength(1);
  });

  it('solves nothing that is no JSON, or that comes with another status', async () => {
    expect(await sendTo([428, '<html>'], [201, STORED])).toEqual(later('busy'));
    expect(await sendTo([429, '{"puzzle":{"challenge":"c","bits":1}}'], [201, STORED])).toEqual(later('busy'));
  });

  it('asks once: a second puzzle waits for the next attempt', async () => {
    const puzzle = puzzleOf({ challenge: 'c', bits: 1 });
    expect(await sendTo(puzzle, puzzle, [201, STORED])).toEqual(later('busy'));
  });
});

describe('withdrawReport', () => {
  it('sends the secret to the address of the relay, with or without a slash at its end', async () => {
    for (const relayUrl of ['https://relay.example/base', 'https://relay.example/base/']) {
      const { fetch, requests } = relayWith([204, '']);
      expect(await withdrawReport({ fetch, relayUrl }, 'secret')).toBe('taken-back');
      expect(requests).toEqual([
        { url: 'https://relay.example/base/v1/reports', headers: { Withdraw: 'secret' }, body: undefined },
      ]);
    }
  });

  it('asks nobody without a relay', async () => {
    const { fetch, requests } = relayWith([204, '']);
    expect(await withdrawReport({ fetch, relayUrl: null }, 'secret')).toBe('offline');
    expect(requests).toEqual([]);
  });

  it('says that a report is gone only when the relay says so', async () => {
    const withdraw = async (status: number, body: string): Promise<string> =>
      await withdrawReport({ ...relayWith([status, body]), relayUrl: 'https://relay.example' }, 'secret');
    expect(await withdraw(404, '{"error":{"key":"not-found"}}')).toBe('gone');
    expect(await withdraw(404, '{"error":{"key":"other"}}')).toBe('offline');
    expect(await withdraw(410, '{"error":{"key":"not-found"}}')).toBe('offline');
    expect(await withdraw(200, '{}')).toBe('offline');
  });
});
