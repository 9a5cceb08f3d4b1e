/** Pages that change over time, so that the reader and the extension see different posts. */
import { expectMarkerInWindow } from './colours.ts';
import { HONEST_TEXT, job, LURE_TEXT, page, scriptString, type Attack } from './attack.ts';

const BODY = `document.querySelector('.show-more-less-html__markup')`;

/** Words of a news report: a post of them warns others, and gets no warning itself. */
const NEWS =
  'Police warn of fake job offers that lure people into scam compounds in Myanmar. Victims were rescued and officials warned the public. The embassy advises not to travel. ';
const styleOf = (style: string): string => `<style>.off { ${style} }</style>`;

export const CHANGES: readonly Attack[] = [
  {
    description: 'shows an honest post first and puts the lure in its place',
    html: () => page(job(HONEST_TEXT), `setTimeout(() => { ${BODY}.textContent = ${scriptString(LURE_TEXT)}; }, 900);`),
    durationMs: 1200,
  },
  {
    description: 'changes a word of its post thirty times a second',
    html: () =>
      page(
        job(`${LURE_TEXT} <b id="n">0</b>`),
        `setInterval(() => { document.querySelector('#n').textContent = Math.random(); }, 33);`,
      ),
  },
  {
    description: 'changes its post to honest words and back, again and again',
    html: () =>
      page(
        job(),
        `const texts = [${scriptString(LURE_TEXT)}, ${scriptString(HONEST_TEXT)}]; let n = 0; setInterval(() => { ${BODY}.textContent = texts[++n % 2]; }, 500);`,
      ),
    durationMs: 2500,
  },
  {
    description: 'takes its post away and puts it back twenty times a second',
    html: () =>
      page(
        job(),
        `const main = document.querySelector('main'); setInterval(() => { const next = main.nextSibling; main.remove(); document.body.insertBefore(main, next); }, 50);`,
      ),
  },
  {
    description: 'makes its post anew ten times a second',
    html: () =>
      page(
        job(),
        `setInterval(() => { const main = document.querySelector('main'); main.replaceWith(main.cloneNode(true)); }, 100);`,
      ),
  },
  {
    description: 'shows three thousand honest posts before its own',
    html: () =>
      page(
        `<ul id="decoys" style="height:80px;overflow:hidden"></ul>${job()}`,
        `document.querySelector('#decoys').innerHTML = Array.from({ length: 3000 }, (_, i) => '<li><article class="main-feed-activity-card" data-activity-urn="u' + i + '"><p data-test-id="main-feed-activity-card__commentary">Cook number ' + i + ' wanted, six evenings a week, meals on shift, ask for the cook.</p></article></li>').join('');`,
      ),
  },
  {
    description: 'changes a link of its post to the recruiter’s chat after it was read',
    html: () =>
      page(
        job(`${LURE_TEXT} <a id="l" href="#x">Contact</a>`),
        `setTimeout(() => { document.querySelector('#l').href = 'https://t.me/bkk_dream_team'; }, 500);`,
      ),
  },
  ...[
    ['shows a hidden part of its post later, by an attribute', '<div hidden id="part">', `part.hidden = false`],
    ['shows a hidden part of its post later, by a style', '<div style="display: none" id="part">', `part.style = ''`],
    [
      'shows a hidden part of its post later, by a class of the page',
      '<style>.all #part { display: block }</style><div hidden id="part">',
      `document.body.className = 'all'`,
    ],
  ].map(([description, start, change]) => ({
    description: description!,
    html: () => page(job(`${HONEST_TEXT}${start}${LURE_TEXT}</div>`), `setTimeout(() => { ${change}; }, 1500);`),
  })),
  {
    description: 'hides words in its post that warn of such offers, to pass for news',
    html: () =>
      page(job(`${LURE_TEXT}<div class="off">${NEWS.repeat(6)}</div>${styleOf('position: absolute; left: -9999px')}`)),
  },
  ...[
    ['hides such words in many short pieces', 'display: none'],
    ['writes such words without colour', 'color: transparent'],
    ['clips such words away', 'clip-path: inset(50%)'],
    ['places such words far right of its page', 'position: fixed; left: 99999px'],
  ].map(([description, style]) => ({
    description: description!,
    html: () =>
      page(
        job(`${LURE_TEXT} ${NEWS.repeat(3).replaceAll(/.{1,60} /gu, '<span class="off">$&</span>')}${styleOf(style!)}`),
      ),
  })),
  ...[
    ['writes such words in the colour of its page', 'color: white'],
    ['indents such words out of its page', 'display: block; text-indent: -9999px; white-space: nowrap'],
    ['clips such words as older style sheets do', 'position: absolute; clip: rect(0, 0, 0, 0)'],
    ['masks such words', 'mask-image: linear-gradient(transparent, transparent)'],
    ['filters such words away', 'filter: opacity(0)'],
    ['turns such words to their edge', 'display: inline-block; transform: rotateY(90deg)'],
    ['scales such words to dots', 'display: inline-block; transform: scale(0.01)'],
  ].map(([description, style]): Attack => ({
    description: description!,
    html: () =>
      page(
        job(
          `${LURE_TEXT}<p>${NEWS.repeat(5).replaceAll(/.{1,60} /gu, '<span class="off">$&</span>')}</p>${styleOf(style!)}`,
        ),
      ),
    // With these words it would be a caution.
    readerAction: (tab) => expectMarkerInWindow(tab, 'danger'),
    durationMs: 0,
  })),
];
