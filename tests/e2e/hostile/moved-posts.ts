/**
 * Pages that show the words of a post, and keep out of sight what a marker follows. That is the box of its title, or
 * its own.
 */
import { card, job, LURE_TEXT, page, TITLE, type Attack } from './attack.ts';
import { expectMarkerInWindow } from './colours.ts';

/** Before a lure, words that pass for news leave a caution of it. */
const NEWS =
  'Police warn of such offers: victims of human trafficking were lured to scam compounds in Myanmar by fake job offers, the ministry said. Officers rescued 40 people. This is a news report on how job scams work; do not answer such posts, report them to the hotline. ';
const CAUTION_TEXT = `${NEWS.repeat(3)}<br>${LURE_TEXT}`;
const LOOK_ALIKE = `<h2>${TITLE}</h2>`;
const ELSEWHERE = 'article p { position: fixed; top: 40px; left: 24px; width: 600px }';

const post = (css: string, body: string = card(LURE_TEXT)): string => page(`<style>${css}</style>${body}`);

/** Each page must show a marker, or the corner button, in the window. */
const danger: Pick<Attack, 'readerAction'> = { readerAction: (tab) => expectMarkerInWindow(tab, 'danger') };
const caution: Pick<Attack, 'readerAction'> = { readerAction: (tab) => expectMarkerInWindow(tab, 'caution') };

const QUIRKY = `<style>.news { display: none } body { height: 100% } .words { position: absolute; top: 3000px; left: 0 }</style>${job(`<p class="news">${NEWS.repeat(3)}</p><p class="words">${LURE_TEXT}</p>`)}`;

export const MOVED_POSTS: readonly Attack[] = [
  {
    description: 'has no doctype, hides words of a news report, and places its own below its root',
    html: () => page(QUIRKY).replace('<!doctype html>', ''),
  },
  {
    description: 'takes the box of its post away, and leaves its words',
    html: () => post('article { display: contents }'),
    ...danger,
  },
  {
    description: 'takes every box of its post away, and leaves its words',
    html: () => post('article, article p { display: contents }'),
    ...danger,
  },
  {
    description: 'moves its post above the document, and shows its words in the window',
    html: () => post(`article { position: absolute; top: -5000px; height: 10px } ${ELSEWHERE}`),
    ...danger,
  },
  {
    description: 'moves its post far down, and shows its words in the window',
    html: () => post(`article { position: absolute; top: 90000px; height: 10px } ${ELSEWHERE}`),
    ...danger,
  },
  {
    description: 'moves the title of a post at caution above the document, and shows another in its place',
    html: () => post('h1 { position: absolute; top: -999px }', LOOK_ALIKE + job(CAUTION_TEXT)),
    ...caution,
  },
  {
    description: 'cuts off the title of a post at caution, and shows another in its place',
    html: () => post('.top-card-layout { height: 0; overflow: hidden }', LOOK_ALIKE + job(CAUTION_TEXT)),
    ...caution,
  },
  {
    description: 'lays a transparent box over a post at caution',
    html: () => post('i { position: fixed; inset: 0 }', `${card(CAUTION_TEXT)}<i></i>`),
    ...caution,
  },
];
