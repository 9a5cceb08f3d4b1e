/** Whether adapter or finder reads a page, and the status of a page without posts. */
import { describe, expect, it } from 'vitest';
import type { FinderKnowledge, Layout, SiteAdapter } from '../../../utils/sites/adapter.ts';
import type { FindGeneric } from '../../../utils/sites/find-generic.ts';
import { findPosts, pageStatusOf, type PageKnowledge, type PageReading } from '../../../utils/sites/find-posts.ts';
import { makePost } from '../../../utils/sites/post-on-page.ts';
import { pageOf } from './read-fixture.ts';

const LAYOUT: Layout = {
  id: 'card',
  kind: 'card',
  root: '.card',
  fields: { title: [{ css: 'h2' }], company: [{ css: 'h3' }] },
  expect: ['title', 'company'],
};
const BOARD: SiteAdapter = {
  id: 'board',
  name: 'Board',
  hosts: ['board.example'],
  group: 'job-boards',
  verified: 'fixture',
  expected: ['/jobs*'],
  layouts: [LAYOUT],
};
const WALLS = { title: ['just a moment'], css: '#captcha', urls: ['/login*'] };
const finder = { wall: WALLS } as unknown as FinderKnowledge;
const WHOLE = '<div class="card"><h2>Cook</h2><h3>Golden Lake</h3></div>';
const PART = '<div class="card"><h2>Cook</h2></div>';
const WORDS = '<p>Words of a page that has more than forty letters in it.</p>';

/** A finder that reads the title of each `<li>`. */
const readItems: FindGeneric = (_finder, document, url) => ({
  finder: 'generic',
  posts: [...document.querySelectorAll('li')].map((element) =>
    makePost({ site: 'generic', kind: 'card', url, title: element.textContent, text: '', element }, 'board.example'),
  ),
  isUnfilled: document.querySelector('main.empty') !== null,
});

interface Page {
  html: string;
  path?: string;
  adapters?: SiteAdapter[];
  title?: string;
  find?: FindGeneric | null;
}
function readPage({ html, path = '/jobs', adapters = [BOARD], title = '', find = readItems }: Page) {
  const url = `https://board.example${path}`;
  const document = pageOf(html, url);
  document.title = title;
  const knowledge: PageKnowledge = { adapters, finder };
  const reading: PageReading = findPosts(knowledge, find, document, url);
  return {
    by: reading.adapter,
    titles: reading.posts.map(({ post }) => post.title),
    needsFinder: reading.needsFinder === true,
    status: pageStatusOf(knowledge, reading, document, url),
  };
}
const items = (...titles: string[]): string => titles.map((title) => `<li>${title}</li>`).join('');

describe('the posts of a page', () => {
  it('are the adapter’s where one of them is complete', () => {
    expect(readPage({ html: WHOLE + PART + items('a', 'b', 'c') })).toMatchObject({
      by: 'board',
      titles: ['Cook', 'Cook'],
    });
  });

  it('are the finder’s where the adapter reads none, or only incomplete ones that are no more', () => {
    expect(readPage({ html: items('a') })).toMatchObject({ by: 'generic', titles: ['a'], status: 'read' });
    expect(readPage({ html: PART + items('a') })).toMatchObject({ by: 'generic', titles: ['a'] });
    expect(readPage({ html: PART + PART + items('a') })).toMatchObject({ by: 'board', titles: ['Cook', 'Cook'] });
    expect(readPage({ html: PART })).toMatchObject({ by: 'board', titles: ['Cook'] });
  });

  it('are the finder’s on any site without an adapter', () => {
    expect(readPage({ html: items('a'), adapters: [], path: '/' })).toMatchObject({ by: 'generic', titles: ['a'] });
    expect(readPage({ html: WORDS, adapters: [], path: '/' })).toMatchObject({ by: null, status: 'nothing-here' });
  });

  it('wait for the finder where it is not there yet', () => {
    expect(readPage({ html: items('a'), find: null })).toMatchObject({ titles: [], needsFinder: true });
    expect(readPage({ html: WHOLE, find: null }).needsFinder).toBe(false);
  });

  it('are never the finder’s on a social site, nor where the site shows no jobs, nor behind a wall', () => {
    const social: SiteAdapter = { ...BOARD, group: 'social' };
    expect(readPage({ html: items('a'), adapters: [social] }).titles).toEqual([]);
    expect(readPage({ html: items('a'), path: '/about' }).titles).toEqual([]);
    expect(readPage({ html: `${items('a')}<p id="captcha"></p>` }).titles).toEqual([]);
    expect(readPage({ html: items('a'), adapters: [], path: '/login?to=jobs' }).titles).toEqual([]);
  });

  it('are the finder’s where a page with a mark of a wall shows many words', () => {
    const words = `<p>${'Words of a page with an offer. '.repeat(9)}</p>`;
    const walls: Partial<Page>[] = [{ html: '<p id="captcha"></p>' }, { title: 'Just a moment' }, { path: '/login' }];
    for (const wall of walls) {
      const page = { adapters: [], ...wall, html: `${words}${wall.html ?? ''}` };
      expect(readPage({ ...page, html: page.html + items('a') })).toMatchObject({ titles: ['a'], status: 'read' });
      expect(readPage(page)).toMatchObject({ titles: [], status: 'could-not-read' });
    }
  });

  it('are never the finder’s behind the wall of a known site, however many words it shows', () => {
    const walled: SiteAdapter = { ...BOARD, wall: { title: ['Sign in to Board'] } };
    const html = `<p>${'Words of a page. '.repeat(40)}</p>${items('a')}`;
    expect(readPage({ html, title: 'Sign in to Board', adapters: [walled] }).titles).toEqual([]);
  });

  it('are no rest of a page, which is read only where nothing else is', () => {
    const rest: FindGeneric = (...page) => {
      const reading = readItems(...page);
      return { ...reading, finder: null, posts: reading.posts.map((post) => ({ ...post, isRestOfPage: true })) };
    };
    const page = { path: '/about', html: WORDS + items('a'), adapters: [], find: rest };
    expect(readPage(page)).toMatchObject({ by: null, titles: ['a'], status: 'nothing-here' });
    expect(readPage({ html: PART + items('a'), find: rest })).toMatchObject({ by: 'board', titles: ['Cook'] });
  });

  it('are each element’s once, by the first layout that reads it', () => {
    const other: Layout = { ...LAYOUT, id: 'other', fields: { title: [{ css: 'h3' }] }, expect: ['title'] };
    const adapter = { ...BOARD, layouts: [LAYOUT, other] };
    const html = `${WHOLE}<div class="card"><h3>Driver</h3></div>`;
    expect(readPage({ html, adapters: [adapter] }).titles).toEqual(['Cook', '']);
    const strict = {
      ...BOARD,
      layouts: [{ ...LAYOUT, fields: { title: [{ css: 'h2' }], text: [{ css: 'i' }] } }, other],
    };
    expect(readPage({ html, adapters: [strict] }).titles).toEqual(['Cook', 'Driver']);
  });

  it('are the second adapter’s where the first reads none', () => {
    const second = {
      ...BOARD,
      id: 'second',
      layouts: [{ ...LAYOUT, root: 'li', fields: { title: [{ css: ':scope' }] } }],
    };
    expect(readPage({ html: items('a'), adapters: [BOARD, second], find: null })).toMatchObject({
      by: 'second',
      titles: ['a'],
    });
  });
});

describe('the status of a page', () => {
  const statusOf = (page: Page): string => readPage(page).status;

  it('is read where at least half of the posts are complete', () => {
    expect(statusOf({ html: WHOLE + PART })).toBe('read');
    expect(statusOf({ html: WHOLE + PART + PART })).toBe('could-not-read');
  });

  it('says that nothing is here only where no jobs are expected', () => {
    expect(statusOf({ html: WORDS, path: '/about' })).toBe('nothing-here');
    expect(statusOf({ html: WORDS })).toBe('could-not-read');
  });

  it.each<[string, Page]>([
    ['asks whether the reader is human', { html: WORDS, path: '/about', title: ' Just a moment ...' }],
    ['shows a puzzle', { html: `${WORDS}<p id="captcha"></p>`, path: '/about' }],
    ['asks for a login', { html: WORDS, path: '/login' }],
    ['is empty', { html: '<p>Loading</p>', path: '/about' }],
    ['is a job that is not filled', { html: `<main class="empty">${WORDS}</main>`, adapters: [] }],
  ])('says that a page could not be read that %s', (_case, page) => {
    expect(statusOf(page)).toBe('could-not-read');
  });

  it('takes walls from the site’s adapter too', () => {
    const walled: SiteAdapter = { ...BOARD, wall: { title: ['Sign in to Board'] } };
    expect(statusOf({ html: WORDS, path: '/about', title: 'sign in to board', adapters: [walled] })).toBe(
      'could-not-read',
    );
    expect(statusOf({ html: WORDS, path: '/about', title: 'How to sign in to board', adapters: [walled] })).toBe(
      'nothing-here',
    );
  });

  it('of an empty page on a site without an adapter says that nothing is here', () => {
    expect(statusOf({ html: '<p>Loading</p>', path: '/about', adapters: [] })).toBe('nothing-here');
  });
});
