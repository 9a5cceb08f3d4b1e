import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shadowHostsIn } from '../../../utils/dom/shadow-roots.ts';

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
