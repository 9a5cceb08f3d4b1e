import { describe, expect, it } from 'vitest';
import { createRevokedTabs } from '../../../utils/background/revoked-tabs.ts';
import { onGranted, onRevoked, type GrantsDeps } from '../../../utils/background/follow-grants.ts';
import { memoryArea } from './memory-area.ts';

interface OpenTab {
  id: number;
  /** Absent when the browser hides it. */
  url?: string;
  incognito: boolean;
}

function createTestDeps(tabs: OpenTab[], allowed: string[], pausedHosts: string[] = []) {
  const sent: [number, boolean][] = [];
  const scanned: number[] = [];
  let followed = 0;
  const revoked = createRevokedTabs(memoryArea());
  const deps = {
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
    injection: {
      registerGrantedHosts: async () => void followed++,
      injectPageTest: async (id: number) => void scanned.push(id),
    },
    revoked,
    pauses: { isPaused: async (host: string) => pausedHosts.includes(host) },
  } as unknown as GrantsDeps;
  const revokedOf = async (ids: number[]): Promise<number[]> => {
    const found = await Promise.all(ids.map(async (id) => ((await revoked.has(id)) ? [id] : [])));
    return found.flat();
  };
  return { deps, sent, scanned, followed: () => followed, revokedOf };
}

describe('followGrants', () => {
  it('starts reading open pages of a granted site, except paused ones', async () => {
    const tabs = [
      { id: 1, url: 'https://a.example/jobs', incognito: false },
      { id: 2, url: 'https://b.example/', incognito: false },
      { id: 3, incognito: false },
    ];
    const { deps, sent, scanned, followed } = createTestDeps(tabs, [], ['b.example']);
    await onGranted(deps, ['https://a.example/*', 'https://b.example/*']);
    expect(sent).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(scanned).toEqual([1, 2]);
    expect(followed()).toBe(1);
  });

  it('stops reading exactly the open pages whose grant was revoked', async () => {
    const tabs = [
      { id: 1, url: 'https://a.example/jobs', incognito: false },
      { id: 2, incognito: false },
      { id: 3, url: 'https://c.example/', incognito: false },
      { id: 4, url: 'about:blank', incognito: false },
      // The reader pressed the toolbar's button there.
      { id: 5, url: 'https://once.example/', incognito: false },
    ];
    const { deps, sent, scanned, revokedOf } = createTestDeps(tabs, ['https://a.example/*']);
    await onRevoked(deps, ['https://a.example/*', 'https://c.example/*']);
    expect(sent).toEqual([
      [2, true],
      [3, true],
    ]);
    expect(scanned).toEqual([]);
    expect(await revokedOf([1, 2, 3, 4, 5])).toEqual([2, 3]);
    await onGranted(deps, ['https://c.example/*']);
    expect(await revokedOf([2, 3])).toEqual([2]);
  });

  it('leaves open pages alone when another permission is revoked', async () => {
    const { deps, sent, followed } = createTestDeps([{ id: 2, incognito: false }], []);
    await onRevoked(deps, []);
    expect(sent).toEqual([]);
    expect(followed()).toBe(1);
  });
});
