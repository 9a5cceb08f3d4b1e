import { describe, expect, test } from 'vitest';
import { createRelayClient, type RelayClient } from '../../../utils/desk/relay-client.ts';

const id = (number: number): string => number.toString(16).padStart(32, '0');
const page = (ids: readonly string[], next: string | null): string =>
  JSON.stringify({ reports: ids.map((each) => ({ id: each, arrivedOn: '2026-11-25', more: 1 })), next });

interface Request extends RequestInit {
  url: string;
}

/** A client of a relay that gives these answers, one after the other, and what it was asked. */
function clientOf(answers: (Response | Error)[], url: string | null = 'https://relay.example/base') {
  const requests: Request[] = [];
  const fetcher = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    requests.push({ ...init, url: String(input) });
    const answer = answers[requests.length - 1] ?? new Error('no more answers');
    return answer instanceof Error ? await Promise.reject(answer) : await Promise.resolve(answer);
  };
  const client: RelayClient = createRelayClient(url, 'jlr_token', fetcher);
  return { client, requests };
}

test('the clock of the relay is that of its last list, when it says it', async () => {
  const headers = { Date: 'Wed, 25 Nov 2026 10:00:00 GMT' };
  const { client } = clientOf([new Response(page([], null), { headers }), new Response(page([], null))]);
  expect(client.lastTime()).toBeNull();
  await client.list();
  expect(client.lastTime()).toBe(Date.parse('2026-11-25T10:00:00Z'));
  await client.list();
  expect(client.lastTime()).toBeNull();
});

const listOf = async (...answers: (Response | Error)[]): Promise<unknown> =>
  await clientOf(answers)
    .client.list()
    .catch((error: unknown) => error);

describe('the desk’s client of the relay', () => {
  test('asks with the token, and without cookies, referrer, cache or redirects', async () => {
    for (const url of ['https://relay.example/base', 'https://relay.example/base/']) {
      const { client, requests } = clientOf([new Response(page([], null)), new Response('x'), new Response()], url);
      await client.list();
      await client.fetch(id(1));
      await client.delete(id(2));
      expect(requests.map(({ method, url: address }) => `${method} ${address}`)).toEqual([
        'GET https://relay.example/base/v1/reports?after=',
        `GET https://relay.example/base/v1/reports/${id(1)}`,
        `DELETE https://relay.example/base/v1/reports/${id(2)}`,
      ]);
      for (const request of requests)
        expect(request).toMatchObject({
          headers: { Authorization: 'Bearer jlr_token' },
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          cache: 'no-store',
          redirect: 'error',
        });
    }
  });

  test('reads page after page, and nothing but ids and days', async () => {
    const { client, requests } = clientOf([
      new Response(page([id(1), id(2)], id(2))),
      new Response(page([id(3)], null)),
    ]);
    expect(await client.list()).toEqual([1, 2, 3].map((each) => ({ id: id(each), arrivedOn: '2026-11-25' })));
    expect(requests[1]?.url).toBe(`https://relay.example/base/v1/reports?after=${id(2)}`);
  });

  test('does not follow a list that leads back', async () => {
    for (const next of [id(2), id(1)])
      expect(await listOf(new Response(page([id(2)], id(2))), new Response(page([id(1)], next)))).toHaveLength(2);
  });

  test('says why there is no list', async () => {
    expect(await listOf(new TypeError('no network'))).toMatchObject({ key: 'offline', message: 'no network' });
    expect(await listOf(new Response('', { status: 401 }))).toMatchObject({ key: 'token' });
    for (const status of [404, 403, 500])
      expect(await listOf(new Response('{}', { status })), String(status)).toMatchObject({ key: 'answer' });
    expect(await listOf(new Response(page([], null), { status: 404 }))).toMatchObject({ key: 'answer' });
    await expect(clientOf([], null).client.list()).rejects.toMatchObject({ key: 'none' });
  });

  test.each([
    ['no JSON', '<html>'],
    ['no list', '{}'],
    ['an id of another form', page(['../../x'], null)],
    ['a longer id', page([`${id(1)}0`], null)],
    ['a next page of another form', page([], 'x')],
    ['a day of another form', page([], null).replace('[]', `[{"id":"${id(1)}","arrivedOn":"2026-11-25T10"}]`)],
    ['a day that no calendar has', page([], null).replace('[]', `[{"id":"${id(1)}","arrivedOn":"2026-02-31"}]`)],
    ['more than four megabytes', `${page([], null)}${' '.repeat(4 * 1024 * 1024)}`],
    [
      'more than ten thousand reports',
      page(
        Array.from({ length: 10_001 }, () => id(1)),
        null,
      ),
    ],
  ])('takes nothing else for a list: %s', async (_case, body) => {
    expect(await listOf(new Response(body))).toMatchObject({ key: 'answer' });
  });

  test('takes for withdrawn only what the relay calls so', async () => {
    const refusal = (key: string, status = 404): Response => Response.json({ error: { key } }, { status });
    const answers = [
      refusal('taken-back'),
      refusal('not-found'),
      new Response('<html>', { status: 404 }),
      new Response('sealed'),
      refusal('taken-back', 200),
      new Response(null, { status: 404 }),
      refusal('internal', 500),
    ];
    const { client } = clientOf(answers);
    const found: boolean[] = [];
    for (let count = 0; count < 6; count += 1) found.push(await client.isWithdrawn(id(1)));
    expect(found).toEqual([true, false, false, false, false, false]);
    await expect(client.isWithdrawn(id(1))).rejects.toMatchObject({ key: 'answer' });
  });

  test('gives null for a report that is deleted, and takes a deleted one for deleted', async () => {
    const gone = (): Response => new Response('', { status: 404 });
    const { client } = clientOf([gone(), gone(), new Response('', { status: 500 })]);
    expect(await client.fetch(id(1))).toBeNull();
    expect(await client.delete(id(1))).toBeUndefined();
    await expect(client.delete(id(1))).rejects.toMatchObject({ key: 'answer', message: 'the relay answered 500' });
  });

  test('takes a connection that ends midway for no network, whatever was being read', async () => {
    const cut = (status = 200): Response => {
      let isRead = false;
      const body = new ReadableStream({
        pull(controller) {
          if (isRead) controller.error(new TypeError('network error'));
          else controller.enqueue(new Uint8Array(3));
          isRead = true;
        },
      });
      return new Response(body, { status });
    };
    const { client } = clientOf([cut(), cut(404), cut(), new Response(new Uint8Array(4_000_000))]);
    await expect(client.fetch(id(1))).rejects.toMatchObject({ name: 'RelayError', key: 'offline' });
    await expect(client.isWithdrawn(id(1))).rejects.toMatchObject({ name: 'RelayError', key: 'offline' });
    await expect(client.list()).rejects.toMatchObject({ name: 'RelayError', key: 'offline' });
    await expect(client.fetch(id(1))).rejects.toMatchObject({ name: 'ReportRefusedError', key: 'too-large' });
  });
});
