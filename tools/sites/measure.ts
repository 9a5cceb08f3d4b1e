/** Measures how well pages are read: saved pages, sites without their adapter, pages without posts, redesigns. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JobPost } from '../../utils/model/job-post.ts';
import type { SiteKnowledge } from '../../utils/sites/adapter.ts';
import { fingerprintOf, isSameText, type Fingerprint } from './fingerprint.ts';
import { REDESIGNS } from './redesigns.ts';
import { documentOf, readDocument, type ReadDocument } from './read-document.ts';

/** Saved pages of real sites, each gzipped. They are not part of the project; without them only fixtures are measured. */
export const PAGES = '../shared/pages';
/** What a person read on the saved pages: a list of `Truth`. */
export const TRUTH = 'tests/contract/saved-page-truth.json';
const FIXTURES = 'tests/fixtures/sites';

/** What a person read on a saved page, as fingerprints. */
export interface Truth {
  file: string;
  url: string;
  status: string;
  posts: Fingerprint[];
}

interface Page {
  name: string;
  url: string;
  status: string;
  html: string | Buffer;
}

export interface Score {
  what: string;
  /** Number of posts that were expected. */
  of: number;
  title: number;
  company: number;
  text: number;
}

export function readTruth(): Truth[] {
  return JSON.parse(readFileSync(TRUTH, 'utf8')) as Truth[];
}

export function savedPage(file: string): Buffer {
  return gunzipSync(readFileSync(join(PAGES, file)));
}

export function hasPages(): boolean {
  return existsSync(PAGES);
}

/** The fixtures: pages in the structure of real sites, with the expected posts in a comment on top. */
function fixtures(): (Page & { posts: Partial<JobPost>[] })[] {
  return globSync(`${FIXTURES}/**/*.html`)
    .sort()
    .map((path) => {
      const source = readFileSync(path, 'utf8');
      const head = /^<!--([\s\S]*?)-->/u.exec(source)?.[1] ?? '{}';
      const { url, status, posts } = JSON.parse(head) as { url: string; status: string; posts: Partial<JobPost>[] };
      return { name: path.slice(FIXTURES.length + 1), url, status, posts, html: source.slice(head.length + 7) };
    });
}

/** Compares each post on the saved pages with what a person read at the same position. */
export function measureSaved(sites: SiteKnowledge): Score[] {
  return readTruth().map(({ file, url, posts }) => {
    const read = readDocument(documentOf(savedPage(file), url), url, sites).posts.map(fingerprintOf);
    const countRight = (right: (read: Fingerprint, expected: Fingerprint) => boolean): number =>
      posts.filter((expected, index) => read[index] !== undefined && right(read[index], expected)).length;
    return {
      what: file,
      of: posts.length,
      title: countRight((read, expected) => read.title === expected.title),
      company: countRight((read, expected) => read.company === expected.company),
      text: countRight(isSameText),
    };
  });
}

/** Checks that pages without posts give none, and the right status. */
export function measureWithoutPosts(sites: SiteKnowledge): { of: number; wrong: string[] } {
  const withoutPosts = fixtures().filter(({ posts }) => posts.length === 0);
  const wrong = withoutPosts.filter(({ html, url, status }) => {
    const read = readDocument(documentOf(html, url), url, sites);
    return read.posts.length > 0 || read.status !== status;
  });
  return { of: withoutPosts.length, wrong: wrong.map(({ name }) => name) };
}

/** Measures the general finder alone, against the posts that the adapters or a person read. */
export function measureWithoutAdapters(
  sites: SiteKnowledge,
  withSaved = true,
): { details: Score; cards: Score; missed: string[] } {
  const details = emptyScore('main post of a page');
  const cards = emptyScore('cards of a list');
  const missed: string[] = [];
  for (const { name, url, html, posts } of pagesWithPosts(sites, withSaved)) {
    const read = readDocument(documentOf(html, url), url, sites, false);
    const lists = posts.filter(({ kind }) => kind === 'card');
    const main = posts.find(({ kind }) => kind === 'detail');
    if (main !== undefined) addTo(details, [main], read, missed, name);
    // One or two cards are too few to be recognised by repetition.
    if (main === undefined && lists.length >= 3) addTo(cards, lists, read, missed, name);
  }
  return { details, cards, missed };
}

/** Measures reading after each simulated redesign, with adapters and general finder. */
export function measureRedesigns(sites: SiteKnowledge): Score[] {
  const pages = pagesWithPosts(sites, true);
  return REDESIGNS.map(([name, change]) => {
    const score = emptyScore(name);
    for (const { url, html, posts, name: page } of pages) {
      const document = documentOf(html, url);
      change(document);
      addTo(score, posts, readDocument(document, url, sites), [], page);
    }
    return score;
  });
}

/** Fixtures and saved pages with job posts, as they are read today. */
function pagesWithPosts(sites: SiteKnowledge, withSaved: boolean): (Page & { posts: JobPost[] })[] {
  const saved =
    withSaved && hasPages()
      ? readTruth().map(({ file, url, status }) => ({ name: file, url, status, html: savedPage(file) }))
      : [];
  return [...fixtures(), ...saved].flatMap((page) => {
    const { posts } = readDocument(documentOf(page.html, page.url), page.url, sites);
    const jobs = posts.filter(({ kind, text }) => kind !== 'social' && text.length > 0);
    return jobs.length === 0 ? [] : [{ ...page, posts: jobs }];
  });
}

function emptyScore(what: string): Score {
  return { what, of: 0, title: 0, company: 0, text: 0 };
}

/** Adds posts to a score. A post is found where one with its title was read, its text where most words were. */
function addTo(score: Score, posts: readonly JobPost[], read: ReadDocument, missed: string[], name: string): void {
  let lost = 0;
  for (const post of posts) {
    const found = read.posts.filter(({ title }) => plain(title) === plain(post.title));
    const best = found.find(({ company }) => plain(company) === plain(post.company)) ?? found[0];
    score.of++;
    if (best === undefined) lost++;
    else {
      score.title++;
      if (plain(best.company) === plain(post.company)) score.company++;
      if (containsMostWords(best.text, post.text)) score.text++;
    }
  }
  if (lost > 0) missed.push(`${name}: ${lost} of ${posts.length}`);
}

/** Whether a text contains nine tenths of the words. */
function containsMostWords(text: string, words: string): boolean {
  const has = new Set(plain(text).split(' '));
  const expectedWords = plain(words).split(' ');
  return expectedWords.filter((word) => has.has(word)).length >= expectedWords.length * 0.9;
}

function plain(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ');
}

/** Fingerprints of what is read on the saved pages now. Run it by hand, after checking the result. */
export function recordTruth(
  pages: readonly { file: string; url: string; status: string }[],
  sites: SiteKnowledge,
): Truth[] {
  return pages.map(({ file, url, status }) => ({
    file,
    url,
    status,
    posts: readDocument(documentOf(savedPage(file), url), url, sites).posts.map(fingerprintOf),
  }));
}
