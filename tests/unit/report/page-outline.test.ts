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

const outlineOf = (html: string, url = 'https://board.example/jobs'): string[] =>
  outlinePage(pageOf(html, url), [], url).outline.split('\n');

test('an unknown site is named by its host, and words of its path are left out', () => {
  const url = 'https://board.example/jobs/39123/nadia-testerova/';
  expect(outlinePage(pageOf('', url), [], url)).toEqual({ site: 'board.example', outline: 'path: /*/#/*/' });
});

test('it counts equal neighbours, also the last ones, and writes what is inside the first', () => {
  expect(outlineOf('<ul><li><b></b></li><li></li><li></li></ul><p></p><hr><hr>')).toEqual([
    'path: /*',
    'ul',
    ' li',
    '  b',
    ' × 3',
    'p',
    'hr',
    '× 2',
  ]);
});

test('it goes sixteen levels deep, and is 260 lines long at most', () => {
  const deep = outlineOf('<div>'.repeat(30));
  expect(deep).toHaveLength(1 + 17);
  expect(deep.at(-1)).toBe(`${' '.repeat(16)}div`);
  const many = outlineOf('<p></p><hr>'.repeat(400));
  expect(many).toHaveLength(260);
});

test('it leaves out scripts, styles and drawings, and names four classes and six attributes of a part', () => {
  const part =
    '<p class="aa bb cc dd ee ff" role="xx" itemprop="yy" data-a data-b data-c data-d data-e data-f1 id="z"></p>';
  const lines = outlineOf(
    `<script></script><style></style><svg><path/></svg><noscript></noscript><i></i>${part}<b></b>${part}`,
  );
  const described = 'p.aa.bb.cc.dd[role=xx][itemprop=yy][data-a][data-b][data-c][data-d]';
  expect(lines.slice(1)).toEqual(['i', described, 'b', described]);
});

test('a value that stands once, or holds a number, is not written', () => {
  const lines = outlineOf(
    '<p role="nadia" class="nadia"></p><i class="u4711"></i><b class="u4711" data-testid="u4711"></b>',
  );
  expect(lines.slice(1)).toEqual(['p[role]', 'i', 'b[data-testid]']);
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
