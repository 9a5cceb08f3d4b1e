/**
 * Reads the saved pages of real sites in ../shared/pages, which belong to their sites and are not in the repository.
 * Then makes a fixture of each: as readable as the page was, and with nobody's words in it. Prints a table. Skipped where
 * the folder does not exist.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFixture } from '../../tools/fixture/make-fixture.ts';
import { readSites } from '../../tools/knowledge/sites.ts';
import { adaptersFor } from '../../utils/sites/adapters-for.ts';
import { findPosts, pageStatusOf } from '../../utils/sites/find-posts.ts';
import { findGeneric } from '../../utils/sites/find-generic.ts';
import { pageOf } from '../unit/sites/read-fixture.ts';
import { PAGES, SAVED_PAGES } from './saved-page-list.ts';

const hasSavedPages = existsSync(PAGES);
const table: string[] = [];
afterAll(() => {
  if (hasSavedPages) console.log(['status\tadapter\tposts\ttitles\tcompanies\tfile', ...table.sort()].join('\n'));
});

describe.skipIf(!hasSavedPages)('saved pages (skipped without ../shared/pages)', async () => {
  const sites = await readSites('knowledge');
  const { adapters, finder } = sites;
  it.each(SAVED_PAGES)('reads %s as a person does, and keeps its structure and none of its words', (...page) => {
    const [file, url, status, adapter, posts, titles, companies, why] = page;
    const document = pageOf(gunzipSync(readFileSync(join(PAGES, file))), url);
    const knowledge = { adapters: adaptersFor(adapters, new URL(url).hostname), finder };
    const reading = findPosts(knowledge, findGeneric, document, url);
    const seen = {
      status: pageStatusOf(knowledge, reading, document, url),
      adapter: reading.adapter,
      posts: reading.posts.length,
      titles: reading.posts.filter(({ post }) => post.title !== '').length,
      companies: reading.posts.filter(({ post }) => post.company !== '').length,
    };
    table.push([...Object.values(seen), `${file} ${why}`].join('\t'));
    expect(seen).toEqual({ status, adapter, posts, titles, companies });
    for (const { post } of reading.posts) {
      expect(post.text).not.toBe('');
      expect(post.title + post.company + post.text).not.toMatch(
        /\{\{|[.#][\w-]+\{[\w-]+:|"@context"|with verification/u,
      );
    }

    // Last, as it changes the document
    const made = makeFixture(document, url, sites);
    const output = JSON.parse(/^<!--([\s\S]*?)-->/u.exec(made.fixture)?.[1] ?? '') as Record<string, unknown>;
    expect({ status: output['status'], adapter: output['adapter'] }).toEqual({ status, adapter });
    expect(made.posts).toBeGreaterThanOrEqual(Math.min(posts, 3));
    expect(made.leftoverWords).toEqual([]);
    expect(made.fixture.length).toBeLessThan(300_000);
  });
});
