// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';

const NAME = 'Police hotline';
const HELP = {
  version: 1,
  countries: [
    {
      country: 'KH',
      gathered: '2026-11-24',
      entries: [{ topic: 'emergency', name: { en: NAME }, number: '117', source: null, called: null }],
    },
  ],
};
const FILES: Record<string, unknown> = {
  'knowledge/help.json': HELP,
  'knowledge/help-th.json': { [NAME]: 'สายด่วนตำรวจ' },
  'knowledge/help-ur.json': { [NAME]: 'پولیس ہیلپ لائن' },
};

/** Requests that were made and are not answered yet, by path. */
let pending: Map<string, (found: boolean) => void>;
let loadHelp: (typeof import('../../../web/load-help.ts'))['loadHelp'];

beforeEach(async () => {
  pending = new Map();
  vi.stubGlobal('fetch', (address: string) => {
    const path = new URL(address).pathname.slice(1);
    return new Promise((resolve) =>
      pending.set(path, (found) => resolve({ ok: found, json: () => Promise.resolve(FILES[path]) })),
    );
  });
  vi.resetModules();
  ({ loadHelp } = await import('../../../web/load-help.ts'));
});

function answer(path: string, found = true): void {
  pending.get(path)!(found);
  pending.delete(path);
}

const nameOf = (help: Awaited<ReturnType<typeof loadHelp>>) => help?.countries[0]?.entries[0]?.name;

test('keeps the contacts where the texts of a language cannot be read', async () => {
  const english = loadHelp('en');
  answer('knowledge/help.json');
  expect(nameOf(await english)).toEqual({ en: NAME });
  const thai = loadHelp('th');
  answer('knowledge/help-th.json', false);
  expect(nameOf(await thai)).toEqual({ en: NAME });
});

test('loses no language where the one chosen first is answered last', async () => {
  const thai = loadHelp('th');
  answer('knowledge/help.json');
  const urdu = loadHelp('ur');
  if (pending.has('knowledge/help.json')) answer('knowledge/help.json');
  answer('knowledge/help-ur.json');
  expect(nameOf(await urdu)).toHaveProperty('ur');
  answer('knowledge/help-th.json');
  expect(Object.keys(nameOf(await thai)!).toSorted()).toEqual(['en', 'th', 'ur']);
});

test('is null where the contacts themselves cannot be read', async () => {
  const help = loadHelp('th');
  answer('knowledge/help.json', false);
  answer('knowledge/help-th.json');
  expect(await help).toBeNull();
});
