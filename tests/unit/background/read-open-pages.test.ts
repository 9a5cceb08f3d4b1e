import { describe, expect, it } from 'vitest';
import { readOpenPages, type OpenPagesDeps } from '../../../utils/background/read-open-pages.ts';
import { memoryArea } from './memory-area.ts';

interface OpenTab {
  id?: number;
  url?: string;
}

function createTestDeps(tabs: OpenTab[], origins: string[]) {
  const scanned: number[] = [];
  const queries: unknown[] = [];
  const deps = {
    browser: {
      permissions: { getAll: async () => ({ origins }) },
      tabs: { query: async (query: unknown) => (queries.push(query), tabs) },
    },
    session: memoryArea(),
    injection: {
      async injectPageTest(id: number) {
        if (id === 13) throw new Error('the tab was closed');
        scanned.push(id);
      },
    },
  } as unknown as OpenPagesDeps;
  return { deps, scanned, queries };
}

describe('readOpenPages', () => {
  const board = 'https://board.example/jobs';

  it('reads the open pages of every allowed site, once in a start of the extension', async () => {
    const tabs = [{ id: 13, url: board }, { id: 2, url: board }, { id: 3, url: 'file:///jobs.html' }, { url: board }];
    const { deps, scanned, queries } = createTestDeps([...tabs, { id: 5 }], ['https://board.example/*']);
    await readOpenPages(deps);
    expect(scanned).toEqual([2]);
    expect(queries).toEqual([{ url: ['https://board.example/*'], discarded: false }]);
    await readOpenPages(deps);
    expect(scanned).toEqual([2]);
  });

  it('asks for no tab where the reader allows no site', async () => {
    const { deps, scanned, queries } = createTestDeps([{ id: 2, url: board }], []);
    await readOpenPages(deps);
    expect([scanned, queries]).toEqual([[], []]);
  });
});
