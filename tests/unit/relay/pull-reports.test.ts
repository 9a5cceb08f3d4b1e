import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { deleteReport, pullReports, readIdentities, type PulledReport } from '../../../hub/relay/pull-reports.ts';
import { MAX_SEALED_BYTES } from '../../../utils/report/sealed-format.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';

const id = (number: number): string => number.toString(16).padStart(32, '0');
const REPORT = {
  version: 1,
  id: id(7),
  kind: 'suspicious-post',
  createdOn: '2026-11-25',
  post: { kind: 'detail', site: 'generic' },
  verdict: null,
  categories: [],
  words: '',
  reach: '',
  locale: 'en',
  appVersion: '0.2.0',
};

let identity: string;
let sealed: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  identity = await generateX25519Identity();
  sealed = Uint8Array.from(await sealReportJson(JSON.stringify(REPORT), [await identityToRecipient(identity)]));
});
afterEach(() => void vi.unstubAllGlobals());

interface SentRequest {
  url: string;
  init: RequestInit;
}

/** The network answers by the path; what has no answer is missing. */
function network(answers: Record<string, () => Response>): SentRequest[] {
  const requests: SentRequest[] = [];
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    requests.push({ url: input.href, init });
    const answer = answers[`${input.pathname}${input.search}`];
    return await Promise.resolve(answer?.() ?? new Response('', { status: 404 }));
  });
  return requests;
}

const page = (ids: readonly number[], next: string | null) => (): Response =>
  Response.json({ reports: ids.map((each) => ({ id: id(each), arrivedOn: '2026-11-25' })), next });

async function pulled(url = 'https://relay.example/base'): Promise<PulledReport[]> {
  const all: PulledReport[] = [];
  for await (const one of pullReports({ url, token: 'jlr_token', identities: [identity] })) all.push(one);
  return all;
}

describe('pullReports', () => {
  it('keeps a report whose picture is of a wrong form, and says why the picture is not in it', async () => {
    const picture = { type: 'image/svg+xml', data: 'PHN2Zz4=' };
    const plain = JSON.stringify({ ...REPORT, picture });
    const bytes = Uint8Array.from(await sealReportJson(plain, [await identityToRecipient(identity)]));
    network({
      '/base/v1/reports?after=': page([1], null),
      [`/base/v1/reports/${id(1)}`]: () => new Response(bytes),
    });
    expect(await pulled()).toEqual([{ id: id(1), arrivedOn: '2026-11-25', report: REPORT, pictureFault: 'kind' }]);
  });

  it('opens every report of every page, and leaves out what is deleted meanwhile', async () => {
    const requests = network({
      '/base/v1/reports?after=': page([1, 2], id(2)),
      [`/base/v1/reports?after=${id(2)}`]: page([3], null),
      [`/base/v1/reports/${id(1)}`]: () => new Response(sealed),
      [`/base/v1/reports/${id(3)}`]: () => new Response(sealed),
    });
    expect(await pulled()).toEqual([1, 3].map((each) => ({ id: id(each), arrivedOn: '2026-11-25', report: REPORT })));
    for (const { init } of requests)
      expect(init).toMatchObject({
        method: 'GET',
        headers: { Authorization: 'Bearer jlr_token' },
        redirect: 'error',
      });
    expect(await pulled('https://relay.example/base/')).toHaveLength(2);
  });

  it('does not follow a list that leads back', async () => {
    network({ '/v1/reports?after=': page([], id(2)), [`/v1/reports?after=${id(2)}`]: page([], id(2)) });
    expect(await pulled('https://relay.example')).toEqual([]);
  });

  it('says why a report cannot be opened, and goes on', async () => {
    network({
      '/v1/reports?after=': page([1, 2, 3, 4], null),
      [`/v1/reports/${id(1)}`]: () => new Response('x'),
      [`/v1/reports/${id(2)}`]: () => new Response(null, { headers: { 'content-length': '7' } }),
      [`/v1/reports/${id(3)}`]: () =>
        new Response(Uint8Array.from(sealed, (byte, at) => (at === 4_900 ? byte ^ 1 : byte))),
      [`/v1/reports/${id(4)}`]: () => new Response(sealed),
    });
    const all = await pulled('https://relay.example');
    expect(all.map((one) => ('error' in one ? 'error' : one.report.id))).toEqual(['error', 'error', 'error', id(7)]);
  });

  it('reads no more than a page or a report can hold, whatever a hostile relay sends', async () => {
    let sent = 0;
    const endless = (): Response =>
      new Response(
        new ReadableStream<Uint8Array>({
          pull(controller) {
            // Ends only so that a test without the limit does.
            if ((sent += 1) > 100) controller.close();
            else controller.enqueue(new Uint8Array(1024 ** 2));
          },
        }),
      );
    network({ '/v1/reports?after=': page([1], null), [`/v1/reports/${id(1)}`]: endless });
    expect(await pulled('https://relay.example')).toEqual([
      { id: id(1), arrivedOn: '2026-11-25', error: `more than ${MAX_SEALED_BYTES} bytes` },
    ]);
    network({ '/v1/reports?after=': endless });
    await expect(pulled('https://relay.example')).rejects.toThrow('more than 4194304 bytes');
    expect(sent).toBeLessThan(20);
  });

  it('ends with a list that never does', async () => {
    let pages = 0;
    vi.stubGlobal('fetch', async () => {
      pages += 1;
      if (pages > 10_001) throw new Error('too many pages');
      return await Promise.resolve(page([], id(pages))());
    });
    expect(await pulled('https://relay.example')).toEqual([]);
    expect(pages).toBe(10_000);
  });

  it('says that the relay could not be reached, and why', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })));
    await expect(pulled('https://relay.example/x')).rejects.toThrow(
      'https://relay.example could not be reached (ECONNREFUSED): does the relay run',
    );
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('redirected')));
    await expect(pulled('https://relay.example/x')).rejects.toThrow('could not be reached (redirected)');
  });

  it('ends when the relay refuses the token or fails', async () => {
    network({ '/v1/reports?after=': () => new Response('', { status: 401 }) });
    await expect(pulled('https://relay.example')).rejects.toThrow('the relay does not know this token');
    network({ '/v1/reports?after=': () => new Response('', { status: 503 }) });
    await expect(pulled('https://relay.example')).rejects.toThrow('the relay answered 503 to GET v1/reports?after=');
    network({});
    await expect(pulled('https://relay.example')).rejects.toThrow('the relay answered 404');
    network({ '/v1/reports?after=': () => Response.json({ reports: [{ id: '../x', arrivedOn: '' }], next: null }) });
    await expect(pulled('https://relay.example')).rejects.toMatchObject({ name: 'ValiError' });
  });

  it('sends the token over https, or to this machine only', async () => {
    const requests = network({ '/v1/reports?after=': page([], null) });
    for (const url of ['http://127.0.0.1:8787', 'http://[::1]:8787', 'http://localhost:8787'])
      expect(await pulled(url), url).toEqual([]);
    expect(requests).toHaveLength(3);
    for (const url of ['http://relay.example', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example'])
      await expect(pulled(url), url).rejects.toThrow('use an https address');
    expect(requests).toHaveLength(3);
  });
});

describe('deleteReport', () => {
  const source = { url: 'https://relay.example', token: 'jlr_token', identities: [] };

  it('deletes, and takes a deleted report for deleted', async () => {
    const requests = network({});
    await deleteReport(source, id(1));
    expect(requests.map(({ url, init }) => `${init.method} ${url}`)).toEqual([
      `DELETE https://relay.example/v1/reports/${id(1)}`,
    ]);
    network({ [`/v1/reports/${id(1)}`]: () => new Response('', { status: 500 }) });
    await expect(deleteReport(source, id(1))).rejects.toThrow(`the relay answered 500 to DELETE v1/reports/${id(1)}`);
  });
});

describe('readIdentities', () => {
  it('reads the keys of a file, without comments and spaces', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'identities-'));
    try {
      const file = join(folder, 'keys.txt');
      writeFileSync(file, `# public key: age1x\r\n  ${identity} \r\n\n#AGE-SECRET-KEY-1X\nAGE-SECRET-KEY-1Y`);
      expect(await readIdentities(file)).toEqual([identity, 'AGE-SECRET-KEY-1Y']);
      // As PowerShell writes what a command prints.
      writeFileSync(file, Buffer.from(`\uFEFF# x\r\n${identity}\r\n`, 'utf16le'));
      expect(await readIdentities(file)).toEqual([identity]);
      writeFileSync(file, '# x\nage1x\n');
      await expect(readIdentities(file)).rejects.toThrow(`${file} holds no AGE-SECRET-KEY-1... key`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
