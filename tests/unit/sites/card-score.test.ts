/** How much the elements of a list look like jobs. */
import { describe, expect, it } from 'vitest';
import type { FinderKnowledge, Layout } from '../../../utils/sites/adapter.ts';
import { linkGroups, siblingGroups } from '../../../utils/sites/card-groups.ts';
import { sampleCards } from '../../../utils/sites/card-sample.ts';
import { cardScore } from '../../../utils/sites/card-score.ts';
import type { PageFeatures } from '../../../utils/sites/page-features.ts';
import { parsePage } from './read-fixture.ts';

const finder = {
  words: { en: ['salary', 'shift', 'requirements'] },
  places: ['jobs'],
  hiring: ['we are hiring'],
  apply: ['apply'],
  employer: ['employer'],
} as unknown as FinderKnowledge;
const field = (css: string) => [{ css }];
const hints = {
  fields: { title: field('h3'), company: field('.company'), location: field('.place'), salary: field('.pay') },
} as unknown as Layout;

interface List {
  url?: string;
  names?: readonly string[];
  features?: Partial<PageFeatures>;
}
type Card = (name: string, index: number) => string;

const NAMES = ['Night porter', 'Day cook', 'Crane driver', 'Lab clerk', 'Ferry mate'];

/** The best score of the groups of a page with one card for each name; 0 without groups. */
function scoreOf(card: Card, { url = 'https://board.example/list', names = NAMES, features = {} }: List = {}): number {
  const document = parsePage(`<div>${names.map(card).join('')}</div>`);
  const context = {
    hints,
    finder,
    url,
    features: {
      words: [],
      mentionsJobs: false,
      isShop: false,
      isProfileOrWiki: false,
      ...features,
    } as unknown as PageFeatures,
  };
  const groups = [...linkGroups(document, url), ...siblingGroups(document.body)];
  return Math.max(0, ...groups.map((group) => cardScore(group, context)));
}

/** A card with a link, a line and its parts. */
const cardOf =
  ({ href = '/p/', line = 'Shift in Riga', parts = '' }: { href?: string; line?: string; parts?: string } = {}): Card =>
  (name, index) =>
    `<article><h3><a href="${href}${index}00${index}">${name}</a></h3><p>${line}</p><p class="company">Mill ${index}</p>${parts}</article>`;

describe('a list looks more like jobs', () => {
  it.each([
    ['with links to jobs', cardOf({ href: '/jobs/' }), cardOf()],
    [
      'with numbers of jobs',
      cardOf({ href: '/jobs/' }),
      (name: string) => cardOf({ href: `/jobs/x?` })(name, 0).replace(/\?000/u, `#${name}`),
    ],
    ['with words of jobs', cardOf(), cardOf({ line: 'Wooden bench' })],
    ['with two words of jobs', cardOf({ line: 'Shift, salary' }), cardOf()],
    ['with companies', cardOf(), ((name, index) => cardOf()(name, index).replace('company', 'x')) satisfies Card],
    ['with places', cardOf({ parts: '<p class="place">Riga</p>' }), cardOf({ parts: '<p>Riga</p>' })],
    ['with pay', cardOf({ parts: '<p class="pay">good</p>' }), cardOf({ parts: '<p>good</p>' })],
    ['with amounts', cardOf({ parts: '<p>USD 300</p>' }), cardOf({ parts: '<p>300</p>' })],
    ['with the words of hiring', cardOf({ line: 'Shift: we are hiring' }), cardOf()],
    ['with controls to apply', cardOf({ parts: '<button>Apply</button>' }), cardOf({ parts: '<p>Apply</p>' })],
    ['with links', cardOf(), ((name, index) => cardOf()(name, index).replace('<a href', '<b title')) satisfies Card],
  ] satisfies [string, Card, Card][])('%s', (_, more, less) => {
    expect(scoreOf(more)).toBeGreaterThan(scoreOf(less));
  });

  it('with links to a host of jobs', () => {
    const away = (host: string): number => scoreOf(cardOf({ href: `https://${host}.example/p/` }));
    expect(away('north.jobs')).toBeGreaterThan(away('north.mill'));
  });

  it('with controls to apply of less than 40 letters', () => {
    const control = (letters: number): number =>
      scoreOf(cardOf({ parts: `<button>Apply ${'x'.repeat(letters - 6)}</button>` }));
    expect(control(39)).toBeGreaterThan(control(40));
  });

  it('on a page about jobs', () => {
    expect(scoreOf(cardOf(), { features: { mentionsJobs: true } })).toBeGreaterThan(scoreOf(cardOf()));
  });

  it('with words that the page has beside it', () => {
    const card = cardOf({ line: 'Wooden bench' });
    expect(scoreOf(card, { features: { words: ['bench'] } })).toBeGreaterThan(scoreOf(card));
  });

  it('with the words of jobs in six of ten than in three of ten', () => {
    const some = (count: number) =>
      scoreOf((name, index) => cardOf(index < count ? {} : { line: 'Bench' })(name, index));
    expect(some(3)).toBeGreaterThan(some(2));
    expect(some(2)).toBeGreaterThan(some(1));
  });
});

describe('a list looks less like jobs', () => {
  const card = cardOf({ href: '/jobs/', line: 'Shift, salary' });

  it('in a shop', () => {
    expect(scoreOf(card, { features: { isShop: true } })).toBeLessThan(scoreOf(card));
  });

  it('in a wiki', () => {
    expect(scoreOf(card, { features: { isProfileOrWiki: true } })).toBeLessThan(scoreOf(card));
  });

  it('where it leads to many other sites', () => {
    const away = (host: (name: string) => string): number =>
      scoreOf((name, index) =>
        cardOf({ href: `https://${host(name)}.example/jobs/`, line: 'Shift, salary' })(name, index),
      );
    const first = (name: string): string => name.split(' ')[0]!.toLowerCase();
    expect(away(first)).toBeLessThan(away(() => 'board'));
    expect(away((name) => `${first(name)}.board`)).toBe(away(() => 'board'));
  });

  it('where it shows addresses of other sites', () => {
    const shown = (host: Card): number =>
      scoreOf((name, index) =>
        cardOf({ href: '/jobs/', line: 'Shift', parts: `<p>${host(name, index)}</p>` })(name, index),
      );
    expect(shown((_, index) => `https://mill${index}.example/jobs`)).toBeLessThan(
      shown(() => 'https://mill.example/jobs'),
    );
  });
});

describe('a list of jobs', () => {
  it('may have a card or two without their words', () => {
    const some = (count: number): number =>
      scoreOf((name, index) => cardOf({ line: index < count ? 'Shift, salary' : 'Shift' })(name, index));
    expect(some(4)).toBe(some(5));
    expect(some(3)).toBeLessThan(some(4));
  });

  it('is none by the ending of a host', () => {
    const away = (host: string): number => scoreOf(cardOf({ href: `https://${host}/p/` }));
    expect(away('mill.jobs')).toBe(away('mill.works'));
  });

  it('may have places alone, on a page about jobs', () => {
    const placed = (parts: string): number =>
      scoreOf((name, index) => cardOf({ line: 'Wooden bench', parts })(name, index).replace('company', 'x'), {
        features: { mentionsJobs: true },
      });
    expect(placed('<p class="place">Riga</p>')).toBeGreaterThan(0);
    expect(placed('<p class="pay">good</p>')).toBeGreaterThan(0);
    expect(placed('<p>Riga</p>')).toBe(0);
  });

  it('without details has words or numbers of jobs', () => {
    const plain = (href: string, line: string): number =>
      scoreOf((name, index) => `<article><a href="${href}4${index}0">${name}</a><p>${line}</p></article>`, {
        features: { mentionsJobs: true },
      });
    expect(plain('/p/', 'Wooden bench')).toBe(0);
    expect(plain('/p/', 'Shift at night')).toBeGreaterThan(0);
    expect(plain('/jobs/', 'Wooden bench')).toBeGreaterThan(0);
  });
});

describe('a list whose cards show hosts', () => {
  it('looks less like jobs from half of the cards on', () => {
    const shown = (count: number): number =>
      scoreOf(
        (name, index) =>
          cardOf({ href: '/jobs/', parts: `<p>${index < count ? `mill${index}.example` : 'no host'}</p>` })(
            name,
            index,
          ),
        { names: NAMES.slice(0, 4) },
      );
    expect(shown(1)).toBe(shown(0));
    expect(shown(2)).toBeLessThan(shown(0));
  });
});

describe('a list is none of jobs', () => {
  it.each([
    [
      'where its cards have few words',
      (_, index) => `<article><a href="/jobs/${index}00">Job ${index}</a><p>x</p></article>`,
    ],
    ['where its cards are templates', (name, index) => cardOf({ href: '/jobs/', line: '{{ line }}' })(name, index)],
    [
      'where its cards have one line',
      (name, index) => `<article><a href="/jobs/1${index}">${name} in Riga, salary</a></article>`,
    ],
    [
      'where its cards are alike',
      (_, index) => cardOf({ href: '/jobs/' })('Porter', index).replace(/Mill \d/u, 'Mill'),
    ],
    ['where its cards begin with no words', (_, index) => cardOf({ href: '/p/' })(`${index}1 - `, index)],
    [
      'of links to flats',
      (name, index) => `<article><a href="/p/${index}">${name}</a><p>Riga, with a view</p></article>`,
    ],
    [
      'of goods with a price',
      (name, index) => `<article><a href="/p/${index}">${name}</a><p>USD 300 a piece</p></article>`,
    ],
    [
      'where each card has several jobs',
      (name, index) =>
        `<article><h3>${name}</h3><p>Shift</p><ul><li><a href="/jobs/1${index}1">One of them</a></li><li><a href="/jobs/1${index}2">Other of them</a></li></ul></article>`,
    ],
    [
      'where each card is a menu',
      (name, index) =>
        `<article><p>Shift</p><ul>${NAMES.map((each, at) => `<li><a href="/p/${index}${at}">${each} ${name}</a></li>`).join('')}</ul></article>`,
    ],
    [
      'where its cards are sections of one job',
      (_, index) =>
        `<article><p>${['Requirements', 'Salary', 'Shift'][index % 3]}</p><p>Text ${index} of the section</p></article>`,
    ],
  ] satisfies [string, Card][])('%s', (_, card) => {
    expect(scoreOf(card)).toBe(0);
  });

  it('with two cards that have no title or lead to no jobs', () => {
    const two = (card: Card): number => scoreOf(card, { names: NAMES.slice(0, 2) });
    expect(two(cardOf({ href: '/jobs/' }))).toBeGreaterThan(0);
    expect(two(cardOf())).toBe(0);
    expect(two(cardOf({ parts: '<button>Apply</button>' }))).toBeGreaterThan(0);
    expect(two((name, index) => cardOf({ href: '/jobs/' })(name, index).replaceAll('h3', 'h6'))).toBe(0);
  });
});

describe('the cards that are scored', () => {
  it('are at most twelve, from all of the list', () => {
    const cards = Array.from({ length: 30 }, (_, at) => at) as unknown as Element[];
    const sample = sampleCards({ cards } as unknown as Parameters<typeof sampleCards>[0]);
    expect(sample).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]);
    expect(sampleCards({ cards: cards.slice(0, 5) } as never)).toEqual([0, 1, 2, 3, 4]);
  });
});
