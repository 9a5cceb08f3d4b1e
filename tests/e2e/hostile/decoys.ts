/** Attacks on sites without an adapter: something honest, or the mark of another kind of page, stands beside the lure. */
import { HONEST_TEXT, LURE_TEXT, page, TITLE, type Attack } from './attack.ts';

const HIDDEN = '<style>.x { display: none }</style>';
const LURE = offer(LURE_TEXT);
const HONEST_JOB = `itemscope itemtype="https://schema.org/JobPosting"><h2 itemprop="title">Kitchen help</h2><p itemprop="description">${HONEST_TEXT}</p></div>`;
const DECLARED = JSON.stringify({ '@type': 'JobPosting', title: 'Kitchen help', description: HONEST_TEXT.repeat(3) });
const CARDS = `<ul>${Array.from(
  { length: 8 },
  (_, at) =>
    `<li><h3><a href="/jobs/view-${at}">Cook ${at}</a></h3><p>Bistro ${at} Ltd</p><p>Salary USD ${900 + at} per month, full-time. ${HONEST_TEXT}</p></li>`,
).join('')}</ul>`;

/** A job page of a site that nobody described. */
function offer(text: string): string {
  return `<main><h1>${TITLE}</h1><p>Company: Dream Team</p><p>Job description</p><p>${text}</p><p><a href="#apply">Apply now</a></p></main>`;
}

export const DECOYS: readonly Attack[] = [
  ['holds an empty element with the mark of a wiki', `${LURE}<i class="mw-parser-output"></i>`],
  ['puts its post into an element with the mark of a wiki', `<div class="mw-parser-output">${LURE}</div>`],
  ['calls itself a profile', `<meta property="og:type" content="profile">${LURE}`],
  [
    'hides words of a shop in its post',
    `${HIDDEN}${offer(`${LURE_TEXT}<b class="x">add to cart checkout wishlist</b>`)}`,
  ],
  ['marks a hidden honest post as its post (microdata)', `${HIDDEN}${LURE}<div class="x" ${HONEST_JOB}`],
  ['marks an honest post as its post, and makes it transparent', `${LURE}<div style="opacity: 0" ${HONEST_JOB}`],
  [
    'declares an honest post, and hides its words (JSON-LD)',
    `${HIDDEN}${LURE}<p class="x">${HONEST_TEXT.repeat(3)}</p><script type="application/ld+json">${DECLARED}</script>`,
  ],
  [
    'hides an honest article that is longer',
    `${HIDDEN}${LURE}<article class="x">${`<p>${HONEST_TEXT}</p>`.repeat(12)}</article>`,
  ],
  ['lists honest jobs below its post', `<h1>${TITLE}</h1><p>${LURE_TEXT}</p>${CARDS}`],
  ['holds an empty element with the mark of a test for robots', `${LURE}<i id="nocaptcha"></i>`],
  ['has the title of an error', LURE, '403 - '],
].map(([description = '', html = '', title = '']): Attack => ({
  description,
  html: () => page(html).replace('<title>', `<title>${title}`),
  durationMs: 0,
}));
