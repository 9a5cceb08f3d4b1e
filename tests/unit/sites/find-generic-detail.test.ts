/** Which pages of unknown sites are about one job, and which post is read from them. */
import { describe, expect, it } from 'vitest';
import type { FinderKnowledge } from '../../../utils/sites/adapter.ts';
import { findGenericDetail } from '../../../utils/sites/find-generic-detail.ts';
import { pageFeatures } from '../../../utils/sites/page-features.ts';
import type { DeclaredPosting } from '../../../utils/sites/read-json-ld.ts';
import { parsePage } from './read-fixture.ts';

const FIELD = (css: string) => [{ css }];
const FINDER = {
  layouts: [
    {
      id: 'hints',
      kind: 'card',
      root: 'x',
      expect: ['title'],
      fields: { title: FIELD('h1'), company: FIELD('.company'), salary: FIELD('.pay') },
    },
  ],
  words: { en: ['salary', 'shift', 'bonus', 'contract', 'requirements', 'training', 'pension', 'uniform'] },
  places: ['jobs'],
  against: ['basket', 'checkout'],
  hiring: ['we are hiring'],
  apply: ['apply'],
  employer: ['employer'],
} as unknown as FinderKnowledge;

/** Words that say nothing of jobs. */
const FILL =
  'You walk around the old mill at night and look after the doors, the yard and the people who come late to it.';

interface Page {
  /** Words of jobs in the text. */
  words: string;
  path?: string;
  title?: string;
  /** The title of the document. */
  name?: string;
  /** Markup after the text. */
  after?: string;
  types?: string[];
  posting?: Partial<DeclaredPosting>;
  /** The page declares its posting this often. */
  times?: number;
}

function postOn({
  words,
  path = '/a',
  title = 'Night porter',
  name = '',
  after = '',
  types = [],
  posting,
  times = 1,
}: Page) {
  const url = `https://mill.example${path}`;
  const document = parsePage(
    `<title>${name}</title><main><h1>${title}</h1><div><p>${FILL} ${words}</p></div>${after}</main>`,
  );
  const none = { title: '', company: '', location: '', salary: '', text: '', url: '', postedAt: '', contacts: [] };
  const postings = posting === undefined ? [] : Array.from({ length: times }, () => ({ ...none, ...posting }));
  const declared = { postings, types: new Set(types) };
  return findGenericDetail({ finder: FINDER, features: pageFeatures(FINDER, document, url), declared, document, url })
    ?.post;
}

const THREE = 'Salary, shift and bonus.';
const FOUR = 'Salary, shift, bonus and contract.';
const FIVE = 'Salary, shift, bonus, contract and training.';

describe('a page is about one job', () => {
  it.each<[string, Page, Page]>([
    [
      'with an address of a job',
      { words: 'Salary and shift.', path: '/jobs/127' },
      { words: 'Salary.', path: '/jobs/127' },
    ],
    [
      'with its title in the address',
      { words: 'Salary and shift.', path: '/jobs/night-porter' },
      { words: 'Salary and shift.', path: '/jobs/night-cook' },
    ],
    ['with an address among jobs', { words: THREE, path: '/jobs/x' }, { words: 'Salary and shift.', path: '/jobs/x' }],
    [
      'with a title that hires',
      { words: THREE, title: 'We are hiring a porter' },
      { words: THREE, title: 'We look for a porter' },
    ],
    [
      'with a button to apply',
      { words: THREE, after: '<button>Apply</button>' },
      { words: THREE, after: '<p>Apply</p>' },
    ],
    [
      'with a link to apply',
      { words: THREE, after: '<a href="/7/apply">Now</a>' },
      { words: THREE, after: '<a href="/7/reply">Now</a>' },
    ],
    [
      'with a field to apply',
      { words: THREE, after: '<input type="submit" value="Apply">' },
      { words: THREE, after: '<input type="text" value="Apply">' },
    ],
    [
      'with a short button only',
      { words: THREE, after: `<button>Apply ${'x'.repeat(34)}</button>` },
      { words: THREE, after: `<button>Apply ${'x'.repeat(35)}</button>` },
    ],
    [
      'with a button outside of menus',
      { words: THREE, after: '<b><a href="#">Apply</a></b>' },
      { words: THREE, after: '<nav><a href="#">Apply</a></nav>' },
    ],
    [
      'with labels',
      { words: '<br>Salary: high<br>Shift: late', title: 'Porter, jobs' },
      { words: '<br>Salary is high<br>and shift is late, every week of it', title: 'Porter, jobs' },
    ],
    [
      'with an amount',
      { words: `${THREE} USD 300.`, title: 'Porter, jobs' },
      { words: `${THREE} 300.`, title: 'Porter, jobs' },
    ],
    [
      'with labels and many words',
      { words: '<br>Salary: high<br>Shift: late<br>Bonus: big<br>Contract' },
      { words: '<br>Salary: high<br>Shift: late<br>Bonus: big' },
    ],
    [
      'with labels below the first page',
      { words: '<br>Salary: high<br>Shift: late<br>Bonus: big<br>Contract' },
      { words: '<br>Salary: high<br>Shift: late<br>Bonus: big<br>Contract', path: '/' },
    ],
    [
      'with labels, of which two count',
      { words: '<br>Salary: high<br>Shift: late', title: 'Porter, jobs' },
      { words: '<br>Salary: high<br>Salary: late<br>Salary: paid', title: 'Porter, jobs' },
    ],
    ['that is no article', { words: FIVE, path: '/jobs/x' }, { words: FIVE, path: '/jobs/x', types: ['NewsArticle'] }],
    ['that is no event', { words: FIVE, path: '/jobs/127' }, { words: FIVE, path: '/jobs/127', types: ['Event'] }],
    ['that is no shop', { words: FIVE, path: '/jobs/127' }, { words: `${FIVE} Basket, checkout.`, path: '/jobs/127' }],
    [
      'that shows no code',
      { words: FIVE, path: '/jobs/x' },
      { words: FIVE, path: '/jobs/x', after: '<pre><code>x</code></pre>' },
    ],
    [
      'that is not made of links',
      { words: FIVE, path: '/jobs/127' },
      { words: `${FIVE}<a href="/x">${'More of it. '.repeat(40)}</a>`, path: '/jobs/127' },
    ],
  ])('%s', (_, job, other) => {
    expect(postOn(job)?.title).toBe(job.title ?? 'Night porter');
    expect(postOn(other)).toBeUndefined();
  });

  it('with a sign of one job where it says much of jobs', () => {
    const long = { words: `${'x '.repeat(400)} ${FIVE} Requirements, pension and uniform.` };
    expect(postOn({ ...long, path: '/jobs/x' })).toBeUndefined();
    expect(postOn({ ...long, path: '/jobs/127' })).toBeDefined();
    expect(postOn({ ...long, path: '/jobs/x', after: '<button>Apply</button>' })).toBeDefined();
    expect(postOn({ ...long, path: '/jobs/x', title: 'We are hiring a porter' })).toBeDefined();
  });

  it('with enough words for its length', () => {
    const long = (units: number): Page => ({ words: `${FIVE}<p>${'x '.repeat(units / 2)}</p>`, path: '/jobs/x' });
    expect(postOn(long(300))).toBeDefined();
    expect(postOn({ words: `${'x '.repeat(400)} ${THREE}`, path: '/jobs/127' })).toBeDefined();
    expect(postOn({ words: `${'x '.repeat(400)} Salary and shift.`, path: '/jobs/127' })).toBeUndefined();
    expect(postOn({ words: `${'x '.repeat(400)} ${FOUR}`, title: 'Porter, jobs' })).toBeUndefined();
  });
});

describe('the post of a page', () => {
  const page: Page = { words: FIVE, path: '/jobs/127' };

  it('has its title, address and text', () => {
    expect(postOn(page)).toMatchObject({
      site: 'generic',
      kind: 'detail',
      url: 'https://mill.example/jobs/127',
      title: 'Night porter',
      text: `Night porter\n${FILL} ${FIVE}`,
    });
  });

  it('has what the page declares', () => {
    const posting = { title: 'Porter', company: 'Mill', location: 'Riga', salary: 'USD 3', postedAt: '2026-07-10' };
    expect(postOn({ words: '', posting })).toMatchObject({ ...posting, site: 'json-ld' });
    expect(postOn({ words: '', posting: { company: 'Mill' } })?.title).toBe('Night porter');
    expect(postOn({ words: '', posting, times: 2 })).toBeUndefined();
  });

  it('has the declared text where the page shows little', () => {
    const text = `Porter at the mill. ${FIVE}`;
    expect(postOn({ words: '', posting: { text } })?.text).toBe(text);
    expect(postOn({ words: `${FIVE} ${FIVE}`, posting: { text } })?.text).toContain(FILL);
  });

  it.each([
    ['a label', { after: '<p>Employer: North Mill</p>' }],
    ['an element', { after: '<p class="company">North Mill</p>' }],
    ['the name after the title', { name: 'Night porter - North Mill | Board' }],
    ['the name after "at"', { name: 'Night porter at North Mill' }],
    ['the name after "bei"', { name: 'Night porter bei North Mill · Board' }],
    ['the name before the title', { name: 'North Mill: Night porter' }],
    ['the name before "sucht"', { name: 'North Mill sucht Night porter' }],
    ['the name of the site', { after: '<meta property="og:site_name" content="North Mill">' }],
    ['the name of the page', { name: 'North Mill' }],
    ['the name beside that of a list', { name: 'North Mill - Jobs' }],
    ['the name before "の求人"', { name: 'Night porter｜North Millの求人' }],
  ])('has the company of %s', (_, parts) => {
    expect(postOn({ ...page, ...parts })?.company).toBe('North Mill');
  });

  it.each(['North Mill and all its many friends', 'North Mill - South Mill', 'North Mill - Jobs - Board'])(
    'has no company in "%s"',
    (name) => {
      expect(postOn({ ...page, name })?.company).toBe('');
    },
  );

  it('has the contacts of its links', () => {
    const link = '<p><a href="mailto:hr@brightmere.com">write to us</a></p>';
    expect(postOn({ ...page, after: link })?.contacts).toEqual([expect.stringContaining('hr@brightmere.com')]);
  });

  it('has the pay of an element, which is short', () => {
    expect(postOn({ ...page, after: '<p class="pay">USD 300</p>' })?.salary).toBe('USD 300');
    expect(postOn({ ...page, after: `<p class="pay">${'3'.repeat(91)}</p>` })?.salary).toBe('');
  });
});
