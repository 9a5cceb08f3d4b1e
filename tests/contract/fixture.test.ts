/** Fixtures made of the real saved pages: as readable as the page was, and with nobody's words in them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { makeFixture } from '../../tools/fixture/make-fixture.ts';
import { readSites } from '../../tools/knowledge/sites.ts';
import { pageOf } from '../unit/sites/read-fixture.ts';
import { PAGES, SAVED_PAGES } from './saved-page-list.ts';

describe.skipIf(!existsSync(PAGES))('fixtures of saved pages (skipped: ../shared/pages is not here)', async () => {
  const sites = await readSites('knowledge');
  test.each(SAVED_PAGES)('keep the structure of %s and none of its words', (file, url, status, adapter, posts) => {
    const document = pageOf(gunzipSync(readFileSync(join(PAGES, file))), url);
    const made = makeFixture(document, url, sites);
    const output = JSON.parse(/^<!--([\s\S]*?)-->/u.exec(made.fixture)?.[1] ?? '') as Record<string, unknown>;
    expect({ status: output['status'], adapter: output['adapter'] }).toEqual({ status, adapter });
    expect(made.posts).toBeGreaterThanOrEqual(Math.min(posts, 3));
    expect(made.leftoverWords).toEqual([]);
    expect(made.fixture.length).toBeLessThan(300_000);
  });
});
