import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { hasAnyMatch } from '../../../utils/dom/has-match.ts';
import { adaptersFor } from '../../../utils/sites/adapters-for.ts';
import { findPosts, pageStatusOf } from '../../../utils/sites/find-posts.ts';
import { findGeneric } from '../../../utils/sites/find-generic.ts';
import { postDetectorRules } from '../../../utils/sites/post-detector-rules.ts';
import { readFixture, type Fixture } from './read-fixture.ts';

const { adapters, finder } = await readSites('knowledge');
const paths = globSync('tests/fixtures/sites/**/*.html').sort();

interface ReadPage {
  expected: Omit<Fixture, 'document'>;
  adapter: string | null;
  posts: readonly JobPost[];
  status: string;
  /** Whether a post element matches, and a part that one needs: the quick test and the exact one. */
  matches: { root: boolean; part: boolean };
}

/** By path. To parse and read a page takes long, so it is done once for all tests. */
const pages = new Map<string, ReadPage>();

function readPage(path: string): ReadPage {
  const known = pages.get(path);
  if (known !== undefined) return known;
  const { document, ...expected } = readFixture(path);
  const { url } = expected;
  const knowledge = { adapters: adaptersFor(adapters, new URL(url).hostname), finder };
  const { roots, rootParts } = postDetectorRules(knowledge.adapters, finder, url);
  const matches = { root: hasAnyMatch(document, roots), part: hasAnyMatch(document, rootParts) };
  const reading = findPosts(knowledge, findGeneric, document, url);
  const page = {
    expected,
    adapter: reading.adapter,
    posts: reading.posts.map(({ post }) => post),
    status: pageStatusOf(knowledge, reading, document, url),
    matches,
  };
  pages.set(path, page);
  return page;
}

describe('findPosts on the fixtures', () => {
  it.each(paths)('reads %s as expected', (path) => {
    const { expected, adapter, posts, status } = readPage(path);
    expect({ status, adapter, titles: posts.map(({ title }) => title) }).toEqual({
      status: expected.status,
      adapter: expected.adapter,
      titles: expected.posts.map((post) => post.title ?? ''),
    });
    expected.posts.forEach((post, index) => expect(posts[index]).toMatchObject(post));
  });
});

describe('the fixtures', () => {
  it('has a fixture for every enabled adapter', { timeout: 90_000 }, () => {
    const covered = new Set(paths.map((path) => readPage(path).expected.adapter));
    const enabled = adapters.filter(({ verified }) => verified !== 'none').map(({ id }) => id);
    expect(enabled.filter((id) => !covered.has(id))).toEqual([]);
  });

  it('has a needed part wherever a post element matches', { timeout: 90_000 }, () => {
    const matched = paths.filter((path) => readPage(path).matches.root);
    expect(matched.length).toBeGreaterThan(30);
    expect(matched.filter((path) => !readPage(path).matches.part)).toEqual([]);
  });

  it('never reads text that a page hides', { timeout: 90_000 }, () => {
    for (const path of paths) {
      const words = readPage(path)
        .posts.map((post) => JSON.stringify(post))
        .join('\n');
      expect(words).not.toMatch(/telegram only|hidden data|Western Union|\{display|css-[a-z]\{|Don't give your bank/u);
    }
  });
});
