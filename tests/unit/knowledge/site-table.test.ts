import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { readSection, replaceSection } from '../../../tools/docs/generated-section.ts';
import { siteLines, siteTable } from '../../../tools/sites/site-table.ts';

const { adapters } = await readSites('knowledge');

/** What the product promises to read, or to say that it cannot yet. */
const PROMISED =
  `linkedin indeed glassdoor seek stepstone naukri foundit glints kalibrr onlinejobs vietnamworks topcv jobthai
  jobtopgun zhipin 51job zhaopin hh craigslist jora myjobmag brightermonday workable greenhouse lever facebook instagram x
  reddit vk telegram`.split(/\s+/u);

test('every promised site is listed', () => {
  const known = new Set(adapters.map(({ id }) => id));
  expect(PROMISED.filter((id) => !known.has(id))).toEqual([]);
});

test('a site without an adapter is shown as such', () => {
  for (const line of siteLines(adapters).filter(({ verified: how }) => how === 'none')) expect(line.reads).toEqual([]);
  for (const { id, verified, layouts } of adapters) {
    expect(`${id} ${verified === 'none' ? layouts.length === 0 : layouts.length > 0}`).toBe(`${id} true`);
  }
});

test('docs/reader/sites.md shows the current table (`npm run -s sites -- --write`)', () => {
  expect(readSection(readFileSync('docs/reader/sites.md', 'utf8'), 'sites')).toBe(siteTable(adapters));
});

test('a document without the marks is refused with a message', () => {
  expect(() => replaceSection('# Read me', 'sites', '')).toThrow(/lacks the lines/u);
});
