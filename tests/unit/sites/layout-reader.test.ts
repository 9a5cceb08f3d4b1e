/** How the layouts of an adapter read a page, source by source. */
import { describe, expect, it } from 'vitest';
import type { Layout } from '../../../utils/sites/adapter.ts';
import { layoutsAt, readPost, rootsOf } from '../../../utils/sites/layout-reader.ts';
import { pageOf } from './read-fixture.ts';

const URL_OF_PAGE = 'https://board.example/jobs/7?lang=en';
const LAYOUT: Layout = {
  id: 'detail',
  kind: 'detail',
  root: '.post',
  fields: { title: [{ css: 'h1' }], text: [{ css: '.body' }] },
  expect: ['title', 'text'],
};

function read(html: string, change: Partial<Layout> = {}) {
  const document = pageOf(html, URL_OF_PAGE);
  const layout = { ...LAYOUT, ...change };
  const [element] = rootsOf(layout, document);
  return element === undefined ? null : readPost(layout, element, { site: 'board', url: URL_OF_PAGE });
}
const titleOf = (html: string, title: Layout['fields']['title'], change: Partial<Layout> = {}): string | undefined =>
  read(html, { ...change, fields: { title: title ?? [], text: [{ css: '.body' }] } })?.post.title;
const post = (inside: string): string => `<div class="post">${inside}<p class="body">Ticket paid.</p></div>`;

describe('a field of a layout', () => {
  it('is the first source with text, and the first element with text of that source', () => {
    const html = post('<h1> </h1><h1>Typist</h1><h2>Cook</h2>');
    expect(titleOf(html, [{ css: '.none' }, { css: 'h1' }, { css: 'h2' }])).toBe('Typist');
    expect(titleOf(html, [{ css: 'h2' }, { css: 'h1' }])).toBe('Cook');
    expect(titleOf(html, [{ css: 'h3' }])).toBe('');
  });

  it('is read from an attribute, from the post’s own element, or without the ending that the site adds', () => {
    expect(titleOf(post('<a title="  Typist  needed ">x</a>'), [{ css: 'a', attr: 'title' }])).toBe('Typist needed');
    expect(
      titleOf('<div class="post" data-title="Typist"><p class="body">x</p></div>', [
        { css: ':scope', attr: 'data-title' },
      ]),
    ).toBe('Typist');
    const ends = ['| Board', ' - job post'];
    expect(titleOf(post('<h1>Typist - job post</h1>'), [{ css: 'h1', cutEnd: ends }])).toBe('Typist');
    expect(titleOf(post('<h1>Typist - job post | Board</h1>'), [{ css: 'h1', cutEnd: ends }])).toBe('Typist');
    expect(titleOf(post('<h1>- job post for a typist</h1>'), [{ css: 'h1', cutEnd: ends }])).toBe(
      '- job post for a typist',
    );
  });

  it('leaves out what its source or the layout strips', () => {
    const html = post('<h1><i>New</i> Typist <b>4.3</b></h1>');
    expect(titleOf(html, [{ css: 'h1', strip: 'i' }])).toBe('Typist 4.3');
    expect(titleOf(html, [{ css: 'h1' }], { strip: 'b' })).toBe('New Typist');
    expect(titleOf(html, [{ css: 'h1', strip: 'i' }], { strip: 'b' })).toBe('Typist');
  });

  it('is read once where the site repeats it for screen readers', () => {
    expect(titleOf(post('<h1>Cook Cook</h1>'), [{ css: 'h1' }])).toBe('Cook');
    for (const title of ['Cook', 'CookCook', 'Cook-Cook', 'Cook Cool', 'Cook Cook Cook'])
      expect(titleOf(post(`<h1>${title}</h1>`), [{ css: 'h1' }]), title).toBe(title);
  });

  it('is empty where the browser cannot parse its selector', () => {
    expect(titleOf(post('<h1>Cook</h1>'), [{ css: 'h1:nonsense(' }])).toBe('');
  });
});

describe('the text of a layout', () => {
  const textOf = (html: string, text: Layout['fields']['text']): string | undefined =>
    read(html, { fields: { title: [{ css: 'h1' }], ...(text === undefined ? {} : { text }) } })?.post.text;

  it('is all elements of the first source with text, none twice and no part of another', () => {
    const html =
      '<div class="post"><h1>Cook</h1><p class="a">One <b class="a">part</b></p><p class="a">Two</p><p class="a">Two</p><p class="b">Three</p></div>';
    expect(textOf(html, [{ css: '.none' }, { css: '.a' }, { css: '.b' }])).toBe('One part\nTwo');
  });

  it('is the whole post without a source', () => {
    expect(textOf('<div class="post"><h1>Cook</h1><p>Ticket paid.</p></div>', undefined)).toBe('Cook\nTicket paid.');
  });
});

describe('a post of a layout', () => {
  it('is complete with all fields that are expected, and none without any of them', () => {
    expect(read(post('<h1>Cook</h1>'))?.isComplete).toBe(true);
    expect(read(post(''))?.isComplete).toBe(false);
    expect(read('<div class="post"><h1>Cook</h1></div>')?.isComplete).toBe(false);
    expect(read('<div class="post"><h2>Cook</h2></div>')).toBeNull();
  });

  it('is none while its template is not filled', () => {
    expect(read(post('<h1>{{ job.title }}</h1>'))).toBeNull();
  });

  it('has the page’s address, or its own link’s', () => {
    expect(read(post('<h1>Cook</h1>'))?.post).toMatchObject({ url: URL_OF_PAGE, kind: 'detail', site: 'board' });
    const card: Partial<Layout> = { kind: 'card' };
    expect(read(post('<h1>Cook</h1>'), card)?.post.url).toBe('');
    const html = post('<h1><a href="/jobs/8" data-to="/jobs/9">Cook</a></h1>');
    expect(read(html, { ...card, link: [{ css: 'a' }] })?.post.url).toBe('https://board.example/jobs/8');
    expect(read(html, { link: [{ css: 'a', attr: 'data-to' }] })?.post.url).toBe('https://board.example/jobs/9');
  });

  it('is marked beside its title, or where the layout says', () => {
    const html = post('<h1>Cook</h1><div class="bar"></div>');
    expect(read(html)?.anchor.tagName).toBe('H1');
    expect(read(html, { anchor: '.bar' })?.anchor.className).toBe('bar');
    expect(read(html, { anchor: '.none' })?.anchor.tagName).toBe('H1');
    expect(read(post(''))?.anchor.className).toBe('post');
  });

  it('takes contacts from the links of its text, and a card from all of its links', () => {
    const html =
      '<div class="post"><h1>Cook</h1><a href="https://t.me/site_news">news</a><p class="body"><a href="https://t.me/hr_lake">write</a></p></div>';
    expect(read(html)?.post.contacts.join()).toMatch(/hr_lake/u);
    expect(read(html)?.post.contacts.join()).not.toMatch(/site_news/u);
    expect(read(html, { kind: 'card' })?.post.contacts.join()).toMatch(/site_news/u);
  });
});

describe('the elements of a layout', () => {
  const classesOf = (html: string, change: Partial<Layout> = {}): string[] =>
    rootsOf({ ...LAYOUT, ...change }, pageOf(html, URL_OF_PAGE)).map(({ id }) => id);

  it('are the outermost ones, without those that are no posts', () => {
    const html =
      '<div id="a" class="post"><div id="b" class="post"></div></div><div id="c" class="post similar"></div><div id="d" class="post"></div>';
    expect(classesOf(html)).toEqual(['a', 'c', 'd']);
    expect(classesOf(html, { not: '.similar' })).toEqual(['a', 'd']);
    expect(classesOf(html, { not: '#a' })).toEqual(['b', 'c', 'd']);
    expect(classesOf(html, { root: '.post:nonsense(' })).toEqual([]);
  });

  it('may be the element itself that was added to the page', () => {
    const document = pageOf('<div id="a" class="post"><div id="b" class="post"></div></div>', URL_OF_PAGE);
    expect(rootsOf(LAYOUT, document.querySelector('#a')!).map(({ id }) => id)).toEqual(['a']);
    expect(rootsOf(LAYOUT, document.body).map(({ id }) => id)).toEqual(['a']);
  });

  it('belong to a layout only at its addresses', () => {
    const layouts = [LAYOUT, { ...LAYOUT, id: 'jobs', urls: ['/jobs/*'] }, { ...LAYOUT, id: 'feed', urls: ['/feed*'] }];
    expect(layoutsAt(layouts, URL_OF_PAGE).map(({ id }) => id)).toEqual(['detail', 'jobs']);
    expect(layoutsAt(layouts, 'https://board.example/feed').map(({ id }) => id)).toEqual(['detail', 'feed']);
  });
});
