/** Which parts of a page repeat. */
import { describe, expect, it } from 'vitest';
import { linkGroups, siblingGroups, type CardGroup } from '../../../utils/sites/card-groups.ts';
import { parsePage } from './read-fixture.ts';

const URL_OF_LIST = 'https://board.example/list';
const LONG = 'A line of at least 18 letters';

const textsOf = (groups: readonly CardGroup[]): string[][] =>
  groups.map(({ cards }) => cards.map((card) => (card.textContent ?? '').trim()));
const linkedIn = (html: string): string[][] => textsOf(linkGroups(parsePage(html), URL_OF_LIST));
const siblingsIn = (html: string): string[][] => textsOf(siblingGroups(parsePage(html).body));

describe('links in the same position', () => {
  it('make cards of the largest elements with one link each', () => {
    const card = (name: string): string => `<div><div><h3><a href="/${name}">${name}</a></h3><p>text</p></div></div>`;
    expect(linkedIn(`<div>${card('One')}${card('Two')}</div>`)).toEqual([['Onetext', 'Twotext']]);
  });

  it('grow no single card to its section', () => {
    const card = (name: string): string => `<li><a href="/${name}">${name}</a> text</li>`;
    const lists = `<section><h2>A</h2><ul>${card('One')}</ul></section><section><h2>B</h2><ul>${card('Two')}${card('Three')}</ul></section>`;
    expect(linkedIn(lists)).toEqual([['One text', 'Two text', 'Three text']]);
  });

  it('are found with their cards in an element that is added, and no others', () => {
    const card = (name: string): string => `<li><a href="/${name}">${name}</a><p>text</p></li>`;
    const document = parsePage(`<ul>${card('One')}${card('Two')}</ul>`);
    const [group] = linkGroups(document, URL_OF_LIST);
    const list = document.querySelector('ul')!;
    list.insertAdjacentHTML('beforeend', `${card('Three')}${card('Four')}<li><b><a href="/x">Other</a></b></li>`);
    const [, , third, fourth, other] = [...list.children];
    const found = (scope: Element): [Element, Element | null][] => [...(group?.findMore(scope) ?? [])];
    expect(found(third!)).toEqual([[third, third!.querySelector('a')]]);
    expect(found(fourth!.querySelector('a')!)).toEqual([[fourth, fourth!.querySelector('a')]]);
    expect(found(other!)).toEqual([]);
    expect(found(list)).toHaveLength(4);
  });

  it.each([
    ['alone', '<p><a href="/1">One</a></p>'],
    ['to one page', '<p><a href="/1">One</a></p><p><a href="/1#two">Two</a></p>'],
    ['of two letters', '<p><a href="/1">On</a></p><p><a href="/2">Tw</a></p>'],
    ['in a menu', '<nav><a href="/1">One</a><a href="/2">Two</a></nav>'],
    ['of two classes', '<p><a class="a" href="/1">One</a></p><p><a class="b" href="/2">Two</a></p>'],
  ])('are no cards %s', (_, html) => {
    expect(linkedIn(html)).toEqual([]);
  });
});

describe('siblings of the same structure', () => {
  const item = (text: string): string => `<li><b>${text}</b></li>`;

  it('are cards where at least half of them have text', () => {
    expect(siblingsIn(`<ul>${item(LONG)}${item(LONG)}${item('x')}${item('y')}</ul>`)).toEqual([[LONG, LONG]]);
    expect(siblingsIn(`<ul>${item(LONG)}${item(LONG)}${'<li><b>x</b></li>'.repeat(3)}</ul>`)).toEqual([]);
    expect(siblingsIn(`<ul>${item(LONG)}${item('x')}</ul>`)).toEqual([]);
  });

  it.each([
    ['of a kind that holds no posts', `<p><b>${LONG}</b></p><p><b>${LONG}</b></p>`],
    ['without parts', `<ul><li>${LONG}</li><li>${LONG}</li></ul>`],
    ['in a menu', `<div role="menu"><div><b>${LONG}</b></div><div><b>${LONG}</b></div></div>`],
    ['that are hidden', `<ul hidden>${item(LONG)}${item(LONG)}</ul>`],
    ['of 17 letters', `<ul>${item('x'.repeat(17))}${item('y'.repeat(17))}</ul>`],
    ['of 6001 letters', `<ul>${item('x'.repeat(6001))}${item('y'.repeat(6001))}</ul>`],
    ['of two roles', `<ul><li role="row"><b>${LONG}</b></li><li><b>${LONG}</b></li></ul>`],
    ['of two classes', `<div><div class="a"><b>${LONG}</b></div><div class="b"><b>${LONG}</b></div></div>`],
  ])('are no cards %s', (_, html) => {
    expect(siblingsIn(`<div>${html}</div>`)).toEqual([]);
  });

  it('are groups of their own under another element', () => {
    const list = `<ul>${item(LONG)}${item(LONG)}</ul>`;
    expect(siblingsIn(`<aside>${list}</aside><aside>${list}</aside>`)).toEqual([[LONG, LONG, LONG, LONG]]);
    expect(siblingsIn(`<aside>${list}</aside><figure>${list}</figure>`)).toEqual([
      [LONG, LONG],
      [LONG, LONG],
    ]);
    expect(
      siblingsIn(`<ul class="a">${item(LONG)}${item(LONG)}</ul><ul class="b">${item(LONG)}${item(LONG)}</ul>`),
    ).toEqual([
      [LONG, LONG],
      [LONG, LONG],
    ]);
  });

  it('are found in an element that is added', () => {
    const document = parsePage(`<ul>${item(LONG)}${item(LONG)}</ul>`);
    const [group] = siblingGroups(document.body);
    const list = document.querySelector('ul')!;
    list.insertAdjacentHTML('beforeend', item('more'));
    expect([...(group?.findMore(list.lastElementChild!).keys() ?? [])]).toEqual([list.lastElementChild]);
  });
});
