import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBodyParts, shadowHostsIn } from '../../../utils/dom/shadow-roots.ts';

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

  it('lists no other element, however seldom its name is', () => {
    expect(hostsIn('<marquee>a</marquee><blink>b</blink><ruby>c<rt>d</rt></ruby><font></font><h6></h6>')).toEqual([]);
  });

  it('lists the scope itself', () => {
    document.body.innerHTML = '<job-card><i></i></job-card><section></section>';
    for (const scope of document.body.children) expect(shadowHostsIn(scope)).toEqual([scope]);
  });

  it('reads no name from the fields of a form', () => {
    expect(hostsIn('<form><input name="localName"></form><search><input name="includes"></search>')).toEqual([]);
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
