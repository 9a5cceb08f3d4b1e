import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  containsAcrossShadow,
  hasShadowRoot,
  parentAcrossShadow,
  readBodyParts,
  shadowHostsIn,
  shadowRootsIn,
} from '../../../utils/dom/shadow-roots.ts';

const { window } = new JSDOM('<!doctype html><body></body>');
const { document } = window;

const hostsIn = (html: string): string[] => {
  document.body.innerHTML = html;
  return shadowHostsIn(document).map(({ localName }) => localName);
};

describe('shadowHostsIn', () => {
  beforeEach(() => vi.stubGlobal('HTMLFormElement', window.HTMLFormElement));
  afterEach(() => vi.unstubAllGlobals());

  it('lists custom elements and empty elements that may host a root', () => {
    expect(hostsIn('<job-card>Cook</job-card><div></div><p>Cook</p><span></span>')).toEqual([
      'job-card',
      'div',
      'span',
    ]);
  });

  it('lists headings and elements with white space or comments only', () => {
    expect(hostsIn('<h2></h2><h6> </h6><div>\n<!-- a --></div><p> a</p><div> <i></i></div>')).toEqual([
      'h2',
      'h6',
      'div',
    ]);
  });

  it('lists elements with children that have an open root', () => {
    document.body.innerHTML = '<div><p>Cook</p></div>';
    document.querySelector('div')!.attachShadow({ mode: 'open' });
    expect(shadowHostsIn(document)).toEqual([document.querySelector('div')]);
  });

  it('lists no other element, however seldom its name is', () => {
    expect(hostsIn('<marquee>a</marquee><blink>b</blink><ruby>c<rt>d</rt></ruby><font></font>')).toEqual([]);
  });

  it('lists the scope itself', () => {
    document.body.innerHTML = '<job-card><i></i></job-card><section></section>';
    for (const scope of document.body.children) expect(shadowHostsIn(scope)).toEqual([scope]);
  });

  it('reads no name from the fields of a form', () => {
    expect(hostsIn('<form><input name="localName"></form><search><input name="includes"></search>')).toEqual([]);
  });
});

describe('shadowRootsIn', () => {
  const closedRoots = new Map<Element, ShadowRoot>();
  beforeEach(() => {
    closedRoots.clear();
    vi.stubGlobal('HTMLFormElement', window.HTMLFormElement);
    vi.stubGlobal('chrome', {
      dom: { openOrClosedShadowRoot: (element: Element) => closedRoots.get(element) ?? null },
    });
    Object.assign(window.Element.prototype, { checkVisibility: () => true });
  });
  afterEach(() => vi.unstubAllGlobals());
  const attachClosed = (element: Element): ShadowRoot => {
    const root = element.attachShadow({ mode: 'closed' });
    closedRoots.set(element, root);
    return root;
  };

  it('finds closed roots of hosts without a size, and those inside them', () => {
    document.body.innerHTML = '<job-page></job-page><div> </div>';
    const outer = attachClosed(document.querySelector('job-page')!);
    outer.innerHTML = '<h2></h2>';
    const expected = [outer, attachClosed(document.querySelector('div')!), attachClosed(outer.querySelector('h2')!)];
    expect(hasShadowRoot(document)).toBe(true);
    expect(shadowRootsIn(document)).toEqual(expected);
  });

  it('finds a root behind hundreds of other hosts', () => {
    document.body.innerHTML = `${'<x-b></x-b>'.repeat(520)}<div></div>`;
    expect(shadowRootsIn(document)).toEqual([]);
    const root = attachClosed(document.querySelector('div')!);
    expect(shadowRootsIn(document)).toEqual([root]);
  });

  it('samples the hosts where there are too many, anew each time', () => {
    document.body.innerHTML = `${'<x-b></x-b>'.repeat(4000)}<div></div>`;
    const root = attachClosed(document.querySelector('div')!);
    let found = 0;
    for (let i = 0; i < 60; i++) found += shadowRootsIn(document).includes(root) ? 1 : 0;
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(60);
  });
});

describe('readBodyParts', () => {
  /** jsdom lays nothing out: here what is hidden has no box. */
  const isDrawn = (element: Element): boolean => !element.hasAttribute('hidden');
  const namesOf = (elements: readonly Element[]): string[] => elements.map(({ id, localName }) => id || localName);

  beforeEach(() => {
    vi.stubGlobal('HTMLFormElement', window.HTMLFormElement);
    Object.assign(window.Element.prototype, {
      checkVisibility(this: Element) {
        return isDrawn(this);
      },
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('tells parts whose children are not drawn from the first drawn child of the others', () => {
    document.body.innerHTML =
      '<main id="a"><i id="b" hidden></i><i id="c"></i><i id="d"></i></main><div id="e"><i hidden></i></div><p id="f">x</p>';
    const { undrawn, firstDrawn } = readBodyParts(document);
    expect(namesOf(undrawn)).toEqual(['e']);
    expect(namesOf(firstDrawn)).toEqual(['a', 'c']);
  });

  it('counts the body as a part, and reads a document without one', () => {
    document.body.innerHTML = '<main hidden></main>';
    expect(namesOf(readBodyParts(document).undrawn)).toEqual(['body']);
    expect(readBodyParts({ body: null } as unknown as Document)).toEqual({ undrawn: [], firstDrawn: [] });
  });
});

describe('parentAcrossShadow and containsAcrossShadow', () => {
  beforeEach(() => vi.stubGlobal('HTMLFormElement', window.HTMLFormElement));
  afterEach(() => vi.unstubAllGlobals());

  it('go from a shadow root to its host', () => {
    document.body.innerHTML = '<main><div></div></main>';
    const host = document.querySelector('div')!;
    const inner = host.attachShadow({ mode: 'closed' }).appendChild(document.createElement('p'));
    expect(parentAcrossShadow(inner)).toBe(host);
    expect(containsAcrossShadow(document.body, inner)).toBe(true);
  });

  it('end at a link that the page removed, which has a text named host', () => {
    document.body.innerHTML = '<a href="https://jobs.example/1"><b>Cook</b></a>';
    const link = document.querySelector('a')!;
    link.remove();
    expect(parentAcrossShadow(link)).toBeNull();
    expect(containsAcrossShadow(document.body, link.firstElementChild!)).toBe(false);
  });
});
