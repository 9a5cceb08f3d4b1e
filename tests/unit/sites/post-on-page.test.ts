/** How a post is made from its fields: lengths, contacts, and the id under which a reader's choices are stored. */
import { beforeEach, describe, expect, it } from 'vitest';
import { absoluteUrl, makePost, type PostFields } from '../../../utils/sites/post-on-page.ts';
import { parsePage } from './read-fixture.ts';

let element: Element;
beforeEach(() => {
  element = parsePage('<div><h3>Typist</h3><p>Text</p></div>').body.firstElementChild!;
});

const make = (change: Partial<PostFields> = {}) =>
  makePost(
    { site: 'generic', kind: 'card', url: 'https://board.example/1', text: 'Text', element, ...change },
    'board.example',
  );
const idOf = (change: Partial<PostFields>): string => make(change).post.id;

describe('a post', () => {
  it('has empty fields where nothing was found, and is marked at its element', () => {
    expect(make()).toEqual({
      post: {
        id: expect.stringMatching(/^[\da-z]{1,7}-[\da-z]{1,7}$/u),
        url: 'https://board.example/1',
        site: 'generic',
        kind: 'card',
        title: '',
        company: '',
        location: '',
        salary: '',
        text: 'Text',
        contacts: [],
        poster: '',
      },
      element,
      anchor: element,
      isComplete: true,
    });
    const anchor = element.firstElementChild!;
    expect(make({ anchor, isComplete: false, postedAt: '' })).toMatchObject({
      anchor,
      isComplete: false,
      post: { postedAt: '' },
    });
    expect(make({ anchor: null }).anchor).toBe(element);
  });

  it('has short fields on one line, and an address of 2,000 letters at most', () => {
    const long = ` a\n\t b${'x'.repeat(2_000)}`;
    const { post } = make({
      title: long,
      company: long,
      location: long,
      salary: long,
      poster: long,
      url: 'y'.repeat(2_001),
    });
    const short = `a b${'x'.repeat(997)}`;
    expect(post).toMatchObject({ title: short, company: short, location: short, salary: short, poster: short });
    expect(post.url).toHaveLength(2_000);
  });

  it('has the contacts of its links that neither title nor text names', () => {
    element.innerHTML = ['a', 'b', 'c'].map((name) => `<a href="https://t.me/hr_${name}">x</a>`).join('');
    expect(make({ title: 'by t.me/hr_a', text: 'or t.me/hr_b' }).post.contacts).toEqual(['t.me/hr_c']);
    expect(make({ linksIn: [] }).post.contacts).toEqual([]);
    expect(make({ linksIn: [element.lastElementChild!.parentElement!] }).post.contacts).toHaveLength(3);
  });
});

describe('the id of a post', () => {
  const FULL = {
    title: 'Typist',
    company: 'Golden Lake',
    location: 'Poipet',
    salary: '$1,500',
    text: 'Ticket paid. ช่วยด้วย',
    poster: 'Lin',
  };

  it('has two halves, of which each tells posts apart', () => {
    const halves = Array.from({ length: 2_000 }, (_, at) => idOf({ ...FULL, text: `Text ${at}` }).split('-'));
    for (const half of [0, 1]) expect(new Set(halves.map((parts) => parts[half])).size, String(half)).toBe(2_000);
    expect(idOf(FULL)).toBe(idOf(FULL));
  });

  it('differs with each field that is judged, and with nothing else', () => {
    const ids = Object.keys(FULL).map((field) => idOf({ ...FULL, [field]: 'other' }));
    ids.push(idOf({ ...FULL, kind: 'detail' }), idOf(FULL));
    element.innerHTML = '<a href="https://t.me/hr_a">x</a>';
    ids.push(idOf(FULL));
    expect(new Set(ids).size).toBe(ids.length);
    element.innerHTML = '';
    expect(idOf({ ...FULL, url: 'https://board.example/2', site: 'seek', postedAt: '2026-11-20' })).toBe(idOf(FULL));
  });

  it('tells where a field ends', () => {
    expect(idOf({ title: 'ab', company: 'c' })).not.toBe(idOf({ title: 'a', company: 'bc' }));
    expect(idOf({ title: 'a' })).not.toBe(idOf({ company: 'a' }));
  });
});

it('makes addresses absolute, and none of what is no address', () => {
  expect(absoluteUrl('/a?b#c', 'https://board.example/x/')).toBe('https://board.example/a?b#c');
  expect(absoluteUrl('y', 'https://board.example/x/')).toBe('https://board.example/x/y');
  expect(absoluteUrl('http://[', 'https://board.example/')).toBe('');
  expect(absoluteUrl('/a', '')).toBe('');
});
