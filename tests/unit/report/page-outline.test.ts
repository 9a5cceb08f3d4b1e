import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { adaptersFor } from '../../../utils/sites/adapters-for.ts';
import type { Layout, SiteAdapter } from '../../../utils/sites/adapter.ts';
import { outlinePage } from '../../../utils/report/page-outline.ts';
import { plantedPages } from './planted-pages.ts';
import { pageOf, readFixture } from '../sites/read-fixture.ts';

const { adapters } = await readSites('knowledge');

test('it tells parts, counts alike ones and names what was not found', () => {
  const page = `<main><ul class="list"><li class="card new" data-testid="card" data-id="1">Anna</li>
    <li class="card new" data-testid="card" data-id="2">Ben</li></ul><p class="jane-doe">x</p></main>`;
  const url = 'https://au.seek.com/job/9127361';
  const { site, outline } = outlinePage(pageOf(page, url), adaptersFor(adapters, 'au.seek.com'), url);
  expect(site).toBe('seek');
  expect(outline.split('\n')).toEqual(
    expect.arrayContaining(['path: /job/#', 'nothing: seek.detail.root', 'nothing: seek.card.root']),
  );
  expect(outline).toContain('li.card.new[data-testid=card][data-id]');
  expect(outline).toContain('× 2');
  // What stands once may be somebody's name.
  expect(outline).not.toMatch(/Anna|Ben|jane/u);
});

test('it names each field of a layout that no element matches', () => {
  const layout: Layout = {
    id: 'card',
    kind: 'card',
    root: '.card',
    fields: { title: [{ css: 'h2' }, { css: 'h3' }], company: [{ css: '.company' }], text: [{ css: ':scope' }] },
    expect: [],
  };
  const adapter = { id: 'board', layouts: [layout] } as unknown as SiteAdapter;
  const url = 'https://board.example/jobs';
  const { outline } = outlinePage(pageOf('<div class="card"><h3>Cook</h3></div>', url), [adapter], url);
  expect(outline.split('\n').filter((line) => line.startsWith('nothing'))).toEqual(['nothing: board.card.company']);
});

test('no word and no address of a page is in it', () => {
  for (const name of readdirSync('tests/fixtures/sites/unknown')) {
    const { document, url } = readFixture(`tests/fixtures/sites/unknown/${name}`);
    const { outline } = outlinePage(document, [], url);
    for (const script of document.querySelectorAll('script, style')) script.remove();
    const words = (document.body.textContent ?? '').match(/[\p{L}\p{M}]{9,}/gu) ?? [];
    const marks = [...document.querySelectorAll('*')].flatMap((element) => [...element.classList]).join(' ');
    const leaked = words.filter((word) => outline.includes(word) && !marks.includes(word));
    expect({ name, leaked }).toEqual({ name, leaked: [] });
    expect(outline.length).toBeLessThan(20_000);
  }
});

test('no data of a reader that a page shows is in it', () => {
  for (const { page, reader } of plantedPages()) {
    const html = `<head>${page.parts.head}</head><body>${page.parts.bars}${page.parts.body}</body>`;
    const { outline } = outlinePage(pageOf(html, page.url), [], page.url);
    for (const own of Object.values(reader).filter((value) => typeof value === 'string' && value.length > 3)) {
      expect(outline).not.toContain(own);
    }
  }
});
