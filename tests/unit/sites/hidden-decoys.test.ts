/** Lures on pages of unknown sites, beside one hidden element that speaks of something else. */
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { findGeneric } from '../../../utils/sites/find-generic.ts';
import { drawnPage } from './drawn-page.ts';

const { finder } = await readSites('knowledge');
const URL_OF_JOB = 'https://offers.example/jobs/7';
const LURE =
  'USD 1,500 a month and commission, no experience needed. Free air ticket, visa and room. You chat with foreign customers from ready scripts. Telegram only: @dream_team';
const HONEST =
  'Wash up and prepare vegetables, six evenings a week. No experience needed, we show you how. Meals on shift. Come to the restaurant and ask for the cook.';
const lurePage = (extra = ''): string =>
  `<main><h1>Customer chat support</h1><p>Company: Dream Team</p><p>Job description</p><p>${LURE}${extra}</p><p><a href="/apply/1">Apply now</a></p></main>`;
const posting = { '@type': 'JobPosting', title: 'Kitchen help', description: `${HONEST} ${HONEST}` };

describe('a lure is read', () => {
  it.each([
    ['an empty element with the mark of a wiki', `${lurePage()}<i class="mw-parser-output"></i>`],
    ['a hidden wiki text', `${lurePage()}<div class="mw-parser-output hidden">${HONEST.repeat(9)}</div>`],
    ['hidden words of a shop', lurePage('<span class="hidden">add to cart checkout wishlist</span>')],
    [
      'a hidden post in microdata',
      `${lurePage()}<div class="hidden" itemscope itemtype="https://schema.org/JobPosting"><h2 itemprop="title">Kitchen help</h2><p itemprop="description">${HONEST}</p></div>`,
    ],
    [
      'a hidden post in RDFa',
      `${lurePage()}<div hidden typeof="JobPosting"><h2 property="title">Cook</h2><p property="description">${HONEST}</p></div>`,
    ],
    [
      'hidden words that the page declares as its post',
      `${lurePage()}<section class="hidden">${posting.description}</section><script type="application/ld+json">${JSON.stringify(posting)}</script>`,
    ],
    [
      'a longer hidden article',
      `${lurePage()}<article class="hidden"><h2>Kitchen help</h2>${`<p>${HONEST}</p>`.repeat(12)}</article>`,
    ],
    [
      'a longer article of hidden visibility',
      `${lurePage()}<article class="unseen"><h2>Kitchen help</h2>${`<p>${HONEST}</p>`.repeat(12)}</article>`,
    ],
  ])('beside %s', (_case, html) => {
    const { posts } = findGeneric(finder, drawnPage(html, URL_OF_JOB), URL_OF_JOB);
    expect(posts.map(({ post }) => post.text)).toEqual([expect.stringContaining('@dream_team')]);
  });

  it('on a page that is hidden until all of it is there', () => {
    const { posts } = findGeneric(finder, drawnPage(`<div class="hidden">${lurePage()}</div>`, URL_OF_JOB), URL_OF_JOB);
    expect(posts.map(({ post }) => post.text)).toEqual([expect.stringContaining('@dream_team')]);
  });
});

it('shops and wikis that show their marks stay silent', () => {
  const shop = lurePage('<span>add to cart checkout wishlist</span>');
  const wiki = `<div class="mw-parser-output">${lurePage()}</div>`;
  for (const html of [shop, wiki])
    expect(findGeneric(finder, drawnPage(html, URL_OF_JOB), URL_OF_JOB).posts).toEqual([]);
});
