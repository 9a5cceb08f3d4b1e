/** What is chosen on a page that shows a post, cards, or both. And what is read when cards are added. */
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { findGeneric, type GenericReading } from '../../../utils/sites/find-generic.ts';
import { drawnPage } from './drawn-page.ts';
import { parsePage } from './read-fixture.ts';

const { finder } = await readSites('knowledge');

function readAt(path: string, body: string): GenericReading & { titles: string[]; document: Document } {
  const document = parsePage(body);
  const reading = findGeneric(finder, document, `https://board.example${path}`);
  return { ...reading, titles: reading.posts.map(({ post }) => post.title), document };
}

const NAMES = ['Dairy hand', 'Ferry mate', 'Lab clerk', 'Night cook'];
const cardOf = (name: string, index: number): string =>
  `<li><a href="/jobs/41${index}7">${name}</a><p>Mill ${index}, full-time</p><p>USD 2,${index}00</p></li>`;
const cards = (names: readonly string[]): string => `<ul>${names.map(cardOf).join('')}</ul>`;
const POST =
  '<article><h1>Packer of the mill</h1><p>You pack and weigh what the mill makes and keep the store in order. Requirements: one year of experience and a steady hand. Salary USD 2,100 per month, full-time, with benefits and holidays. Apply now by mail, or come to the office of the mill.</p></article>';

describe('the posts of an unknown page', () => {
  it('are none where nothing speaks of jobs', () => {
    expect(readAt('/news', '<h1>The river</h1><p>It rained for most of the week.</p>')).toMatchObject({
      finder: null,
      posts: [],
      isUnfilled: false,
    });
    expect(findGeneric(finder, { body: null } as unknown as Document, 'https://board.example/jobs')).toEqual({
      finder: null,
      posts: [],
      isUnfilled: false,
    });
  });

  it('are the cards of a list, in the order of the page', () => {
    expect(readAt('/jobs', `<h1>Jobs</h1>${cards(NAMES)}`).titles).toEqual(NAMES);
  });

  it('are the cards of a short list before those of a long one', () => {
    const short = `<ol>${['Baker', 'Welder', 'Porter'].map(cardOf).join('')}</ol>`.replaceAll('li>', 'article>');
    const titles = ['Baker', 'Welder', 'Porter', ...NAMES];
    expect(readAt('/jobs', `<h1>Jobs</h1>${short}${cards(NAMES)}`).titles).toEqual(titles);
  });

  it('are those of a page whose words alone speak of jobs', () => {
    expect(readAt('/a', `${POST}<button>Apply now</button>`).titles).toEqual(['Packer of the mill']);
  });

  it('are the post, and the list before it from which it was opened', () => {
    expect(readAt('/jobs/7', `${cards(NAMES)}<main>${POST}</main>`).titles).toEqual(['Packer of the mill', ...NAMES]);
  });

  it('are the post beside a longer list, unless its heading names a list', () => {
    const many = Array.from({ length: 12 }, (_, at) => `${NAMES[at % 4]} ${'ABCDEFGHIJKL'[at]}`);
    const under = (heading: string): string[] =>
      readAt('/jobs/7', `${cards(many)}<main>${POST.replace('Packer of the mill', heading)}</main>`).titles;
    expect(under('Packer of the mill')).toEqual(['Packer of the mill', ...many]);
    expect(under('All jobs')).toEqual(many);
  });

  it('are the cards under a heading that counts them, however long the text beside them is', () => {
    const under = (heading: string): string[] =>
      readAt('/jobs/7', `${cards(NAMES)}<main>${POST.replace('Packer of the mill', heading)}</main>`).titles;
    expect(under('4 jobs in Riga')).toEqual(NAMES);
    expect(under('Jobs of the mill')).toEqual(['Jobs of the mill', ...NAMES]);
  });

  it('are the post without the other jobs after it', () => {
    expect(readAt('/jobs/7', `<main>${POST}</main>${cards(NAMES)}`).titles).toEqual(['Packer of the mill']);
  });

  it('are the cards alone on the first page of a company', () => {
    expect(readAt('/', `<main>${POST}</main>${cards(NAMES)}`).titles).toEqual(NAMES);
  });

  it('are those that the page marks', () => {
    const html =
      '<div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">Packer</h1><div itemprop="description">You pack what the mill makes.</div></div>';
    const { finder: by, posts } = readAt('/a', html);
    expect([by, posts.map(({ post }) => `${post.site}: ${post.title}`)]).toEqual(['microdata', ['microdata: Packer']]);
  });

  it('are no cards where nobody says how cards are marked', () => {
    const document = parsePage(`<h1>Jobs</h1>${cards(NAMES)}`);
    expect(findGeneric({ ...finder, layouts: [] }, document, 'https://board.example/jobs').posts).toEqual([]);
  });

  it('are what the page declares', () => {
    const posting = { '@type': 'JobPosting', title: 'Packer', description: 'You pack what the mill makes.' };
    const script = `<script type="application/ld+json">${JSON.stringify(posting)}</script>`;
    expect(readAt('/a', `${script}<h1>Packer</h1><p>You pack what the mill makes.</p>`)).toMatchObject({
      finder: 'json-ld',
      titles: ['Packer'],
    });
  });
});

describe('a page of a job without one', () => {
  it.each([
    ['is not filled without a heading', '/jobs/7', '<p>Loading</p>', true],
    ['is not filled behind a login', '/jobs/7', '<h1>Welcome</h1><input type="password">', true],
    ['shows something else under a heading', '/jobs/7', '<h1>Not found</h1>', false],
    ['is none at another address', '/salary-experience', '<p>Loading jobs, salary, experience</p>', false],
    ['is filled with 800 letters', '/jobs/7', `<p>${'word '.repeat(200)}</p>`, false],
  ])('%s', (_, path, body, isUnfilled) => {
    expect(readAt(path, body)).toMatchObject({ posts: [], isUnfilled });
  });
});

describe('a page of a job with a heading and a picture', () => {
  const readDrawn = (words: string, height: number): boolean => {
    const url = 'https://board.example/jobs/7';
    const document = drawnPage(`<h1>Vacancy</h1><p>${words}</p><canvas></canvas>`, url);
    document.querySelector('canvas')!.getBoundingClientRect = () => ({ x: 0, y: 90, width: 900, height }) as DOMRect;
    return findGeneric(finder, document, url).isUnfilled;
  };
  it('is not filled where the picture fills the window: the post may be on it', () => {
    expect(readDrawn('Write to us', 500)).toBe(true);
    expect(readDrawn('Write to us', 80)).toBe(false);
    expect(readDrawn('word '.repeat(60), 500)).toBe(false);
  });
});

describe('cards that are added later', () => {
  it('are read like the others of a list', () => {
    const { document, readMore } = readAt('/jobs', `<h1>Jobs</h1>${cards(NAMES)}`);
    const list = document.querySelector('ul')!;
    list.insertAdjacentHTML('beforeend', cardOf('Crane driver', 8));
    expect(readMore?.(list.lastElementChild!).map(({ post }) => post.title)).toEqual(['Crane driver']);
  });

  it('are none where an element of another kind is added, or the page showed one post', () => {
    const { document, readMore } = readAt('/jobs', `<h1>Jobs</h1>${cards(NAMES)}`);
    document.body.insertAdjacentHTML('beforeend', '<div><b>Crane driver</b></div>');
    expect(readMore?.(document.body.lastElementChild!)).toEqual([]);
    expect(readAt('/jobs/7', `<main>${POST}</main>`).readMore).toBeUndefined();
  });
});
