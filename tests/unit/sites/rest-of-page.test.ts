/** Words outside of the posts that the finder reads: judged once more, and shown only as danger. */
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { findGeneric } from '../../../utils/sites/find-generic.ts';
import { withRestOfPage } from '../../../utils/sites/rest-of-page.ts';
import { drawnPage } from './drawn-page.ts';
import { parsePage } from './read-fixture.ts';

const { finder } = await readSites('knowledge');
const URL_OF_JOBS = 'https://offers.example/jobs/7';
const find = withRestOfPage(findGeneric);
const LURE =
  'USD 1,500 a month and commission, no experience needed. Free air ticket, visa and room. Telegram only: @dream_team';
const HONEST =
  'Wash up and prepare vegetables, six evenings a week. No experience needed, we show you how. Come to the restaurant and ask for the cook.';
const lurePage = `<main><h1>Customer chat support</h1><p>Job description</p><p>${LURE}</p></main>`;
const cardOf = (_: unknown, at: number): string =>
  `<li class="job-card"><h3><a href="/jobs/view-${at}">Cook ${at}</a></h3><p class="company">Bistro ${at} Ltd</p><p>Salary USD ${900 + at} per month, full-time. ${HONEST}</p></li>`;
const CARDS = `<ul>${Array.from({ length: 8 }, cardOf).join('')}</ul>`;

function restOf(document: Document): { texts: string[]; elements: string[] } {
  const rest = find(finder, document, URL_OF_JOBS).posts.filter(({ isRestOfPage }) => isRestOfPage === true);
  return { texts: rest.map(({ post }) => post.text), elements: rest.map(({ element }) => element.tagName) };
}

describe('the rest of a page', () => {
  it.each([
    ['honest cards', `<h1>Chat support</h1><p>${LURE}</p>${CARDS}`],
    ['a mark of a profile', `<meta property="og:type" content="profile">${lurePage}`],
    ['the text of a wiki around it', `<div class="mw-parser-output">${lurePage}</div>`],
    ['words of a shop', lurePage.replace('</main>', '<p>add to cart checkout wishlist</p></main>')],
    ['thirty thousand letters', `<div>${'The river rose. '.repeat(2000)}</div><footer>${LURE}</footer>`],
    [
      'a post in microdata',
      `${lurePage}<div itemscope itemtype="https://schema.org/JobPosting"><h2 itemprop="title">Cook</h2><p itemprop="description">${HONEST}</p></div>`,
    ],
    [
      'a post in microdata around it',
      `<div itemscope itemtype="https://schema.org/JobPosting"><h2 itemprop="title">Cook</h2><p itemprop="description">${HONEST}</p>${LURE}</div>`,
    ],
    [
      'a declared post with other words',
      `<main><h1>Chat support</h1><p>${LURE}</p></main><script type="application/ld+json">${JSON.stringify({ '@type': 'JobPosting', title: 'Cook', description: `${HONEST} ${HONEST}` })}</script>`,
    ],
  ])('holds a lure beside %s', (_case, html) => {
    expect(restOf(parsePage(html)).texts).toEqual([expect.stringContaining('@dream_team')]);
  });

  it.each(['footer', 'aside', 'div role="dialog"', 'div class="cookie-bar"', 'div class="related"'])(
    'holds a lure in a <%s> beside many other words, by itself',
    (tag) => {
      const html = `<main><h1>The river</h1><p>${'The river rose. '.repeat(60)}</p><${tag}><p>${LURE}</p></${tag.split(' ')[0]}></main>`;
      const { texts, elements } = restOf(parsePage(html));
      expect(texts).toEqual([LURE]);
      expect(elements).toEqual([tag.split(' ')[0]!.toUpperCase()]);
    },
  );

  it('holds no words of a side part twice, drawn or hidden', () => {
    const html = `<main><h1>Offer</h1><aside><p>${LURE}</p></aside></main>`;
    const holding = find(finder, parsePage(html), URL_OF_JOBS).posts.filter(({ post }) => post.text.includes(LURE));
    expect(holding).toHaveLength(1);
    const hidden = `<main><h1>The river</h1><p>${'The river rose. '.repeat(60)}</p><aside class="hidden"><p>${LURE}</p></aside></main>`;
    expect(restOf(drawnPage(hidden, URL_OF_JOBS)).texts.filter((text) => text.includes(LURE))).toHaveLength(1);
  });

  it('tells side parts from the page, unless they are most of it', () => {
    const isSide = (html: string): (boolean | undefined)[] =>
      find(finder, parsePage(html), URL_OF_JOBS).posts.flatMap(({ isRestOfPage, isSidePart }) =>
        isRestOfPage ? [isSidePart] : [],
      );
    const footer = `<footer><p>${LURE}</p></footer>`;
    expect(isSide(`<p>${'The river rose. '.repeat(60)}</p>${footer}`)).toEqual([true]);
    expect(isSide(`<h1>Cooks</h1>${CARDS}${footer}`)).toEqual([true]);
    expect(isSide(`<p>The river rose.</p>${footer}`)).toEqual([undefined]);
  });

  it('holds a lure of which no job word is written plainly', () => {
    const text = LURE.replaceAll(/[aeo]/gu, (letter) => ({ a: 'à', e: '3', o: '0' })[letter]!);
    expect(restOf(parsePage(`<main><h1>Good news</h1><p>${text}</p></main>`)).texts).toEqual([
      expect.stringContaining('visà'),
    ]);
  });

  it.each(['beside', 'into the head of', 'in place of the body of'])(
    'holds a lure that a script puts %s a page',
    (place) => {
      const document = parsePage('<p>The river rose.</p>');
      const lure = document.createElement('div');
      lure.innerHTML = `<p>${LURE}</p>`;
      if (place === 'beside') document.documentElement.append(lure);
      else if (place.startsWith('into')) document.head.append(lure);
      else document.body.replaceWith(lure);
      expect(restOf(document).texts).toEqual([expect.stringContaining('@dream_team')]);
    },
  );

  it('is told from a list that lies around it', () => {
    const { elements } = restOf(parsePage(`<h1>Chat support</h1><p>${LURE}</p>${CARDS}`));
    expect(elements).toEqual(['P']);
  });

  it('is told from its whole page only where no element holds it', () => {
    expect(restOf(parsePage(`${LURE}${CARDS}`)).elements).toEqual(['BODY']);
  });

  it('is empty where the post has all words, or few words speak of jobs', () => {
    expect(restOf(parsePage(`${lurePage}<a href="/apply">Apply now</a>`)).texts).toEqual([]);
    expect(restOf(parsePage(`<h1>Jobs</h1><p>The river rose, say people of experience.</p>${CARDS}`)).texts).toEqual(
      [],
    );
  });

  it('is split into the words that are drawn and those that are hidden', () => {
    const warning = 'Police warn of job scams: no salary, no contract. Do not apply.';
    const hidden = `<section class="hidden">${warning}</section>`;
    const document = drawnPage(`<h1>Chat support</h1><p>${LURE}</p>${hidden}${CARDS}`, URL_OF_JOBS);
    expect(restOf(document).texts).toEqual([`Chat support\n${LURE}`, warning]);
  });

  it('has another element for its hidden words where one element holds both', () => {
    const warning = 'Police warn of job scams: no salary, no contract, no experience. Do not apply, say officials.';
    const both = `<div style="color: transparent">${warning}<p style="color: black">${LURE}</p></div>`;
    const { texts, elements } = restOf(drawnPage(both, URL_OF_JOBS));
    expect(texts).toEqual([expect.stringContaining(LURE), warning]);
    expect(elements).toEqual(['DIV', 'BODY']);
  });

  it('is read where an element has more children than a call may have arguments', () => {
    const document = parsePage(`<meta property="og:type" content="profile">${lurePage}`);
    for (let at = 0; at < 200_000; at++) document.body.append(document.createComment(''));
    expect(restOf(document).texts).toEqual([expect.stringContaining('@dream_team')]);
  });

  it('leaves hidden words out of the drawn ones, also in the middle of an element', () => {
    const warning = 'Police warn of job scams: no salary, no contract. Do not apply.';
    const transparent = `<p style="color: transparent">${warning} ${warning}</p>`;
    const document = drawnPage(
      `<section><p>Chat support</p><p>${LURE}</p>${transparent}</section>${CARDS}`,
      URL_OF_JOBS,
    );
    expect(restOf(document)).toEqual({
      texts: [`Chat support\n${LURE}`, `${warning} ${warning}`],
      elements: ['SECTION', 'P'],
    });
  });

  it('is read where it is added to a list, and a post that changes stays a post', () => {
    const document = parsePage(`<h1>Jobs</h1>${CARDS}`);
    const { readMore, posts } = find(finder, document, URL_OF_JOBS);
    const added = document.createElement('section');
    added.textContent = LURE;
    document.body.append(added);
    expect(readMore?.(added)).toMatchObject([{ post: { text: LURE }, element: added, isRestOfPage: true }]);
    expect(readMore?.(posts[0]!.element).map(({ isRestOfPage }) => isRestOfPage)).toEqual([undefined]);
  });
});
