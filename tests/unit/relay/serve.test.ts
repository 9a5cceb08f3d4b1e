/** `relay serve` in this process: what its options do, and how it ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serve } from '../../../hub/relay/serve.ts';

let folder: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-serve-'));
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

type Values = Parameters<typeof serve>[0];

/** Runs the command, calls `use` with its address, and ends it as a signal does. */
async function serving(values: Partial<Values>, signal: 'SIGTERM' | 'SIGINT', use: (url: string) => Promise<void>) {
  const before = process.listeners(signal);
  const running = serve({ data: folder, port: '0', host: '127.0.0.1', ...values });
  await expect.poll(() => process.listeners(signal).length, { timeout: 20_000 }).toBe(before.length + 1);
  const url = /http:\S+/u.exec(printed[0] ?? '')?.[0] ?? '';
  try {
    await use(url);
  } finally {
    // Only the relay's own listener: the test runner may have others.
    process.listeners(signal).find((listener) => !before.includes(listener))?.(signal);
    await running;
  }
}

const preflight = async (url: string, origin: string): Promise<string | null> => {
  const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
  const answer = await fetch(`${url}/v1/reports`, { method: 'OPTIONS', headers });
  return answer.headers.get('Access-Control-Allow-Origin');
};

describe('relay serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('names its address, answers, and stops at %s', async (signal) => {
    let address = '';
    await serving({}, signal, async (url) => {
      address = url;
      expect(printed).toEqual([`The relay listens on ${url}`]);
      expect((await fetch(`${url}/health`)).status).toBe(200);
    });
    expect(printed.slice(1)).toEqual(['The relay is stopping ...', 'The relay has stopped.']);
    await expect(fetch(`${address}/health`)).rejects.toThrow();
  });

  it('lets the named web sites send, by their origins, and no other', async () => {
    await serving({ site: ['https://list.example/', 'http://localhost:8080'] }, 'SIGTERM', async (url) => {
      for (const origin of ['https://list.example', 'http://localhost:8080'])
        expect(await preflight(url, origin), origin).toBe(origin);
      expect(await preflight(url, 'https://jobs.example')).toBeNull();
    });
  });

  it('writes an IPv6 address so that it can be called', async () => {
    await serving({ host: '::1' }, 'SIGTERM', async (url) => {
      expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/u);
      expect((await fetch(`${url}/health`)).status).toBe(200);
    });
  });

  it.each<[string, Partial<Values>, string]>([
    ['a port', { port: '65536' }, '--port must be a whole number up to 65535'],
    ['a capacity', { capacity: '1048577' }, '--capacity must be a whole number from 1 to 1048576'],
    ['no capacity', { capacity: '0' }, '--capacity must be a whole number from 1 to 1048576'],
    ['a number of reports a minute', { flood: 'always' }, '--flood must be a whole number up to 1000000'],
    ['a number of days', { retain: '3651' }, '--retain must be a whole number from 1 to 3650'],
    ['no day at all', { retain: '0' }, '--retain must be a whole number from 1 to 3650'],
    ['a site with a path', { site: ['https://list.example/jobs'] }, '--site takes an origin like'],
    ['a site with a query', { site: ['https://list.example/?a'] }, '--site takes an origin like'],
    ['a site of another kind', { site: ['ftp://list.example'] }, '--site takes an origin like'],
    ['no site', { site: ['list.example'] }, 'not "list.example"'],
    ['no folder', { data: '' }, '--data is needed'],
  ])('refuses %s that it cannot use', async (_case, values, reason) => {
    vi.stubEnv('DATABASE_URL', '');
    try {
      await expect(serve({ data: folder, port: '0', host: '127.0.0.1', ...values })).rejects.toThrow(reason);
    } finally {
      vi.unstubAllEnvs();
    }
    expect(printed).toEqual([]);
  });
});
