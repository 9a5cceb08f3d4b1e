import { expect, test } from 'vitest';
import { onGranted, withdrawn, type GrantsDeps } from '../../../utils/background/follow-grants.ts';

interface OpenTab {
  id: number;
  /** Absent where the browser hides it. */
  url?: string;
  incognito: boolean;
}

function createTestDeps(tabs: OpenTab[], allowed: string[], pausedHosts: string[] = []) {
  const sent: [number, boolean][] = [];
  const scanned: number[] = [];
  let followed = 0;
  const world = {
    browser: {
      tabs: {
        query: async ({ url }: { url?: string[] }) =>
          url === undefined
            ? tabs
            : tabs.filter((tab) => url.some((origin) => tab.url?.startsWith(origin.slice(0, -1)))),
        async sendMessage(id: number, message: { data: { paused: boolean } }) {
          sent.push([id, message.data.paused]);
        },
      },
      permissions: { contains: async ({ origins }: { origins: string[] }) => allowed.includes(origins[0] ?? '') },
    },
    injection: { followGrants: async () => void followed++, scan: async (id: number) => void scanned.push(id) },
    pauses: { isPaused: async (host: string) => pausedHosts.includes(host) },
  } as unknown as GrantsDeps;
  return { world, told: sent, scanned, followed: () => followed };
}

test('open pages of a site that is allowed are read at once, but for paused ones', async () => {
  const tabs = [
    { id: 1, url: 'https://a.example/jobs', incognito: false },
    { id: 2, url: 'https://b.example/', incognito: false },
    { id: 3, incognito: false },
  ];
  const { world, told, scanned, followed } = createTestDeps(tabs, [], ['b.example']);
  await onGranted(world, ['https://a.example/*', 'https://b.example/*']);
  expect(told).toEqual([
    [1, false],
    [2, true],
  ]);
  expect(scanned).toEqual([1, 2]);
  expect(followed()).toBe(1);
});

test('open pages that may not be read any more are left alone at once, and no others', async () => {
  const tabs = [
    { id: 1, url: 'https://a.example/jobs', incognito: false },
    { id: 2, incognito: false },
    { id: 3, url: 'https://c.example/', incognito: false },
    { id: 4, url: 'about:blank', incognito: false },
  ];
  const { world, told, scanned } = createTestDeps(tabs, ['https://a.example/*']);
  await withdrawn(world);
  expect(told).toEqual([
    [2, true],
    [3, true],
  ]);
  expect(scanned).toEqual([]);
});
