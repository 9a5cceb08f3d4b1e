/** Which fields are read from a card of a list on an unknown site. */
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { readGenericCard } from '../../../utils/sites/read-generic-card.ts';
import { parsePage } from './read-fixture.ts';

const { finder } = await readSites('knowledge');
const hints = finder.layouts.find(({ id }) => id === 'hints')!;
const URL_OF_LIST = 'https://board.example/list';

/** Reads the first element of a page as a card that was found by its first link. */
function read(html: string, commonTexts: readonly string[] = []): JobPost | undefined {
  const card = parsePage(html).body.firstElementChild!;
  const link = card.matches('a[href]') ? card : card.querySelector('a[href]');
  const request = { card, link, hints, finder, url: URL_OF_LIST, commonTexts: new Set(commonTexts) };
  return readGenericCard(request)?.post;
}

const lines = (...texts: string[]): string => texts.map((text) => `<p>${text}</p>`).join('');

describe('the title of a card', () => {
  it.each([
    ['is its link', '<li><a href="/a/7">Night porter</a><p>Mill</p></li>'],
    ['is its heading', '<li><h3>Night porter</h3><p>Mill</p><a href="/a/7">More</a></li>'],
    [
      'is the link to a job and not the department above it',
      '<li><h3>Kitchen</h3><a href="/jobs/7">Night porter</a></li>',
    ],
    ['is not a link to apply', '<li><h3>Night porter</h3><a href="/jobs/7">Apply now</a></li>'],
    ['is the job in a heading with a badge', '<li><h3><b>New</b> <a href="/jobs/7345">Night porter</a></h3></li>'],
    ['is the first line of a long heading', '<li><h3>Night porter<br>Mill, Riga</h3><p>Full time</p></li>'],
    ['is the name of a link without words', '<li><a href="/a/7" aria-label="Night porter"></a><p>Mill</p></li>'],
    ['is the first line without links and headings', `<li>${lines('Night porter', 'Mill, Riga')}</li>`],
    ['is not a company', `<li>${lines('Mill Ltd', 'Night porter')}</li>`],
    [
      'is the first line of a long link',
      `<li><p>The whole of North Mill</p><a href="/a/7">${lines('Night porter', 'Mill', 'Riga')}</a></li>`,
    ],
    ['is much longer than the company', `<li>${lines('Mill', 'Night porter')}</li>`],
    ['is no amount', `<li>${lines('USD 300', 'Night porter', 'Mill, Riga')}</li>`],
    ['is no number', `<li>${lines('2026', 'Night porter', 'Mill, Riga')}</li>`],
    ['is a heading inside of its link', '<li><a href="/jobs/7"><p>Kitchen</p><h3>Night porter</h3></a></li>'],
    ['is no single letter', `<li>${lines('N', 'Night porter', 'Mill, Riga')}</li>`],
  ])('%s', (_, html) => {
    expect(read(html)?.title).toBe('Night porter');
  });

  it('is the whole heading, of which a part is a link', () => {
    expect(read('<li><h3>Night porter <a href="/jobs/7">in Riga</a></h3></li>')?.title).toBe('Night porter in Riga');
  });

  it('is none of the lines that all cards have', () => {
    expect(read('<li><a href="/a/7">See job</a><p>Night porter</p></li>', ['see job'])?.title).toBe('Night porter');
  });

  it('has at most 200 characters', () => {
    const long = 'x'.repeat(200);
    expect(read(`<li><a href="/a/7">${long}</a><p>Mill</p></li>`)?.title).toBe(long);
    expect(read(`<li><a href="/a/7">${long}y</a><p>Mill</p></li>`)?.title).toBe('Mill');
  });

  it.each(['<li><a href="/a/7">{{ title }}</a></li>', '<li><p>---</p></li>'])(
    'is missing in %s, which is no card',
    (html) => {
      expect(read(html)).toBeUndefined();
    },
  );
});

describe('the company of a card', () => {
  const companyOf = (...after: string[]): string | undefined =>
    read(`<li><a href="/a/7">Night porter</a>${lines(...after)}</li>`)?.company;

  it.each([
    ['is the line after the title', ['North Mill', 'Riga']],
    ['has a label', ['Full time', 'Company: North Mill']],
    ['is no amount', ['USD 300', 'North Mill']],
    ['is no date', ['10 Jul 2026', 'North Mill']],
    ['is no date with a label', ['Posted: 2026-07-10', 'North Mill']],
    ['is no sentence', ['You work at night.', 'North Mill']],
    ['is no address', ['https://mill.example', 'North Mill']],
    ['is not the title again', ['Night porter (m/f)', 'North Mill']],
    ['is shorter than 80 characters', ['x'.repeat(80), 'North Mill']],
  ])('%s', (_, after) => {
    expect(companyOf(...after)).toBe('North Mill');
  });

  it.each(['North Mill Ltd', 'PT North Mill', '株式会社北', 'Công ty North'])(
    'is known by its legal form: %s',
    (name) => {
      expect(companyOf('Riga', name)).toBe(name);
    },
  );

  it('is known by its logo', () => {
    const html = `<li><a href="/a/7">Night porter</a><img alt="North Mill company logo">${lines('Riga', 'North Mill')}</li>`;
    expect(read(html)?.company).toBe('North Mill');
  });

  it('stands above a title that has no mark', () => {
    expect(read(`<li>${lines('Mill', 'Night porter', 'Riga')}</li>`)?.company).toBe('Mill');
  });

  it('is empty where no other line is', () => {
    expect(companyOf()).toBe('');
  });
});

describe('a card', () => {
  it('has the pay of a short line after the title', () => {
    const salary = (line: string) => read(`<li><a href="/a/7">Night porter</a>${lines('Mill', line)}</li>`)?.salary;
    expect(salary('USD 300')).toBe('USD 300');
    expect(salary(`USD 300 ${'x'.repeat(52)}`)).toBe('');
    expect(read(`<li><p>Bonus USD 5</p><a href="/a/7">Night porter</a></li>`)?.salary).toBe('');
  });

  it('has the address of its link and its whole text', () => {
    const post = read('<li><a href="/a/7">Night porter</a><p>Mill</p></li>');
    expect(post).toMatchObject({ kind: 'card', url: 'https://board.example/a/7', text: 'Night porter\nMill' });
  });

  it('has the address of the link in its heading, not of the company before it', () => {
    const html = '<li><a href="/c/1">Mill</a><h3><a href="/a/7">Night porter</a></h3></li>';
    expect(read(html)).toMatchObject({ title: 'Night porter', url: 'https://board.example/a/7' });
    expect(read('<li><a href="/c/1">Mill</a><h3>Night porter</h3></li>')?.url).toBe('https://board.example/c/1');
  });

  it('has the pay of an element without an amount, if it is short', () => {
    const pay = (text: string) => read(`<li><h3>Night porter</h3><p class="salary">${text}</p></li>`)?.salary;
    expect(pay('Negotiable')).toBe('Negotiable');
    expect(pay(`Night porter ${'x'.repeat(39)}`)).toBe('x'.repeat(39));
    expect(pay('x'.repeat(40))).toBe('');
    expect(pay(`${'x'.repeat(40)} 7`)).toBe(`${'x'.repeat(40)} 7`);
  });

  it('of a person in a feed is a post without a title', () => {
    const words = 'We seek a night porter for the mill in Riga, who can start at once, write us.';
    const post = read(`<div role="article"><h3>Anna Berg</h3><p>${words}</p></div>`);
    expect(post).toMatchObject({ kind: 'social', poster: 'Anna Berg', text: words });
    expect(read(`<div role="article"><h3>Anna Berg</h3><p>${words.slice(0, 60)}</p></div>`)?.kind).toBe('card');
    expect(read(`<div><h3>Anna Berg</h3><p>${words}</p></div>`)?.kind).toBe('card');
  });
});
