// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createOverlayHost } from '../../../utils/overlay/overlay-host.ts';

/** jsdom opens no popover: these fail as a browser does on an element that is not connected. */
let beforeToggle = (_host: HTMLElement): void => undefined;
const open = new Set<HTMLElement>();

beforeEach(() => {
  open.clear();
  beforeToggle = () => undefined;
  HTMLElement.prototype.showPopover = function () {
    beforeToggle(this);
    if (!this.isConnected) throw new DOMException('not connected', 'InvalidStateError');
    open.add(this);
  };
  HTMLElement.prototype.hidePopover = function () {
    open.delete(this);
  };
  vi.spyOn(HTMLElement.prototype, 'matches').mockImplementation(function (this: HTMLElement) {
    return open.has(this);
  });
});

describe('the host of the overlay', () => {
  it('opens as a popover under the root', () => {
    const host = createOverlayHost(document, '', 'ours');
    host.show();
    expect(host.element.parentNode).toBe(document.documentElement);
    expect(host.isShown()).toBe(true);
  });

  it('is drawn in a document of XML, too', () => {
    const xml = new DOMParser().parseFromString('<html xmlns="http://www.w3.org/1999/xhtml"/>', 'application/xml');
    const { element, root } = createOverlayHost(xml, '', 'ours');
    expect([element, root.firstElementChild!].map(({ namespaceURI }) => namespaceURI)).toEqual(
      Array.from({ length: 2 }, () => 'http://www.w3.org/1999/xhtml'),
    );
  });

  it('stays closed where the page removes it while it opens, and opens at the next attempt', () => {
    const host = createOverlayHost(document, '', 'ours');
    beforeToggle = (element) => element.remove();
    expect(() => host.show()).not.toThrow();
    expect(host.isShown()).toBe(false);
    beforeToggle = () => undefined;
    host.show();
    expect(host.isShown()).toBe(true);
  });

  it('has the size of the window’s pixels, however the page zooms its root', () => {
    const host = createOverlayHost(document, '', 'ours');
    const styleOf = (): string =>
      [...host.root.querySelectorAll('style')].map(({ textContent }) => textContent).join('');
    host.show();
    expect(styleOf()).not.toContain('zoom');
    Object.assign(document.documentElement, { currentCSSZoom: 1.25 });
    host.undoZoom();
    expect(styleOf()).toContain('zoom: 0.8 !important');
    Object.assign(document.documentElement, { currentCSSZoom: 1 });
    host.show();
    expect(styleOf()).toContain('zoom: 1 !important');
  });

  describe('while something fills the screen', () => {
    const fill = (element: Element | null): void => {
      Object.defineProperty(document, 'fullscreenElement', { value: element, configurable: true });
    };
    let shown = 0;
    beforeEach(() => {
      document.body.innerHTML = '<main><article></article></main><div><video></video></div>';
      HTMLElement.prototype.checkVisibility = () => true;
      beforeToggle = () => void (shown += 1);
      shown = 0;
    });
    const [post, film] = ['article', 'div'].map((css) => () => document.querySelector(css)!);

    it('is in what shows a post, and returns', () => {
      const host = createOverlayHost(document, '', 'ours');
      host.show();
      fill(document.querySelector('main'));
      expect(host.follow([post!()])).toBe(true);
      expect(host.element.parentNode).toBe(document.querySelector('main'));
      expect([host.isShown(), host.follow([post!()])]).toEqual([true, false]);
      fill(null);
      expect(host.isShown()).toBe(false);
      host.follow([post!()]);
      expect(host.element.parentNode).toBe(document.documentElement);
    });

    it('leaves a film uncovered, and is where it was', () => {
      const host = createOverlayHost(document, '', 'ours');
      host.show();
      fill(film!());
      expect(host.follow([post!()])).toBe(false);
      host.restore();
      expect(shown).toBe(1);
      fill(null);
      host.restore();
      expect(shown).toBe(2);
    });
  });
});
