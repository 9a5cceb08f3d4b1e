// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenFrameHasContent } from '../../../entrypoints/scan.content/when-frame-has-content.ts';

/** Whether a frame of this size is read at once. */
function isRead(width: number, height: number, body: string): boolean {
  document.body.innerHTML = body;
  Object.assign(window, { innerWidth: width, innerHeight: height });
  const onContent = vi.fn<() => void>();
  whenFrameHasContent(window, onContent);
  return onContent.mock.calls.length > 0;
}

describe('whenFrameHasContent', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    Object.assign(Element.prototype, { checkVisibility: () => true });
  });
  afterEach(() => void vi.useRealTimers());

  it('reads a frame with some size and text', () => {
    expect(isRead(900, 700, `<p>${'Cook. '.repeat(25)}</p>`)).toBe(true);
    expect(isRead(900, 700, '<p>Cook</p>')).toBe(false);
  });

  it('reads a small frame with more text: the page around may show it enlarged', () => {
    expect(isRead(150, 79, `<p>${'Cook. '.repeat(50)}</p>`)).toBe(true);
    expect(isRead(150, 79, `<p>${'Cook. '.repeat(25)}</p>`)).toBe(false);
  });

  it.each([
    ['blank texts', '<i> </i>'.repeat(400)],
    ['texts that are not drawn', '<i class="off">ab</i>'.repeat(400)],
  ])('reads a small frame with many %s before its own', (_case, html) => {
    Element.prototype.checkVisibility = function () {
      return this.className !== 'off';
    };
    expect(isRead(150, 79, `${html}<p>${'Cook. '.repeat(50)}</p>`)).toBe(true);
  });

  it('reads a small frame that spells its words letter by letter', () => {
    expect(isRead(150, 79, '<i>C</i><i>o</i>'.repeat(110))).toBe(true);
  });

  it('reads a small frame with more text in a shadow root', () => {
    const root = '<div id="host"></div>';
    expect(isRead(150, 79, root)).toBe(false);
    vi.clearAllTimers();
    document.body.innerHTML = root;
    const host = document.querySelector('#host')!;
    host.attachShadow({ mode: 'open' }).append('Cook. '.repeat(50));
    const onContent = vi.fn<() => void>();
    whenFrameHasContent(window, onContent);
    expect(onContent).toHaveBeenCalledOnce();
  });

  it('reads no frame that is not drawn', () => {
    expect(isRead(0, 0, `<p>${'Cook. '.repeat(50)}</p>`)).toBe(false);
  });
});
