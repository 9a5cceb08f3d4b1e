/** What is read from a page of an unknown site before anything is decided. */
import { describe, expect, it } from 'vitest';
import type { FinderKnowledge } from '../../../utils/sites/adapter.ts';
import {
  commonAncestor,
  hasJobListWord,
  jobWordsIn,
  mainElement,
  pageFeatures,
  readMainText,
} from '../../../utils/sites/page-features.ts';
import { parsePage } from './read-fixture.ts';

const FINDER = {
  words: { en: ['salary', 'experience'], de: ['lohn', 'salary'] },
  places: ['jobs', 'vacancies', 'open roles', '招聘'],
  against: ['add to cart', 'checkout'],
} as unknown as FinderKnowledge;

const bodyOf = (html: string): HTMLElement => parsePage(html).body;
/** How many elements are compared with a selector while the text is read. */
function countMatches(body: HTMLElement): number {
  let count = 0;
  const { matches } = body;
  body.ownerDocument.querySelectorAll('p').forEach((element) => {
    const counted = (css: string): boolean => {
      count++;
      return matches.call(element, css);
    };
    Object.assign(element, { matches: counted });
  });
  readMainText(body);
  return count;
}
const mainOf = (html: string): string => mainElement(bodyOf(html)).id;
const featuresOf = (html: string, url = 'https://mill.example/a') => pageFeatures({ ...FINDER }, parsePage(html), url);

const words = (count: number): string => 'word '.repeat(count).trim();

describe('the main element', () => {
  it.each([
    ['holds most of the text', `<div id="a"><div id="b">${words(40)}</div></div><div>${words(9)}</div>`, 'b'],
    ['holds two parts of equal length', `<div id="a"><p>${words(40)}</p><p>${words(40)}</p></div>`, 'a'],
    ['may share the page with a third of the text', `<div id="a">${words(65)}</div><div>${words(34)}</div>`, 'a'],
    ['is not a menu', `<div id="a">${words(20)}</div><nav id="b">${words(200)}</nav>`, 'a'],
    ['is not a footer', `<div id="a">${words(20)}</div><footer id="b">${words(200)}</footer>`, 'a'],
    ['is no notice of cookies', `<div id="a">${words(20)}</div><div id="b" class="Cookie">${words(200)}</div>`, 'a'],
    ['is no question of consent', `<div id="a">${words(20)}</div><div id="consent">${words(200)}</div>`, 'a'],
    ['is not what is hidden', `<div id="a">${words(20)}</div><div id="b" hidden>${words(200)}</div>`, 'a'],
    ['has no count of links', `<div id="a">${words(20)}</div><div id="b"><a href="/">${words(200)}</a></div>`, 'a'],
    ['has no count of buttons', `<div id="a">${words(20)}</div><div id="b"><button>${words(99)}</button></div>`, 'a'],
    ['has no count of white space', `<div id="a">${words(20)}</div><div id="b">${' '.repeat(900)}</div>`, 'a'],
    ['is a side part where nothing else has text', `<p>${words(11)}</p><aside id="a">${words(200)}</aside>`, 'a'],
    ['is the body of an empty page', '<div id="a"></div>', ''],
  ])('%s', (_, html, id) => {
    expect(mainOf(html)).toBe(id);
  });

  it('is outside of the elements that are excluded', () => {
    const body = bodyOf(`<div id="a">${words(20)}</div><div id="b">${words(200)}</div>`);
    expect(mainElement(body, new Set([body.querySelector('#b')!])).id).toBe('a');
  });
});

describe('the main text', () => {
  it.each([
    ['leaves out menus', `${words(30)} <nav>Menu</nav>`, words(30)],
    ['leaves out related posts', `${words(30)} <div class="related">Other</div>`, words(30)],
    ['keeps menus that are most of it', `<nav>${words(30)}</nav>${words(9)}`, `${words(30)}\n${words(9)}`],
    ['keeps related posts that are most of it', `<p class="similar">${words(30)}</p>Rest`, `${words(30)}\nRest`],
  ])('%s', (_, html, text) => {
    expect(readMainText(bodyOf(html))).toBe(text);
  });

  it('is read once where the page has no side parts, as reading many elements takes long', () => {
    const text = `<p>${words(4)}</p>`.repeat(9);
    expect(countMatches(bodyOf(text))).toBe(0);
    expect(countMatches(bodyOf(`${text}<nav>a</nav>`))).toBe(9);
  });
});

describe('the smallest element around two', () => {
  it.each([
    ['#b', '#c', 'a'],
    ['#d', '#c', 'a'],
    ['#b', '#d', 'b'],
    ['#d', '#b', 'b'],
    ['#c', '#c', 'c'],
  ])('of %s and %s is %s', (one, other, id) => {
    const body = bodyOf('<div id="a"><div id="b"><i id="d">x</i></div><div id="c">y</div></div>');
    expect(commonAncestor(body.querySelector(one)!, body.querySelector(other)!).id).toBe(id);
  });
});

describe('words of jobs', () => {
  it('are counted once each, in all languages', () => {
    expect(jobWordsIn({ ...FINDER }, 'salary and lohn and salary')).toEqual(['salary', 'lohn']);
    expect(jobWordsIn({ ...FINDER }, 'belohnt')).toEqual([]);
  });

  it.each([
    '/jobs',
    '/en/jobs/7',
    'jobs-in-riga',
    'all-jobs',
    'Our JOBS',
    'our open roles today',
    '上海招聘会',
    '%E6%8B%9B%E8%81%98',
    '/jobdetail/7',
    '/jobid',
    '/viewjob?7',
    '/jobview',
    '/postjobs',
  ])('mark the list "%s"', (value) => {
    expect(hasJobListWord({ ...FINDER }, value)).toBe(true);
  });

  it.each(['/jobsite', '/myjobs', '/openroles', '/job', '/prejobdetail', '/viewjobber', '%E6%8B', '/obs'])(
    'do not mark "%s"',
    (value) => {
      expect(hasJobListWord({ ...FINDER }, value)).toBe(false);
    },
  );
});

describe('the features of a page', () => {
  const text = `<p>${words(40)} salary</p>`;

  it('name its title in one line, its text and its words', () => {
    const found = featuresOf(`<div><h1>Night<br>porter</h1><main>${text}</main></div>`);
    expect(found).toMatchObject({ titleText: 'Night porter', text: `${words(40)} salary`, words: ['salary'] });
    expect(found.surroundingText).toBe(`Night\nporter\n${words(40)} salary`);
    expect(found).toMatchObject({ mentionsJobs: false, isShop: false, isProfileOrWiki: false });
  });

  it('have no title where the page has none', () => {
    expect(featuresOf(text)).toMatchObject({ title: null, titleText: '' });
  });

  it('leave out surroundings that are three times as long', () => {
    const found = featuresOf(`<div><h1>Night porter</h1><p>${words(150)}</p><a href="/">${words(900)}</a></div>`);
    expect(found.surroundingText).toBe(found.text);
  });

  it.each([
    ['the address', 'https://mill.example/jobs', text],
    ['the host', 'https://jobs.mill.example/a', text],
    ['the heading', 'https://mill.example/a', `<h1>Our vacancies</h1>${text}`],
    ['the name of the document', 'https://mill.example/a', `<title>Our vacancies</title>${text}`],
    ['the path of headings', 'https://mill.example/a', `<div class="Breadcrumbs">Vacancies</div>${text}`],
  ])('mention jobs in %s', (_, url, html) => {
    expect(featuresOf(html, url).mentionsJobs).toBe(true);
  });

  it('mention no jobs in the ending of the host', () => {
    expect(featuresOf(text, 'https://mill.jobs/a').mentionsJobs).toBe(false);
  });

  it('make a shop of two of its words', () => {
    expect(featuresOf(`${text}<p>${words(40)} Add to cart</p>`).isShop).toBe(false);
    expect(featuresOf(`${text}<p>${words(40)} Add to cart, checkout</p>`).isShop).toBe(true);
  });

  it.each([
    ['a mark in the head', `<meta property="og:type" content="profile">${text}`],
    ['the text of a wiki', `<div class="mw-parser-output">${text}</div>`],
  ])('make a profile or a wiki of %s', (_, html) => {
    expect(featuresOf(html).isProfileOrWiki).toBe(true);
  });

  it('make no wiki of an empty element of that name', () => {
    expect(featuresOf(`<div class="mw-parser-output"></div>${text}`).isProfileOrWiki).toBe(false);
  });
});
