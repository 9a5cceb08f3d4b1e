import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { adaptersFor } from '../../../utils/sites/adapters-for.ts';
import { findPosts, pageStatusOf, type PageReading } from '../../../utils/sites/find-posts.ts';
import { findGeneric } from '../../../utils/sites/find-generic.ts';
import { readFixture, type Fixture } from './read-fixture.ts';

const { adapters, finder } = await readSites('knowledge');
const paths = globSync('tests/fixtures/sites/**/*.html').sort();

function read({ url, document }: Fixture): { reading: PageReading; status: string } {
  const knowledge = { adapters: adaptersFor(adapters, new URL(url).hostname), finder };
  const reading = findPosts(knowledge, findGeneric, document, url);
  return { reading, status: pageStatusOf(knowledge, reading, document, url) };
}

describe('findPosts on the fixtures', () => {
  it.each(paths)('reads %s as expected', (path) => {
    const fixture = readFixture(path);
    const { reading, status } = read(fixture);
    const posts = reading.posts.map(({ post }) => post);
    expect({ status, adapter: reading.adapter, titles: posts.map(({ title }) => title) }).toEqual({
      status: fixture.status,
      adapter: fixture.adapter,
      titles: fixture.posts.map((post) => post.title ?? ''),
    });
    fixture.posts.forEach((expected, index) => expect(posts[index]).toMatchObject(expected));
  });
});

describe('the fixtures', () => {
  it('has a fixture for every enabled adapter', { timeout: 90_000 }, () => {
    const covered = new Set(paths.map((path) => readFixture(path).adapter));
    const enabled = adapters.filter(({ verified }) => verified !== 'none').map(({ id }) => id);
    expect(enabled.filter((id) => !covered.has(id))).toEqual([]);
  });

  it('never reads text that a page hides', { timeout: 90_000 }, () => {
    for (const path of paths) {
      const words = read(readFixture(path))
        .reading.posts.map(({ post }) => JSON.stringify(post))
        .join('\n');
      expect(words).not.toMatch(/telegram only|hidden data|Western Union|\{display|css-[a-z]\{|Don't give your bank/u);
    }
  });
});
