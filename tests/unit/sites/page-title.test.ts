/** Which heading of a page names its subject. */
import { describe, expect, it } from 'vitest';
import { pageTitleOf } from '../../../utils/sites/page-title.ts';
import { parsePage } from './read-fixture.ts';

const URL_OF_PAGE = 'https://mill.example/jobs/7';

interface Page {
  /** The title of the document. */
  name?: string;
  /** Elements of its head. */
  head?: string;
  /** Section headings that are not titles, lower case. */
  sections?: string[];
}

/** The title of a page; null without one. The main text is in `main`, or in the body. */
function titleOf(body: string, { name = '', head = '', sections = [] }: Page = {}): string | null {
  const document = parsePage(`<head><title>${name}</title>${head}</head><body>${body}</body>`);
  const main = document.querySelector('main') ?? document.body;
  return pageTitleOf(document, main, URL_OF_PAGE, sections)?.textContent ?? null;
}

const meta = (property: string, content: string): string => `<meta property="${property}" content="${content}">`;

describe('the title of a page', () => {
  it.each([
    ['is its largest heading', '<h2>Mill news</h2><h1>Night porter</h1>'],
    ['is the first of equal headings', '<h2>Night porter</h2><h3>Mill news</h3>'],
    ['is a heading by class', '<p class="title">Mill news</p><p class="text-h1">Night porter</p>'],
    ['is a heading by role', '<p role="heading">Night porter</p><p>Mill news</p>'],
    ['is marked as the title of a job', '<h1>Mill news</h1><p data-testid="job-title">Night porter</p>'],
    ['is marked as the name of a posting', '<h1>Mill news</h1><h1 class="posting-name">Night porter</h1>'],
    ['is marked as a title', '<h2>Mill news</h2><h2 id="title">Night porter</h2>'],
    ['is not in a menu', '<nav><h1>Mill news</h1></nav><h2>Night porter</h2>'],
    ['is not in a related post', '<div class="related"><h1>Mill news</h1></div><h2>Night porter</h2>'],
    [
      'is in the part of related posts that holds the text',
      '<div class="related"><main><h1>Night porter</h1></main></div>',
    ],
    ['is not after the text', '<main><p>Text</p><h2>Night porter</h2></main><h1>Mill news</h1>'],
    ['is not a link to the first page', '<h1><a href="/">Mill news</a></h1><h2>Night porter</h2>'],
    ['is not a link to another page', '<h2><a href="/jobs/8">Mill news</a></h2><h3>Night porter</h3>'],
    ['is not inside a link to another page', '<a href="/jobs/8"><h2>Mill news</h2></a><h3>Night porter</h3>'],
    ['may link to its own page', '<h1><a href="/jobs/7/">Night porter</a></h1><h2>Mill news</h2>'],
    ['may link to a part of its page', '<h1><a href="#top">Night porter</a></h1><h2>Mill news</h2>'],
    ['may link to no address', '<h1><a href="https://">Night porter</a></h1><h2>Mill news</h2>'],
    ['has a letter', '<h1>2026-11</h1><h2>Night porter</h2>'],
    ['has three letters', '<h1>No</h1><h2>Night porter</h2>'],
    ['has at most 220 characters', `<h1>${'x'.repeat(221)}</h1><h2>Night porter</h2>`],
    ['is no template', '<h1>{{ title }}</h1><h2>Night porter</h2>'],
    ['names no list', '<h1>Current job openings</h1><h2>Night porter</h2>'],
  ])('%s', (_, body) => {
    expect(titleOf(body)).toBe('Night porter');
  });

  it.each([
    ['Bar', 'Bar'],
    ['x'.repeat(220), 'x'.repeat(220)],
  ])('may be as short or as long as %s', (heading, title) => {
    expect(titleOf(`<h1>${heading}</h1>`)).toBe(title);
  });

  it('may hold the company as a link', () => {
    const heading = '<h1>Night porter of the old grain mill, <a href="/mill">Mill</a></h1>';
    expect(titleOf(`<h2>Mill news</h2>${heading}`)).toBe('Night porter of the old grain mill, Mill');
  });

  it('is none of the section headings', () => {
    const body = '<h1>Requirements</h1><h2>Night porter</h2>';
    expect(titleOf(body, { sections: ['requirements'] })).toBe('Night porter');
    expect(titleOf('<h1>Careers</h1>', { sections: ['careers'] })).toBeNull();
  });

  it('is missing on a page without headings', () => {
    expect(titleOf('<p>Night porter</p>')).toBeNull();
  });

  it.each([
    ['Careers', 'Careers'],
    ['Job posting details', 'Job posting details'],
    ['Careers</h1><h1>Jobs with us', 'Careers'],
  ])('is the name of a list where nothing else is: %s', (heading, title) => {
    expect(titleOf(`<h1>${heading}</h1>`)).toBe(title);
  });

  it.each(['Posting details', 'Search our open current jobs', 'Jobs in Riga'])(
    'may be "%s" beside "Careers"',
    (heading) => {
      expect(titleOf(`<h1>Careers</h1><h2>${heading}</h2>`)).toBe(heading);
    },
  );
});

describe('the name of the document', () => {
  it.each([
    ['picks the heading that it names', 'Night porter | Mill', '<h1>Mill news</h1><h2>Night porter</h2>'],
    ['picks the heading that it begins with', 'Night porter at Mill House', '<h1>Mill House</h1><h2>Night porter</h2>'],
    ['picks the longer of two headings', 'Night porter', '<h3>Night</h3><h3>Night porter</h3>'],
    ['is compared without case and lines', 'NIGHT\n PORTER', '<h1>Mill news</h1><h2>Night porter</h2>'],
    ['says nothing of three letters', 'Cook | Night porter', '<h1>ook</h1><h2>Night porter</h2>'],
    ['names an element where there are no headings', 'Night porter | Mill', '<div>Mill news</div><b>Night porter</b>'],
    ['names an element before a weak heading', 'Night porter', '<p>Night porter</p><h3>Mill news</h3>'],
    ['may have a dash', 'Mill – Night porter', '<div>Night porter</div>'],
    ['may have brackets', '【Night porter】Mill', '<div>Night porter</div>'],
    ['may have a colon', 'Mill：Night porter', '<div>Night porter</div>'],
    [
      'names no link',
      'Mill | Night porter',
      '<div><a href="/x">Mill</a></div><a><b>Mill</b></a><div>Night porter</div>',
    ],
    ['names nothing in a menu', 'Mill | Night porter', '<nav><b>Mill</b></nav><div>Night porter</div>'],
    ['names no element with several parts', 'ab | Night porter', '<div><i>a</i><i>b</i></div><div>Night porter</div>'],
    [
      'does not make a heading of the site in the page header',
      'Mill',
      '<header><b>Mill</b></header><h2>Night porter</h2>',
    ],
  ])('%s', (_, name, body) => {
    expect(titleOf(body, { name })).toBe('Night porter');
  });

  it('names the site in the page header where no heading competes', () => {
    const body = '<header><b>Night porter</b></header><p class="title">Mill news</p>';
    expect(titleOf(body, { name: 'Night porter' })).toBe('Night porter');
  });

  it('names nothing after the text', () => {
    expect(titleOf('<main><i>Text</i></main><div>Night porter</div>', { name: 'Night porter' })).toBeNull();
  });

  it('may stand in the description for other sites', () => {
    const body = '<h1>Mill news</h1><h2>Night porter</h2>';
    expect(titleOf(body, { name: 'Mill', head: meta('og:title', 'Night porter') })).toBe('Night porter');
  });

  it('may begin with the name of the site, which is no title', () => {
    const head = meta('og:site_name', 'Mill');
    expect(titleOf('<div>Mill</div><div>Night porter</div>', { name: 'Mill | Night porter', head })).toBe(
      'Night porter',
    );
    expect(titleOf('<h1>Mill</h1><h2>Night porter</h2>', { head })).toBe('Night porter');
  });
});
